import { identity, type Activation } from '@actigrad/core';
import { normalNumbers } from '@actigrad/diagnostics';
import { dense, type Dense } from './dense.ts';
import type { Digits } from './digits.ts';
import type { Layer, LayerGradients, LayerPass } from './layer.ts';
import type { Matrix } from './matrix.ts';

/** Hidden layers, and ten linear outputs that a softmax turns into probabilities. */
export interface Network {
  readonly hidden: readonly Layer[];
  readonly output: Dense;
}

const classes = 10;
const inputs = 28 * 28;

export interface NetworkOptions {
  readonly activation: Activation;
  /** Units of each hidden layer; default one layer of 64. */
  readonly widths?: readonly number[];
  /**
   * Variance of the hidden weights times the number of inputs; by default 1 / E f² for inputs from
   * N(0, 1), which keeps the mean square of the signal (He et al. 2015).
   */
  readonly weightVariance?: number;
  /** Of the hidden units; default 0. */
  readonly bias?: number;
  readonly seed?: number;
}

/** Draws a network for digits. */
export function drawNetwork(options: NetworkOptions): Network {
  const { activation, widths = [64], bias = 0, seed = 1 } = options;
  const { weightVariance = activation.facts().gain ** 2 } = options;
  const normal = normalNumbers(seed);
  const hidden = widths.map((units, index) =>
    dense({ inputs: widths[index - 1] ?? inputs, units, activation, weightVariance, bias, normal }),
  );
  return withOutput(hidden, normal);
}

/** Adds the linear outputs to hidden layers. */
export function withOutput(hidden: readonly Layer[], normal: () => number): Network {
  const { units } = hidden.at(-1)!;
  const output = dense({
    inputs: units,
    units: classes,
    activation: identity,
    weightVariance: 1,
    normal,
  });
  return { hidden, output };
}

export function parametersOf({ hidden, output }: Network): Float32Array[] {
  return [...hidden, output].flatMap(({ parameters }) => parameters);
}

/** What happened to a batch on its way through. */
export interface Pass {
  /** Of the hidden layers. */
  readonly layers: readonly LayerPass[];
  /** Mean cross-entropy in nats. */
  readonly loss: number;
  /** Share of digits whose most probable class is right. */
  readonly accuracy: number;
  /** Gradients of the loss: those of the hidden layers, then those of the output. */
  backward(): LayerGradients[];
}

/** Runs digits through the network. */
export function runNetwork({ hidden, output }: Network, { images, labels }: Digits): Pass {
  const layers: LayerPass[] = [];
  let x = images;
  for (const layer of hidden) {
    layers.push(layer.run(x));
    x = layers.at(-1)!.output;
  }
  const outputPass = output.run(x);
  const { loss, accuracy, byLogits } = crossEntropy(outputPass.output, labels);
  return {
    layers,
    loss,
    accuracy,
    backward() {
      const gradients: LayerGradients[] = [];
      let byOutput = byLogits;
      for (const [index, pass] of [...[...layers, outputPass].entries()].toReversed()) {
        const found = pass.backward(byOutput, index > 0);
        gradients.unshift(found);
        if (found.byInput) byOutput = found.byInput;
      }
      return gradients;
    },
  };
}

/** Of a softmax over the logits: mean loss, and its gradient p - 1{label} over the count. */
function crossEntropy(
  { rows, columns, values }: Matrix,
  labels: Uint8Array,
): { loss: number; accuracy: number; byLogits: Matrix } {
  const byLogits = new Float32Array(values.length);
  let [loss, right] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const logits = values.subarray(row * columns, (row + 1) * columns);
    const label = labels[row]!;
    const largest = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
    const powers = Array.from(logits, (logit) => Math.exp(logit - largest));
    const total = powers.reduce((sum, power) => sum + power, 0);
    loss += Math.log(total) - (logits[label]! - largest);
    if (logits[label] === largest) right++;
    for (let column = 0; column < columns; column++) {
      const probability = powers[column]! / total;
      byLogits[row * columns + column] = (probability - Number(column === label)) / rows;
    }
  }
  return {
    loss: loss / rows,
    accuracy: right / rows,
    byLogits: { rows, columns, values: byLogits },
  };
}
