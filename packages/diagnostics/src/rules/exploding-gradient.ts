import type { Rule } from '../rule.ts';
import { figure, say } from '../words.ts';

export const explodingGradient: Rule<
  'ratio' | 'severeRatio' | 'weightRatio' | 'severeWeightRatio' | 'meanAbs'
> = {
  id: 'exploding-gradient',
  title: 'Exploding gradient',
  formula:
    '‖gradient of a layer‖₂ / least ‖gradient‖₂ of the layers after it; ‖weight gradient‖₂ / ‖weight‖₂; mean |gradient|',
  source:
    'Pascanu, Mikolov, Bengio 2013, On the difficulty of training recurrent neural networks, arXiv 1211.5063; ' +
    'networks of 3 to 20 layers that learn stay under 6 in both ratios',
  remedy:
    'scale the initialisation down to keep the gradient, clip its norm, lower the learning rate, or add normalisation',
  thresholds: {
    ratio: {
      default: 30,
      meaning: 'warns when a layer gets more than this multiple of a later gradient',
    },
    severeRatio: { default: 1e3, meaning: 'is an error over this multiple' },
    weightRatio: {
      default: 10,
      meaning:
        'warns when the weight gradient is over this multiple of the weights, the learning rate being unknown',
    },
    severeWeightRatio: { default: 1e3, meaning: 'is an error over this multiple' },
    meanAbs: { default: Infinity, meaning: 'warns when the mean |gradient| of a layer is greater' },
  },
  *check({ network: { layers } }, limits) {
    let least = { norm: Infinity, layer: '' };
    let worst = { ratio: 0, layer: '', after: '' };
    for (const { layer, gradient } of layers.toReversed()) {
      const norm = gradient?.whole.l2 ?? 0;
      if (!(norm > 0)) continue;
      if (norm / least.norm > worst.ratio)
        worst = { ratio: norm / least.norm, layer, after: least.layer };
      if (norm < least.norm) least = { norm, layer };
    }
    if (worst.ratio > limits.ratio) {
      const isSevere = worst.ratio > limits.severeRatio;
      yield {
        layer: worst.layer,
        severity: isSevere ? 'error' : 'warning',
        figure: worst.ratio,
        threshold: isSevere ? limits.severeRatio : limits.ratio,
        says: say(
          'Its gradient is {0} times that of {1}: it grows on its way back; {2}.',
          figure(worst.ratio),
          worst.after,
          say(explodingGradient.remedy),
        ),
      };
    }
    for (const { layer, weight, weightGradient, gradient, update } of layers) {
      // Where the learning rate is known, the update ratio says more.
      const ratio = update ? 0 : (weightGradient?.whole.l2 ?? NaN) / (weight?.whole.l2 ?? NaN);
      const mean = gradient?.whole.meanAbs ?? NaN;
      if (ratio > limits.weightRatio) {
        const isSevere = ratio > limits.severeWeightRatio;
        yield {
          layer,
          severity: isSevere ? 'error' : 'warning',
          figure: ratio,
          threshold: isSevere ? limits.severeWeightRatio : limits.weightRatio,
          says: say(
            'The weight gradient is {0} times the weights, so that any usual learning rate overshoots; {1}.',
            figure(ratio),
            say(explodingGradient.remedy),
          ),
        };
      } else if (mean > limits.meanAbs) {
        yield {
          layer,
          severity: 'warning',
          figure: mean,
          threshold: limits.meanAbs,
          says: say(
            'The mean gradient is {0}, over {1}; {2}.',
            figure(mean),
            figure(limits.meanAbs),
            say(explodingGradient.remedy),
          ),
        };
      }
    }
  },
};
