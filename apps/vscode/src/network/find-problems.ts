import { rules, spell, type Finding } from '@actigrad/diagnostics';
import { useOf, type Range, type Reading } from '@actigrad/source';
import type { Translate } from '../words.ts';
import { alarmsOf } from './describe-verdict.ts';
import type { JudgedStack } from './judge-stacks.ts';

/** A finding where it stands in the text. */
export interface Problem {
  readonly range: Range;
  /** Nothing has been run yet: what is an error of a capture is a warning here. */
  readonly severity: 'warning' | 'information';
  /** Id of the rule. */
  readonly rule: string;
  readonly message: string;
  readonly finding: Finding;
}

/** What is worth a place in Problems: of stacks that are known in full, without any doubt. */
export function findProblems(
  { stack, model, verdict }: JudgedStack,
  reading: Reading,
  t: Translate,
): Problem[] {
  if (!verdict || stack.unread.length > 0) return [];
  const problems = alarmsOf(verdict.findings).map((finding): Problem => {
    const index = Number(/\d+$/.exec(finding.layer)?.[0]) - 1;
    const { activation, weights } = model.origins[index] ?? { weights: 0, activation: undefined };
    const named = activation === undefined ? undefined : stack.layers[activation];
    const use = named && useOf(reading, named);
    const layer = stack.layers[weights];
    const title = t(rules.get(finding.rule)?.title ?? finding.rule);
    return {
      range: use?.word ?? (layer ? firstLine(layer) : stack),
      severity: finding.severity === 'error' ? 'warning' : 'information',
      rule: finding.rule,
      message: `${title} (${stack.name}, ${t('layer {0}', index + 1)}). ${spell(finding.says, nameLayers(t))}`,
      finding,
    };
  });
  // Layers of a loop share their text: one of them speaks for all.
  const seen = new Set<string>();
  return problems.filter(({ range, rule }) => {
    const key = `${range.start.cell} ${range.start.offset} ${rule}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Says the layers of a sentence, `layer 3`, in the user's language, too. */
function nameLayers(t: Translate): Translate {
  return (text, ...values) =>
    t(
      text,
      ...values.map((value) => {
        const [, number] = /^layer (\d+)$/.exec(String(value)) ?? [];
        return number === undefined ? value : t('layer {0}', number);
      }),
    );
}

function firstLine({ start, end }: Range): Range {
  if (end.line === start.line) return { start, end };
  return { start, end: { ...start, column: start.column + 1, offset: start.offset + 1 } };
}
