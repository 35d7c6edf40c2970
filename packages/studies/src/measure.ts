import type { Activation } from '@actigrad/core';
import {
  SlopeStatistics,
  TensorStatistics,
  inspectSeries,
  tensorOf,
  type Capture,
  type Cause,
} from '@actigrad/diagnostics';
import type { Digits } from './digits.ts';
import type { Matrix } from './matrix.ts';
import { runNetwork, type Network } from './network.ts';

/** Moments, signs and quantiles of a matrix [samples, units], whole and by unit. */
export function statisticsOf({ rows, columns, values }: Matrix): TensorStatistics {
  const layout = { units: columns, inner: 1, cycle: columns, samples: rows };
  const statistics = new TensorStatistics(layout);
  statistics.add(values);
  return statistics;
}

/** What the slopes at preactivations [samples, units] let through. */
function slopesOf(activation: Activation, { rows, columns, values }: Matrix): SlopeStatistics {
  const layout = { units: columns, inner: 1, cycle: columns, samples: rows };
  const slopes = new SlopeStatistics(activation, layout);
  slopes.add(values);
  return slopes;
}

/** Share of slopes under 1 % of the function's largest. */
export function flatShare(activation: Activation, preactivation: Matrix): number {
  const { below1Percent, count } = slopesOf(activation, preactivation);
  return below1Percent / count;
}

/** Share of hidden units whose slope is 0 for every digit, layer by layer. */
export function deadShares(network: Network, digits: Digits): number[] {
  const { layers } = runNetwork(network, digits);
  return network.hidden.map(({ activation, units }, index) =>
    activation
      ? slopesOf(activation, layers[index]!.preactivation).unitsActiveAtMost(0) / units
      : 0,
  );
}

/** ‖gradient by the preactivations‖ of each hidden layer. */
export function gradientNorms(network: Network, digits: Digits): number[] {
  const gradients = runNetwork(network, digits).backward().slice(0, network.hidden.length);
  return gradients.map(({ byPreactivation }) => norm(byPreactivation.values));
}

export function norm(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** How far the gradients of a unit's weights [units, inputs] agree in sign, 0 to 1. */
export function signCoherence(gradient: Float32Array, units: number): number {
  const inputs = gradient.length / units;
  const layout = { units, inner: inputs, cycle: gradient.length, samples: inputs };
  const statistics = new TensorStatistics(layout);
  statistics.add(gradient);
  return statistics.signCoherence;
}

/** The network as the rules read it, at a step. */
export function captureOf(network: Network, digits: Digits, step: number): Capture {
  const pass = runNetwork(network, digits);
  const gradients = pass.backward();
  const tensors = network.hidden.flatMap(({ parameters }, index) => {
    const { preactivation } = pass.layers[index]!;
    const { byPreactivation } = gradients[index]!;
    const { rows, columns: units } = preactivation;
    const weights = parameters[0]!.slice();
    return [
      [`layer${index}.preactivation`, tensorOf([rows, units], preactivation.values)],
      [`layer${index}.preactivation.grad`, tensorOf([rows, units], byPreactivation.values)],
      [`layer${index}.weight`, tensorOf([units, weights.length / units], weights)],
    ] as const;
  });
  const { id } = network.hidden[0]!.activation!;
  const metadata = Object.entries({ activation: id, step: `${step}` });
  return { tensors: new Map(tensors), metadata: new Map(metadata) };
}

/** Share of layers with dead units whose cause the diagnosis names so; NaN where it finds none. */
export async function shareBlamedOn(cause: Cause, captures: readonly Capture[]): Promise<number> {
  const { findings } = await inspectSeries(captures);
  const dead = findings.filter(({ rule }) => rule === 'dead-units');
  return dead.filter((finding) => finding.cause === cause).length / dead.length;
}
