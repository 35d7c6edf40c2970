import { maxout } from '@actigrad/core';
import type { Layer } from './layer.ts';

/** A layer of maxout units, with the pieces that won in its last pass. */
export interface MaxoutLayer extends Layer {
  readonly pieces: number;
}

/** Each unit is the greatest of `pieces` affine functions of its inputs. */
export function maxoutLayer(options: {
  readonly inputs: number;
  readonly units: number;
  readonly pieces: number;
  /** Variance of the weights times the number of inputs. */
  readonly weightVariance: number;
  readonly normal: () => number;
}): MaxoutLayer {
  const { inputs, units, pieces, weightVariance, normal } = options;
  const unit = maxout({ inputs, outputs: units, pieces });
  const scale = Math.sqrt(weightVariance / inputs);
  const weights = Float32Array.from({ length: units * pieces * inputs }, () => scale * normal());
  const biases = new Float32Array(units * pieces);
  return {
    units,
    pieces,
    parameters: [weights, biases],
    activation: null,
    run(x) {
      const { values, winners } = unit.forward(x.values, weights, biases);
      const output = { rows: x.rows, columns: units, values };
      return {
        preactivation: output,
        output,
        backward(byOutput, needsInput) {
          const gradients = unit.backward(x.values, weights, winners, byOutput.values);
          return {
            byPreactivation: byOutput,
            byInput: needsInput ? { ...x, values: gradients.x } : null,
            byParameters: [gradients.weights, gradients.biases],
          };
        },
      };
    },
  };
}
