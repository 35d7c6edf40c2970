import type { LayerStatistics } from '../layer-statistics.ts';
import { forEachLayer, type Rule } from '../rule.ts';
import { countValues, list, say } from '../words.ts';

export const nonFinite: Rule<'count'> = {
  id: 'non-finite',
  title: 'Not a number, or infinite',
  formula: 'count of NaN, +Infinity and -Infinity',
  source: 'IEEE 754: once there, they spread through every sum',
  remedy:
    'look at the first layer that has them: an overflow, a division by 0 or a logarithm of 0; lower the learning rate or clip the gradient',
  thresholds: { count: { default: 0, meaning: 'is an error over this count' } },
  check: forEachLayer((layer, { count }: { readonly count: number }) => {
    const found = tensorsOf(layer).flatMap(([name, statistics]) =>
      statistics && statistics.nonFinite > 0 ? [{ name, statistics }] : [],
    );
    const total = found.reduce((sum, { statistics }) => sum + statistics.nonFinite, 0);
    if (total <= count) return undefined;
    const words = found.map(({ name, statistics: { nan, positiveInfinity, negativeInfinity } }) => {
      const kinds = [
        [nan, 'NaN'],
        [positiveInfinity, '+Infinity'],
        [negativeInfinity, '-Infinity'],
      ] as const;
      const counts = kinds.flatMap(([kind, word]) => (kind > 0 ? [`${kind} ${word}`] : []));
      return say('{0} {1}', name, counts.join(', '));
    });
    return {
      severity: 'error',
      figure: total,
      threshold: count,
      says: say(
        '{0} cannot be computed with ({1}); {2}.',
        countValues(total),
        list(words, '; '),
        say(nonFinite.remedy),
      ),
    };
  }),
};

function tensorsOf({ preactivation, output, gradient, weight, weightGradient }: LayerStatistics) {
  return [
    [say('preactivations'), preactivation],
    [say('activations'), output],
    [say('gradients'), gradient],
    [say('weights'), weight],
    [say('weight gradients'), weightGradient],
  ] as const;
}
