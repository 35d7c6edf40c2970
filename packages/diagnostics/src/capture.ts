import type { Activation } from '@actigrad/core';
import { quote, rangeError, typeError } from './errors.ts';
import { namedActivation } from './named-activation.ts';
import type { Floats } from './tensor-statistics.ts';

/** A tensor to be read in chunks: one of `@actigrad/tensors`, or one in memory. */
export interface CapturedTensor {
  readonly shape: readonly number[];
  readonly order: 'C' | 'F';
  /** As in safetensors: F64, F32, F16, BF16. */
  readonly dtype: string;
  chunks(options: { readonly chunkLength: number }): AsyncIterable<Floats> | Iterable<Floats>;
}

/** Tensors called `<layer>.preactivation` and so on, and what is said about them. */
export interface Capture {
  readonly tensors: ReadonlyMap<string, CapturedTensor>;
  /** `activation`, `step`, `learningRate`; `activation.<parameter>` for a parameter. */
  readonly metadata: ReadonlyMap<string, string>;
}

/** The tensors that a layer may have, by the end of their name. */
const parts = {
  /** Inputs of the activation function: [samples, units], or [samples, channels, ...]. */
  preactivation: 'preactivation',
  output: 'activation',
  gradient: 'preactivation.grad',
  /** [outputs, inputs, ...] as in PyTorch. */
  weight: 'weight',
  weightGradient: 'weight.grad',
  /** [samples, units, pieces] of a unit that takes the greatest of its pieces. */
  pieces: 'pieces',
} as const;

type Part = keyof typeof parts;

export interface CapturedLayer {
  readonly layer: string;
  readonly tensors: { readonly [part in Part]?: CapturedTensor };
}

/**
 * Groups the tensors of a capture by layer, in natural order of the names: layer2 before layer10.
 *
 * @throws RangeError `DIAGNOSTICS_NO_LAYERS`
 */
export function capturedLayers(capture: Capture): CapturedLayer[] {
  const layers = new Map<string, { [part in Part]?: CapturedTensor }>();
  for (const [name, tensor] of capture.tensors) {
    const found = longestFirst.find(([, ending]) => name.endsWith(`.${ending}`));
    if (!found) continue;
    const layer = name.slice(0, -found[1].length - 1);
    const tensors = layers.get(layer) ?? {};
    layers.set(layer, tensors);
    tensors[found[0]] = tensor;
  }
  const measured = [...layers].filter(
    ([, { preactivation, output, pieces }]) => preactivation ?? output ?? pieces,
  );
  if (measured.length === 0) {
    const names = [...capture.tensors.keys()].slice(0, 3).map(quote).join(', ') || 'none';
    throw rangeError(
      'DIAGNOSTICS_NO_LAYERS',
      `no tensor is called <layer>.preactivation, <layer>.activation or <layer>.pieces; the first are ${names}`,
    );
  }
  const natural = new Intl.Collator('en', { numeric: true });
  return measured
    .map(([layer, tensors]) => ({ layer, tensors }))
    .toSorted((a, b) => natural.compare(a.layer, b.layer));
}

const longestFirst = (Object.entries(parts) as [Part, string][]).toSorted(
  ([, a], [, b]) => b.length - a.length,
);

/** One activation for all layers, or one for each by name. */
export type ActivationChoice =
  | string
  | Activation
  | { readonly [layer: string]: string | Activation };

/**
 * The activation of a layer: as the option says, else as `<layer>.activation` of the metadata
 * says, else as its `activation` does, with the parameters given as `activation.<parameter>`.
 *
 * @throws RangeError `DIAGNOSTICS_ACTIVATION_UNKNOWN`
 */
export function layerActivation(
  layer: string,
  capture: Capture,
  choice?: ActivationChoice,
): Activation {
  const chosen = typeof choice === 'object' && !isActivation(choice) ? choice[layer] : choice;
  if (typeof chosen === 'object') return chosen;
  const name =
    chosen ?? capture.metadata.get(`${layer}.activation`) ?? capture.metadata.get('activation');
  if (name === undefined) {
    throw rangeError(
      'DIAGNOSTICS_ACTIVATION_UNKNOWN',
      `the metadata does not name the activation of ${quote(layer)}; give it as an option`,
    );
  }
  try {
    const found = namedActivation(name);
    const parameters = parametersIn(capture.metadata, found);
    // Without parameters of its own a layer shares the function, and the facts computed of it.
    return Object.keys(parameters).length === 0 ? found : found.with(parameters);
  } catch (cause) {
    throw rangeError(
      'DIAGNOSTICS_ACTIVATION_UNKNOWN',
      `activation of ${quote(layer)}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}

function isActivation(choice: object): choice is Activation {
  return 'kind' in choice && choice.kind === 'elementwise';
}

function parametersIn(
  metadata: ReadonlyMap<string, string>,
  { parameters }: Activation,
): Record<string, number> {
  const given = Object.keys(parameters).flatMap((name) => {
    const text = metadata.get(`activation.${name}`);
    return text === undefined ? [] : [[name, Number(text)] as const];
  });
  return Object.fromEntries(given);
}

/** A number in the metadata, or null where it is absent. */
export function metadataNumber(capture: Capture, key: string): number | null {
  const text = capture.metadata.get(key);
  if (text === undefined) return null;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw typeError(
    'DIAGNOSTICS_OPTION',
    `metadata ${key} is ${quote(text)}; it must be a finite number`,
  );
}

/** Makes a captured tensor of values in memory. */
export function tensorOf(shape: readonly number[], values: Floats): CapturedTensor {
  const length = shape.reduce((product, size) => product * size, 1);
  if (values.length !== length) {
    throw rangeError(
      'DIAGNOSTICS_SHAPE',
      `shape [${shape.join(', ')}] takes ${length} values; ${values.length} were given`,
    );
  }
  return {
    shape,
    order: 'C',
    dtype: values instanceof Float32Array ? 'F32' : 'F64',
    *chunks({ chunkLength }) {
      for (let start = 0; start < values.length; start += chunkLength) {
        yield values.subarray(start, start + chunkLength);
      }
    },
  };
}
