import type { Activation } from '@actigrad/core';
import type { Matrix } from './matrix.ts';

/** A layer with parameters of its own. */
export interface Layer {
  readonly units: number;
  /** What training changes: weights, biases, parameters of the activation. Updated in place. */
  readonly parameters: readonly Float32Array[];
  /** Null for a unit that takes the greatest of its pieces. */
  readonly activation: Activation | null;
  /** Runs the layer on samples [samples, inputs]. */
  run(x: Matrix): LayerPass;
}

/** One forward pass, and the way back. */
export interface LayerPass {
  /** Inputs of the activation [samples, units]; what comes out, where there is none. */
  readonly preactivation: Matrix;
  readonly output: Matrix;
  /** Gradients of the loss, given that by the output. */
  backward(byOutput: Matrix, needsInput: boolean): LayerGradients;
}

export interface LayerGradients {
  readonly byPreactivation: Matrix;
  /** Null where it was not asked for: the first layer's inputs are digits. */
  readonly byInput: Matrix | null;
  /** One for each of the layer's parameters. */
  readonly byParameters: readonly Float32Array[];
}
