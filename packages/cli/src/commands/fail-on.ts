import { groupFindings, rules, type Examination, type Severity } from '@actigrad/diagnostics';
import { FoundError, UsageError } from '../errors.ts';

/** What `--fail-on` names: a rule, or a severity and those above it. */
export type Kind =
  | { readonly word: string; readonly rule: string }
  | { readonly word: string; readonly severity: Severity };

const severities: readonly Severity[] = ['error', 'warning', 'note'];

/**
 * Reads `vanishing,dead,error`: severities, ids of rules, or the beginnings of ids.
 *
 * @throws UsageError for a word that names no rule, or several
 */
export function parseFailOn(words: string): Kind[] {
  return words.split(',').map((each) => parseWord(each.trim()));
}

function parseWord(word: string): Kind {
  const severity = severities.find((each) => each === word);
  if (severity) return { word, severity };
  const ids = [...rules.keys()];
  const matches = word === '' ? [] : ids.filter((id) => id === word || id.startsWith(word));
  const [rule] = ids.includes(word) ? [word] : matches;
  if (rule !== undefined && (matches.length === 1 || rule === word)) return { word, rule };
  const which = matches.length > 1 ? matches.join(' and ') : 'no rule';
  throw new UsageError(
    `--fail-on has "${word}", which names ${which}; it takes ${severities.join(', ')} and the rules ${ids.join(', ')}, or their beginnings`,
  );
}

/** @throws FoundError with the first finding of a kind, its network and its layers */
export function failOn(
  kinds: readonly Kind[],
  examined: readonly { readonly name: string; readonly examination: Examination }[],
): void {
  for (const kind of kinds) {
    for (const { name, examination } of examined) {
      const found = groupFindings(examination.findings).find((group) =>
        'rule' in kind
          ? group.rule === kind.rule
          : severities.indexOf(group.severity) <= severities.indexOf(kind.severity),
      );
      if (!found) continue;
      throw new FoundError(
        `${name} has ${found.rule} in ${found.layers.join(', ')} (${found.severity}), and --fail-on names ${kind.word}`,
      );
    }
  }
}
