import type { Activation } from '@actigrad/core';
import type { Layer, LayerPass } from './layer.ts';
import { times, timesTransposed, transposedTimes, type Matrix } from './matrix.ts';

/** A fully connected layer x ↦ f(w x + b), with the parameters of f that are learned. */
export interface Dense extends Layer {
  /** [units, inputs] */
  readonly weights: Matrix;
  readonly biases: Float32Array;
  /** As it is now, with what it has learned. */
  readonly activation: Activation;
}

export interface DenseOptions {
  readonly inputs: number;
  readonly units: number;
  readonly activation: Activation;
  /** Variance of the weights times the number of inputs. */
  readonly weightVariance: number;
  /** Default 0. */
  readonly bias?: number;
  readonly normal: () => number;
}

export function dense(options: DenseOptions): Dense {
  const { inputs, units, weightVariance, bias = 0, normal } = options;
  const scale = Math.sqrt(weightVariance / inputs);
  const values = Float32Array.from({ length: units * inputs }, () => scale * normal());
  const weights = { rows: units, columns: inputs, values };
  const biases = new Float32Array(units).fill(bias);
  const { record } = options.activation;
  const learned = Object.entries(record.parameters).filter(([, parameter]) => parameter.learned);
  const parameters = learned.map(([name]) =>
    Float32Array.of(options.activation.parameters[name] as number),
  );
  let { activation } = options;

  function current(): Activation {
    for (const [index, [name]] of learned.entries()) {
      const value = parameters[index]![0]!;
      if (activation.parameters[name] !== value) activation = activation.with({ [name]: value });
    }
    return activation;
  }

  return {
    units,
    weights,
    biases,
    parameters: [values, biases, ...parameters],
    get activation() {
      return current();
    },
    run(x): LayerPass {
      const f = current();
      const z = timesTransposed(x, weights);
      for (let at = 0; at < z.values.length; at++) z.values[at]! += biases[at % units]!;
      return {
        preactivation: z,
        output: { ...z, values: f.forward(z.values) },
        backward(byOutput, needsInput) {
          const gradients = f.gradients(z.values, byOutput.values);
          const byZ = { ...z, values: gradients.x };
          return {
            byPreactivation: byZ,
            byInput: needsInput ? times(byZ, weights) : null,
            byParameters: [
              transposedTimes(byZ, x).values,
              columnSums(byZ),
              ...learned.map(([name]) => Float32Array.of(gradients.parameters[name] as number)),
            ],
          };
        },
      };
    },
  };
}

function columnSums({ columns, values }: Matrix): Float32Array {
  const sums = new Float64Array(columns);
  for (let at = 0; at < values.length; at++) sums[at % columns]! += values[at]!;
  return Float32Array.from(sums);
}
