import { forEachLayer, type Rule } from '../rule.ts';
import { figure, say } from '../words.ts';

export const notZeroCentred: Rule<'ratio'> = {
  id: 'not-zero-centred',
  title: 'Not zero-centred',
  formula: '|mean of activations| / their standard deviation',
  source: 'LeCun, Bottou, Orr, Müller 1998, Efficient BackProp, section 4.3',
  remedy: 'prefer a zero-centred activation, or normalise after it',
  thresholds: {
    ratio: { default: 1, meaning: 'notes a mean of over this many standard deviations' },
  },
  check: forEachLayer(({ output }, { ratio }: { readonly ratio: number }) => {
    const { mean = NaN, std = NaN } = output?.whole ?? {};
    const offset = Math.abs(mean) / std;
    if (!(offset > ratio) || !(std > 0)) return undefined;
    return {
      severity: 'note',
      figure: offset,
      threshold: ratio,
      says: say(
        'Its outputs have mean {0} for a standard deviation of {1}: the next layer sees them as a bias, and its updates zig-zag; {2}.',
        figure(mean),
        figure(std),
        say(notZeroCentred.remedy),
      ),
    };
  }),
};
