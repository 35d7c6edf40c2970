import { forEachLayer, type Rule } from '../rule.ts';
import { countUnits, figure, percent, say } from '../words.ts';

export const falseGradient: Rule<'share'> = {
  id: 'false-gradient',
  title: 'Numerically false gradient',
  formula:
    "share of inputs whose captured gradient is 0 where f'(x) is not, though other gradients of the sample are not 0",
  source:
    'slopes that a framework takes from the rounded output f(x) become 0 once f(x) rounds to its limit; ours are taken from x',
  remedy:
    'compute the slope from x, or keep the inputs nearer to 0; a wider dtype puts the limit farther out',
  thresholds: { share: { default: 0, meaning: 'notes a greater share' } },
  check: forEachLayer(({ slopes }, { share }: { readonly share: number }) => {
    if (!slopes || slopes.falseZeros.count === 0) return undefined;
    const { count, largestSlope, nearest } = slopes.falseZeros;
    if (!(count / slopes.count > share)) return undefined;
    const dead = slopes.unitsFalselyDead();
    const lost = [percent(count / slopes.count), figure(largestSlope), figure(Math.abs(nearest))];
    return {
      severity: 'note',
      figure: count / slopes.count,
      threshold: share,
      says:
        dead > 0
          ? say(
              "False vanishing gradient: {0} of the captured gradients are exactly 0 where the true slope is up to {1} (from |x| = {2} on), lost to the framework's rounding; {3} look dead by it alone. To keep them, {4}.",
              ...lost,
              countUnits(dead),
              say(falseGradient.remedy),
            )
          : say(
              "False vanishing gradient: {0} of the captured gradients are exactly 0 where the true slope is up to {1} (from |x| = {2} on), lost to the framework's rounding. To keep them, {3}.",
              ...lost,
              say(falseGradient.remedy),
            ),
    };
  }),
};
