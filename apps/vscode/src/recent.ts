/**
 * Remembers the results of a function for the arguments it was last asked for.
 *
 * @param limit how many results are kept
 */
export function createRecent<T>(limit: number): (key: string, compute: () => T) => T {
  // A Map keeps the order of insertion: the first key is the one not asked for the longest.
  const kept = new Map<string, T>();
  return (key, compute) => {
    const value = kept.has(key) ? (kept.get(key) as T) : compute();
    kept.delete(key);
    kept.set(key, value);
    if (kept.size > limit) kept.delete(kept.keys().next().value as string);
    return value;
  };
}
