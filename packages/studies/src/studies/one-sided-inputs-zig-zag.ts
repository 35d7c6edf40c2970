import { sigmoid, tanh, type Activation } from '@actigrad/core';
import { mean, norm, signCoherence } from '../measure.ts';
import { drawNetwork } from '../network.ts';
import { over, under, type Setting, type Study } from '../study.ts';
import { train } from '../train.ts';
import { figure, percent } from '../words.ts';

/** Hidden layer whose weights are watched: its inputs come from a layer of the same function. */
const watched = 1;
const units = 64;
/** Nats, as a mean over a window of batches: about nine digits of ten are then right. */
const target = 0.5;
const window = 20;

export const oneSidedInputsZigZag: Study = {
  id: 'one-sided-inputs-zig-zag',
  claim:
    'Inputs that are all positive make the weight gradients of a unit all of one sign, so that updates zig-zag.',
  run(setting) {
    const [single, batch] = [follow(sigmoid, setting, 1), follow(sigmoid, setting, 32)];
    const [centredSingle, centredBatch] = [follow(tanh, setting, 1), follow(tanh, setting, 32)];
    return {
      checks: [
        over(
          'sign coherence of a unit’s weight gradients, one digit a step',
          single.coherence,
          0.999,
          '1: the sign of each is that of the unit’s own gradient',
        ),
        under(
          'the same with tanh before it',
          centredSingle.coherence,
          0.5,
          'outputs of both signs give gradients of both signs',
        ),
        over(
          'sign coherence with 32 digits a step',
          batch.coherence,
          0.8,
          'from here on the rule sign-coherence notes it',
        ),
        over(
          `path length of the weights to a loss of ${target}, over that of tanh`,
          batch.length / centredBatch.length,
          1.1,
          'a tenth more is more than runs of other seeds differ by',
        ),
        over(
          'the same per distance covered: how crooked the path is',
          batch.length / batch.distance / (centredBatch.length / centredBatch.distance),
          1.1,
          'zig-zag means a detour, not only a longer way',
        ),
        over(
          'steps that turn back against the one before, more than with tanh',
          batch.reversals - centredBatch.reversals,
          0.05,
          'zig-zag means that a step takes back some of the last one',
        ),
      ],
      sentences: [
        `Behind a sigmoid the weight gradients of a unit agree in sign to ${percent(single.coherence)} for one digit and to ${percent(batch.coherence)} for 32; behind tanh to ${percent(centredSingle.coherence)} and ${percent(centredBatch.coherence)}.`,
        `To a loss of ${target} the weights behind a sigmoid travel ${figure(batch.length)} in ${figure(batch.steps)} steps, those behind tanh ${figure(centredBatch.length)} in ${figure(centredBatch.steps)}.`,
        `The way is ${figure(batch.length / batch.distance)} times the distance covered behind a sigmoid and ${figure(centredBatch.length / centredBatch.distance)} times behind tanh; ${percent(batch.reversals)} and ${percent(centredBatch.reversals)} of the steps turn back against the one before.`,
      ],
    };
  },
};

interface Course {
  readonly steps: number;
  /** Mean over steps. */
  readonly coherence: number;
  /** Σ‖Δw‖ */
  readonly length: number;
  /** ‖w at the end - w at the start‖ */
  readonly distance: number;
  /** Share of steps with a negative cosine to the one before. */
  readonly reversals: number;
}

/** The mean course over seeds. */
function follow(activation: Activation, setting: Setting, batchSize: number): Course {
  const courses = setting.seeds.map((seed) => followOne(activation, setting, batchSize, seed));
  const average = (of: (course: Course) => number) => mean(courses.map(of));
  return {
    steps: average((course) => course.steps),
    coherence: average((course) => course.coherence),
    length: average((course) => course.length),
    distance: average((course) => course.distance),
    reversals: average((course) => course.reversals),
  };
}

/** Trains to the target loss, and follows the weights of the watched layer. */
function followOne(
  activation: Activation,
  { digits, steps }: Setting,
  batchSize: number,
  seed: number,
): Course {
  const network = drawNetwork({ activation, widths: [units, units], seed });
  const weights = network.hidden[watched]!.parameters[0]!;
  const start = weights.slice();
  let before = start.slice();
  let lastStep: Float32Array | undefined;
  const coherences: number[] = [];
  const turns: number[] = [];
  let length = 0;
  train(network, {
    digits: digits.train,
    steps: steps(batchSize === 1 ? 1000 : 4000),
    learningRate: batchSize === 1 ? 0.01 : 0.1,
    batchSize,
    seed,
    until: (losses) => losses.length >= window && mean(losses.slice(-window)) < target,
    onStep: ({ gradients }) => {
      coherences.push(signCoherence(gradients[watched]!.byParameters[0]!, units));
    },
    afterStep: () => {
      const step = weights.map((weight, at) => weight - before[at]!);
      if (lastStep) turns.push(step.reduce((sum, each, at) => sum + each * lastStep![at]!, 0));
      length += norm(step);
      lastStep = step;
      before = weights.slice();
    },
  });
  return {
    steps: coherences.length,
    coherence: mean(coherences),
    length,
    distance: norm(weights.map((weight, at) => weight - start[at]!)),
    reversals: turns.filter((turn) => turn < 0).length / turns.length,
  };
}
