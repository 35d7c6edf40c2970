/** Whether a name is meant by one of the patterns, in which * stands for any characters and ? for one. */
export function createSelector(
  patterns: string | readonly string[] | undefined,
): (name: string) => boolean {
  if (patterns === undefined) return () => true;
  const expressions = [patterns].flat().map((pattern) => {
    const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
    return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'su');
  });
  return (name) => expressions.some((expression) => expression.test(name));
}
