import type { Framework } from '@actigrad/core';
import type { Initializer } from '../trace.ts';
import type { WrittenCall } from './call-arguments.ts';
import { write, type Style } from './rewrite-use.ts';

/** An initialiser as a framework writes it. */
export interface SpelledInitializer {
  /** Undefined: nothing is written. */
  readonly text: string | undefined;
  /** What the text will be read as; null where it says nothing. */
  readonly reads: Initializer | null;
}

/** As the argument of a layer; undefined where the file has no way to name it. */
export function spellInitializer(
  framework: Framework,
  { name, parameters }: Initializer,
  word: string,
  full: string,
  text: string,
  style: Style,
): SpelledInitializer | undefined {
  const { scale, mode } = parameters;
  const isScaled = name === 'variance_scaling' && typeof scale === 'number' && mode === 'fan_in';
  if (!isScaled && !/^(he|glorot|lecun)_normal$/.test(name)) return undefined;
  const plain = { name, parameters: {} };
  if (framework === 'keras') {
    if (!isScaled) return { text: write(name, style), reads: plain };
    const keras = kerasIn(word, text);
    if (keras === undefined) return undefined;
    return {
      text: `${keras}.initializers.VarianceScaling(scale=${scale}, mode=${write(mode, style)})`,
      reads: { name, parameters: { scale, mode } },
    };
  }
  if (framework === 'tfjs') {
    if (!isScaled)
      return {
        text: write(name.replace(/_n/, 'N'), style),
        reads: plain,
      };
    const [tf] = /^\w+(?=\.layers\.\w+$)/.exec(word) ?? [];
    return tf === undefined
      ? undefined
      : {
          text: `${tf}.initializers.varianceScaling({ scale: ${scale}, mode: ${write('fanIn', style)} })`,
          reads: { name, parameters: { scale, mode: 'fanIn' } },
        };
  }
  const [, flax] = /^(\w+)\.(Dense|Linear|Conv\w*)$/.exec(word) ?? [];
  if (framework !== 'jax' || flax === undefined || !/^flax\.(linen|nnx)\.\w+$/.test(full))
    return undefined;
  if (!isScaled) return { text: `${flax}.initializers.${name}()`, reads: plain };
  const distribution = 'truncated_normal';
  return {
    text: `${flax}.initializers.variance_scaling(${scale}, ${write(mode, style)}, ${write(distribution, style)})`,
    reads: { name, parameters: { scale, mode, distribution } },
  };
}

/** How the file reaches Keras, by the layer that it names or by its imports. */
function kerasIn(word: string, text: string): string | undefined {
  const [, written] = /^([\w.]*\bkeras)\.layers\.\w+$/.exec(word) ?? [];
  if (written !== undefined) return written;
  if (/^[ \t]*(import keras|from tensorflow import keras)[ \t]*$/m.test(text)) return 'keras';
  const [, tensorflow] = /^[ \t]*import tensorflow as (\w+)[ \t]*$/m.exec(text) ?? [];
  return tensorflow === undefined ? undefined : `${tensorflow}.keras`;
}

/** As the call of `torch.nn.init` that stands for another; undefined where there is none of this variance. */
export function spellFilling(
  { name, parameters: { scale } }: Initializer,
  { word, arguments: [filled] }: WrittenCall,
  style: Style,
): SpelledInitializer | undefined {
  const [, prefix] = /^((?:\w+\.)+)\w+_$/.exec(word) ?? [];
  if (prefix === undefined || !filled || filled.name !== undefined) return undefined;
  const spell = (
    fill: string,
    argument?: readonly [string, string | number],
  ): SpelledInitializer => {
    const rest = argument ? `, ${argument[0]}=${write(argument[1], style)}` : '';
    return {
      text: `${prefix}${fill}_(${filled.text}${rest})`,
      reads: { name: fill, parameters: argument ? { [argument[0]]: argument[1] } : {} },
    };
  };
  switch (name) {
    case 'he_normal':
      return spell('kaiming_normal', ['nonlinearity', 'relu']);
    case 'lecun_normal':
      return spell('kaiming_normal', ['nonlinearity', 'linear']);
    case 'glorot_normal':
      return spell('xavier_normal');
    case 'variance_scaling':
      // He et al. 2015, equation 15: the variance times inputs is 2 / (1 + a²).
      return typeof scale === 'number' && scale > 0 && scale <= 2
        ? spell('kaiming_normal', ['a', Number(Math.sqrt(2 / scale - 1).toPrecision(6))])
        : undefined;
    default:
      return undefined;
  }
}
