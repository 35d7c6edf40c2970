import type { LayerStatistics } from '../layer-statistics.ts';
import type { Rule, RuleFinding } from '../rule.ts';
import { figure, say } from '../words.ts';

export const vanishingGradient: Rule<'ratio' | 'severeRatio' | 'meanAbs'> = {
  id: 'vanishing-gradient',
  title: 'Vanishing gradient',
  formula: '‖gradient of a layer‖₂ / greatest ‖gradient‖₂ of the layers after it; mean |gradient|',
  source:
    'Glorot, Bengio 2010, Understanding the difficulty of training deep feedforward networks; ' +
    'an error at 1e-3 as in Zhang et al. 2021, AutoTrainer, doi 10.1109/ICSE43902.2021.00043; ' +
    'networks of 3 to 20 layers that learn keep over 1e-2',
  remedy:
    'use an activation whose largest slope is 1, scale the initialisation to keep the gradient, or add normalisation or residual connections',
  thresholds: {
    ratio: {
      default: 5e-3,
      meaning: 'warns when a layer gets less than this share of a later gradient',
    },
    severeRatio: { default: 1e-3, meaning: 'is an error under this share' },
    meanAbs: {
      default: 0,
      meaning: 'warns when the mean |gradient| of a layer is smaller; 0: never',
    },
  },
  *check({ network: { layers } }, { ratio, severeRatio, meanAbs }) {
    yield* againstLaterLayers(layers, ratio, severeRatio);
    for (const { layer, gradient } of layers) {
      const mean = gradient?.whole.meanAbs ?? NaN;
      if (!(mean < meanAbs)) continue;
      yield {
        layer,
        severity: 'warning',
        figure: mean,
        threshold: meanAbs,
        says: say(
          'The mean gradient is {0}, under {1}: this layer barely learns; {2}.',
          figure(mean),
          figure(meanAbs),
          say(vanishingGradient.remedy),
        ),
      };
    }
  },
};

/** Reports the layer that is worst off. */
function* againstLaterLayers(
  layers: readonly LayerStatistics[],
  limit: number,
  severeLimit: number,
): Generator<RuleFinding> {
  let worst = { ratio: Infinity, layer: '', after: '' };
  let greatest = { norm: 0, layer: '' };
  for (const { layer, units, gradient, slopes } of layers.toReversed()) {
    if (!gradient) continue;
    const norm = gradient.whole.l2;
    // No gradient passes a layer without a living unit; that is said of its dead units.
    if (norm === 0 && slopes && slopes.unitsActiveAtMost(0) === units) break;
    const ratio = norm / greatest.norm;
    if (ratio <= worst.ratio) worst = { ratio, layer, after: greatest.layer };
    if (norm > greatest.norm) greatest = { norm, layer };
  }
  if (!(worst.ratio < limit)) return;
  yield {
    layer: worst.layer,
    severity: worst.ratio < severeLimit ? 'error' : 'warning',
    figure: worst.ratio,
    threshold: worst.ratio < severeLimit ? severeLimit : limit,
    says: say(
      'Its gradient is {0} of that of {1}, so it learns far more slowly; {2}.',
      figure(worst.ratio),
      worst.after,
      say(vanishingGradient.remedy),
    ),
  };
}
