import { activation, type Activation, type Framework } from '@actigrad/core';
import type { Initializer } from '@actigrad/source';

/** How numbers are drawn. */
export interface Filling {
  readonly mean: number;
  readonly variance: number;
}

export interface Fans {
  readonly inputs: number;
  readonly outputs: number;
}

type Parameters = Initializer['parameters'];
type Fill = (given: Parameters, fans: Fans, framework: Framework) => Filling | undefined;

/** A normal distribution cut at two standard deviations keeps this share of the variance. */
const truncatedShare = 0.879_625_661_034_239_8 ** 2;

/**
 * What each filler draws, by the words that frameworks share: PyTorch's `torch.nn.init`, Keras'
 * and TensorFlow.js' initialisers, `jax.nn.initializers`. Truncated and uniform ones are scaled by
 * the frameworks to the variance of the normal ones.
 */
const fillers: readonly (readonly [word: RegExp, fill: Fill])[] = [
  [/^he_(normal|uniform)$/, (_, { inputs }) => centred(2 / inputs)],
  [/^lecun_(normal|uniform)$/, (_, { inputs }) => centred(1 / inputs)],
  [
    /^(glorot|xavier)_(normal|uniform)$/,
    ({ gain = 1 }, { inputs, outputs }) =>
      typeof gain === 'number' ? centred((2 * gain ** 2) / (inputs + outputs)) : undefined,
  ],
  [/^kaiming_(normal|uniform)$/, kaiming],
  [
    /^variance_scaling$/,
    ({ scale = 1, mode = 'fan_in' }, { inputs, outputs }) => {
      const fans = new Map<unknown, number>([
        ['fan_in', inputs],
        ['fan_out', outputs],
        ['fan_avg', (inputs + outputs) / 2],
      ]);
      // TensorFlow.js writes fanIn.
      const fan = fans.get(String(mode).replace(/[A-Z]/, (letter) => `_${letter.toLowerCase()}`));
      return fan && typeof scale === 'number' ? centred(scale / fan) : undefined;
    },
  ],
  [
    /^orthogonal$/,
    ({ gain = 1 }, { inputs, outputs }) =>
      typeof gain === 'number' ? centred(gain ** 2 / Math.max(inputs, outputs)) : undefined,
  ],
  // Left alone, torch.nn.init.normal_ spreads by 1, jax.nn.initializers.normal by 0.01, Keras by 0.05.
  [
    /^(trunc_)?normal$/,
    ({ mean = 0, std, stddev }, _, framework) =>
      normal(mean, std ?? stddev ?? (framework === 'jax' ? 0.01 : 1)),
  ],
  [/^random_normal$/, ({ mean = 0, stddev = 0.05 }) => normal(mean, stddev)],
  [
    /^truncated_normal$/,
    ({ mean = 0, stddev = 0.05 }) => {
      const whole = normal(mean, stddev);
      return whole && { ...whole, variance: whole.variance * truncatedShare };
    },
  ],
  [
    /^uniform$/,
    ({ a = 0, b = 1, scale = 0.01 }, _, framework) =>
      framework === 'jax' ? uniform(0, scale) : uniform(a, b),
  ],
  [/^random_uniform$/, ({ minval = -0.05, maxval = 0.05 }) => uniform(minval, maxval)],
  [/^zeros?$/, () => centred(0)],
  [/^ones?$/, () => ({ mean: 1, variance: 0 })],
  [
    /^constant$/,
    ({ val, value = val ?? 0 }) =>
      typeof value === 'number' ? { mean: value, variance: 0 } : undefined,
  ],
];

/** What an initialiser draws; undefined where that is not known. */
export function fillingOf(
  { name, parameters, unread }: Initializer,
  fans: Fans,
  framework: Framework,
): Filling | undefined {
  if (unread) return undefined;
  return fillers.find(([word]) => word.test(name))?.[1](parameters, fans, framework);
}

interface LayerFilling {
  readonly weights: Filling;
  readonly bias: Filling;
}

/** What layers draw that are told nothing. */
const defaults: { readonly [framework in Framework]?: (fans: Fans) => LayerFilling } = {
  // torch.nn.Linear.reset_parameters: kaiming_uniform_(a=√5), and ±1/√inputs for the bias.
  pytorch: ({ inputs }) => ({
    weights: centred(1 / (3 * inputs)),
    bias: centred(1 / (3 * inputs)),
  }),
  // keras.layers.Dense and tf.layers.dense: Glorot, and zeros for the bias.
  keras: glorot,
  tfjs: glorot,
  // flax.linen.Dense and flax.nnx.Linear: LeCun, and zeros for the bias.
  jax: ({ inputs }) => ({ weights: centred(1 / inputs), bias: centred(0) }),
};

/** What the framework draws for a layer that is told nothing; undefined where that is not known. */
export function defaultFilling(framework: Framework, fans: Fans): LayerFilling | undefined {
  return defaults[framework]?.(fans);
}

function glorot({ inputs, outputs }: Fans): LayerFilling {
  return { weights: centred(2 / (inputs + outputs)), bias: centred(0) };
}

/** Of what is no rectifier, PyTorch's gains are a table of its own: not known here. */
function kaiming(
  { a = 0, mode = 'fan_in', nonlinearity }: Parameters,
  { inputs, outputs }: Fans,
): Filling | undefined {
  if (typeof a !== 'number') return undefined;
  // He et al. 2015, equation 15.
  const square = nonlinearity === undefined ? 2 / (1 + a ** 2) : squaredGain(nonlinearity, a);
  return square === undefined
    ? undefined
    : centred(square / (mode === 'fan_out' ? outputs : inputs));
}

function squaredGain(name: number | string, slope: number): number | undefined {
  // torch.nn.init.calculate_gain: of what is linear, 1.
  if (name === 'linear') return 1;
  const named = pytorchActivation(name);
  if (!named) return undefined;
  const [parameter] = Object.keys(named.parameters);
  const filled = parameter === undefined ? named : named.with({ [parameter]: slope });
  // f(2x) = 2 f(x) on both sides: of these, and of these alone, the gain is that of the facts.
  const isRectifier = [-1, 1].every((x) => filled.value(2 * x) === 2 * filled.value(x));
  return isRectifier ? filled.facts().gain ** 2 : undefined;
}

function pytorchActivation(name: number | string): Activation | undefined {
  try {
    return activation(String(name), { framework: 'pytorch' });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'CORE_UNKNOWN_FUNCTION') return undefined;
    throw error;
  }
}

function centred(variance: number): Filling {
  return { mean: 0, variance };
}

function normal(mean: number | string, std: number | string): Filling | undefined {
  return typeof mean === 'number' && typeof std === 'number'
    ? { mean, variance: std ** 2 }
    : undefined;
}

function uniform(from: number | string, to: number | string): Filling | undefined {
  return typeof from === 'number' && typeof to === 'number'
    ? { mean: (from + to) / 2, variance: (to - from) ** 2 / 12 }
    : undefined;
}
