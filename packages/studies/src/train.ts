import { uniformNumbers } from '@actigrad/diagnostics';
import { pick, type Digits } from './digits.ts';
import type { LayerGradients } from './layer.ts';
import { parametersOf, runNetwork, type Network, type Pass } from './network.ts';

export interface TrainOptions {
  readonly digits: Digits;
  readonly steps: number;
  readonly learningRate: number;
  /** Default 32. */
  readonly batchSize?: number;
  /** Share of the last step that is taken again; default 0: plain gradient descent. */
  readonly momentum?: number;
  /** Order of the digits follows from it; default 1. */
  readonly seed?: number;
  /** Told of each step before the parameters change. */
  readonly onStep?: (step: TrainStep) => void;
  /** Told of each step after the parameters have changed. */
  readonly afterStep?: (step: number) => void;
  /** Ends the training early once the losses so far satisfy it. */
  readonly until?: (losses: readonly number[]) => boolean;
}

interface TrainStep {
  readonly step: number;
  readonly pass: Pass;
  /** Of the hidden layers, then of the output. */
  readonly gradients: readonly LayerGradients[];
}

/** Trains by stochastic gradient descent, in place, and gives the loss of each batch. */
export function train(network: Network, options: TrainOptions): number[] {
  const { digits, steps, learningRate, batchSize = 32, momentum = 0, seed = 1 } = options;
  const parameters = parametersOf(network);
  const velocities = parameters.map(({ length }) => new Float32Array(length));
  const order = shuffledForever(digits.labels.length, seed);
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const batch = Array.from({ length: batchSize }, () => order.next().value);
    const pass = runNetwork(network, pick(digits, batch));
    const gradients = pass.backward();
    options.onStep?.({ step, pass, gradients });
    losses.push(pass.loss);
    if (options.until?.(losses)) break;
    for (const [index, gradient] of gradients.flatMap((each) => each.byParameters).entries()) {
      descend(parameters[index]!, velocities[index]!, gradient, learningRate, momentum);
    }
    options.afterStep?.(step);
  }
  return losses;
}

function descend(
  parameters: Float32Array,
  velocities: Float32Array,
  gradients: Float32Array,
  learningRate: number,
  momentum: number,
): void {
  for (let at = 0; at < parameters.length; at++) {
    velocities[at] = momentum * velocities[at]! - learningRate * gradients[at]!;
    parameters[at]! += velocities[at]!;
  }
}

/** Every index once in random order, then again in another (Fisher and Yates). */
function* shuffledForever(count: number, seed: number): Generator<number, never> {
  const uniform = uniformNumbers(seed);
  const order = Array.from({ length: count }, (_, index) => index);
  for (;;) {
    for (let last = count - 1; last > 0; last--) {
      const other = Math.floor(uniform() * (last + 1));
      [order[last], order[other]] = [order[other]!, order[last]!];
    }
    yield* order;
  }
}
