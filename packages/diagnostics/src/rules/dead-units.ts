import type { LayerStatistics } from '../layer-statistics.ts';
import type { Cause, Evidence, Rule } from '../rule.ts';
import type { Series } from '../series.ts';
import { countSamples, countUnits, figure, say, type Sentence } from '../words.ts';

type Limits = {
  readonly [
    name in
      | 'activeShare'
      | 'noteShare'
      | 'share'
      | 'severeShare'
      | 'leastSamples'
      | 'updateRatio'
      | 'updateJump'
      | 'distance'
  ]: number;
};

export const deadUnits: Rule<keyof Limits> = {
  id: 'dead-units',
  title: 'Dead units',
  formula:
    "(units with f'(x) = 0 for every sample - units with f'(x) ≠ 0 for every sample) / units",
  source:
    'Lu, Shin, Su, Karniadakis 2020, Dying ReLU and initialization, arXiv 1903.06733. Deep in a sound network samples ' +
    'grow alike (Poole et al. 2016, arXiv 1606.05340), so that a unit is on for all of them or off for all, one as often ' +
    'as the other: the always active are taken off the dead',
  remedy: 'an activation that passes some gradient everywhere keeps units alive',
  thresholds: {
    activeShare: {
      default: 0,
      meaning: 'a unit is dead when at most this share of samples finds it active',
    },
    noteShare: { default: 0.1, meaning: 'notes this share' },
    share: { default: 0.3, meaning: 'warns from this share' },
    severeShare: { default: 0.5, meaning: 'is an error from this share' },
    leastSamples: {
      default: 32,
      meaning: 'with fewer samples a unit may only look dead: a note at most',
    },
    updateRatio: {
      default: 0.1,
      meaning: 'a step of at least this ‖Δw‖/‖w‖ is taken for the cause',
    },
    updateJump: { default: 5, meaning: 'so is a step of this multiple of the median step' },
    distance: {
      default: 2,
      meaning: 'standard deviations of a dead unit from its inputs to 0 that speak for the bias',
    },
  },
  *check(evidence, limits) {
    for (const layer of evidence.network.layers) {
      if (!layer.slopes) continue;
      const dead = layer.slopes.unitsActiveAtMost(limits.activeShare);
      const share = (dead - layer.slopes.unitsAlwaysActive()) / layer.units;
      if (dead === 0 || share < limits.noteShare) continue;
      const isSure = layer.samples >= limits.leastSamples;
      const severity =
        share >= limits.severeShare ? 'error' : share >= limits.share ? 'warning' : 'note';
      const { cause, because } = explain(layer, evidence, limits);
      yield {
        layer: layer.layer,
        severity: isSure ? severity : 'note',
        figure: share,
        threshold: { error: limits.severeShare, warning: limits.share, note: limits.noteShare }[
          severity
        ],
        cause,
        says: isSure
          ? say(
              '{0} of {1} are active for none of {2} and cannot learn: {3}.',
              dead,
              countUnits(layer.units),
              countSamples(layer.samples),
              because,
            )
          : say(
              '{0} of {1} are active for none of {2} and cannot learn, which so few samples do not prove: {3}.',
              dead,
              countUnits(layer.units),
              countSamples(layer.samples),
              because,
            ),
      };
    }
  },
};

interface Explanation {
  readonly cause: Cause;
  readonly because: Sentence;
}

function explain(
  layer: LayerStatistics,
  { network, series }: Evidence,
  limits: Limits,
): Explanation {
  const death = series && commonDeath(layer, series);
  const step = death ? death.step : network.step;
  const where = spread(layer);
  if (step === 0) {
    return {
      cause: 'initialisation',
      because: say(
        "they were at step 0, so the initialisation did it ({0}); start with a bias of 0 and weights scaled to the function's gain",
        where,
      ),
    };
  }
  const update = death
    ? stepBefore(layer, series, death.index)
    : { ratio: layer.update?.ratio ?? 0, usual: NaN };
  if (update.ratio >= limits.updateRatio || update.ratio >= limits.updateJump * update.usual) {
    const size = figure(update.ratio);
    return {
      cause: 'learning-rate',
      because: death
        ? say(
            'most died at step {0}, when the update moved the weights by {1} of their norm; lower the learning rate, warm it up or clip the gradient',
            death.step,
            size,
          )
        : say(
            'a step here moves the weights by {0} of their norm; lower the learning rate, warm it up or clip the gradient',
            size,
          ),
    };
  }
  if (distanceOfDead(layer) >= limits.distance) {
    return {
      cause: 'bias',
      because: say(
        'their inputs lie far on the flat side ({0}), away from the data; raise or regularise the bias, or normalise before the activation',
        where,
      ),
    };
  }
  return {
    cause: 'unknown',
    because: say(
      'one capture at step {0} does not tell why ({1}); capture step 0 and the steps between. {2}',
      step ?? '?',
      where,
      say(deadUnits.remedy),
    ),
  };
}

function spread({ preactivation }: LayerStatistics): Sentence {
  const { mean = NaN, std = NaN } = preactivation?.whole ?? {};
  return say('preactivations {0} ± {1}', figure(mean), figure(std));
}

/** The step at which most of the units that are dead now died. */
function commonDeath(
  { layer }: LayerStatistics,
  { steps, layers }: Series,
): { step: number; index: number } | undefined {
  const deaths = layers.get(layer)?.deaths ?? [];
  const tally = new Map<number, number>();
  for (const { index } of deaths) tally.set(index, (tally.get(index) ?? 0) + 1);
  const [first] = [...tally].toSorted(([, a], [, b]) => b - a);
  return first && { index: first[0], step: steps[first[0]]! };
}

/** A ratio measured at a step led to it; one estimated at a step leads away from it. */
function stepBefore(
  { layer, update }: LayerStatistics,
  { layers }: Series,
  index: number,
): { ratio: number; usual: number } {
  const ratios = (layers.get(layer)?.figures ?? []).map(({ updateRatio }) => updateRatio ?? NaN);
  const ratio = ratios[update?.basis === 'estimated' ? index - 1 : index] ?? NaN;
  const sorted = ratios.filter(Number.isFinite).toSorted((a, b) => a - b);
  return { ratio, usual: sorted[Math.floor(sorted.length / 2)] ?? NaN };
}

/** Median over dead units of |mean| / std of their inputs. */
function distanceOfDead({ slopes, preactivation, units }: LayerStatistics): number {
  if (!slopes || !preactivation) return NaN;
  const distances: number[] = [];
  for (let unit = 0; unit < units; unit++) {
    if (slopes.activeShare(unit) > 0) continue;
    const { mean, std } = preactivation.unit(unit);
    distances.push(Math.abs(mean) / std);
  }
  return distances.toSorted((a, b) => a - b)[Math.floor(distances.length / 2)] ?? NaN;
}
