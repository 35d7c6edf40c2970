import type { Activation } from '@actigrad/core';
import { rangeError } from './errors.ts';
import type { Normalisation } from './normalisation.ts';

/** Fully connected layers, from input to output: x ↦ normalise(f(normalise(w x + b))), plus x if residual. */
export interface LayerStack {
  /** Width of the input. */
  readonly inputs: number;
  readonly layers: readonly StackLayer[];
}

export interface StackLayer {
  readonly width: number;
  readonly activation: Activation;
  /** Variance of the weights times the number of inputs, or a scheme; default `lecun`, 1. */
  readonly weights?: number | WeightScheme;
  /** Of the biases; default 0 and 0. */
  readonly bias?: { readonly mean?: number; readonly variance?: number };
  /** Before the activation; without learned scale or shift. */
  readonly normalisation?: Normalisation;
  /** After the activation, likewise. */
  readonly outputNormalisation?: Normalisation;
  /** Adds the input to the output; both have one width. */
  readonly residual?: boolean;
}

export type WeightScheme = 'lecun' | 'glorot' | 'he' | 'pytorch';

/** Variance of the weights times the number of inputs. */
const weightSchemes: {
  readonly [scheme in WeightScheme]: (inputs: number, outputs: number) => number;
} = {
  /** LeCun et al. 1998, Efficient BackProp: keeps the variance of a linear layer. */
  lecun: () => 1,
  /** Glorot, Bengio 2010: between what the forward and the backward pass want. */
  glorot: (inputs, outputs) => (2 * inputs) / (inputs + outputs),
  /** He et al. 2015: makes up for the half that a rectifier blocks. */
  he: () => 2,
  /** torch.nn.Linear.reset_parameters: uniform on ±1/√inputs. */
  pytorch: () => 1 / 3,
};

/** Weight variance times inputs of layer `index`. */
export function weightVariance({ inputs, layers }: LayerStack, index: number): number {
  const { weights = 'lecun', width } = layers[index]!;
  const fanIn = index === 0 ? inputs : layers[index - 1]!.width;
  return typeof weights === 'number' ? weights : weightSchemes[weights](fanIn, width);
}

/**
 * Refuses what cannot be run.
 *
 * @throws RangeError `DIAGNOSTICS_OPTION`
 */
export function checkStack({ inputs, layers }: LayerStack): void {
  if (layers.length === 0)
    throw rangeError('DIAGNOSTICS_OPTION', 'the stack has no layers; it needs one');
  requireWidth('inputs', inputs);
  let before = inputs;
  for (const [index, { width, weights = 'lecun', bias = {}, residual }] of layers.entries()) {
    const name = `layer${index}`;
    requireWidth(`width of ${name}`, width);
    if (
      typeof weights === 'string'
        ? !Object.hasOwn(weightSchemes, weights)
        : !(weights >= 0 && weights < Infinity)
    ) {
      const schemes = Object.keys(weightSchemes).join(', ');
      throw rangeError(
        'DIAGNOSTICS_OPTION',
        `weights of ${name} are ${weights}; they are a variance from 0, or one of ${schemes}`,
      );
    }
    const { mean = 0, variance = 0 } = bias;
    if (!Number.isFinite(mean) || !(variance >= 0 && variance < Infinity)) {
      throw rangeError(
        'DIAGNOSTICS_OPTION',
        `bias of ${name} has mean ${mean} and variance ${variance}; both are finite, the variance from 0`,
      );
    }
    if (residual && width !== before) {
      throw rangeError(
        'DIAGNOSTICS_OPTION',
        `${name} is residual with ${before} inputs and ${width} outputs; both are equal`,
      );
    }
    before = width;
  }
}

function requireWidth(what: string, width: number): void {
  // 2^16 squared is 16 GiB of weights: beyond it a layer is surely a slip.
  if (Number.isInteger(width) && width >= 1 && width <= 65_536) return;
  throw rangeError(
    'DIAGNOSTICS_OPTION',
    `${what} is ${width}; it is a whole number from 1 to 65,536`,
  );
}
