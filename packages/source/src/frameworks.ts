import type { Framework } from '@actigrad/core';

/**
 * One thing is imported by many paths: of other versions, of the file that defines it, of the
 * package under another name. Each is rewritten to the path that the records use.
 */
const moved: readonly (readonly [path: RegExp, current: string])[] = [
  [/^@tensorflow\/tfjs(?:-(?:core|layers|node|node-gpu|react-native|converter))?(?=\.|$)/, 'tf'],
  [/^tensorflow(?:\.compat\.v[12]|\._api\.v[12])?(?=\.|$)/, 'tf'],
  [/^tf\.(?:python\.)?keras(?=\.|$)/, 'keras'],
  [/^tf_keras(?=\.|$)/, 'keras'],
  [/^keras\.(?:src|api|_tf_keras\.keras)(?=\.|$)/, 'keras'],
  [/^keras\.engine\.sequential\.|^keras\.models\.(?=Sequential|Model)/, 'keras.'],
  [/^keras\.(layers|ops|activations)\.(?:[a-z_0-9]+\.)+/, 'keras.$1.'],
  [/^keras\.backend\./, 'keras.activations.'],
  [/^torch\.nn\.modules\.(?:[a-z_0-9]+\.)*(?=[A-Z]\w*$)/, 'torch.nn.'],
  [/^torch\.(?:ops\.aten|autograd\.functional)\./, 'torch.'],
  [/^flax\.experimental\.nnx(?=\.|$)/, 'flax.nnx'],
  [/^flax\.(linen|nnx)\.(?:nn\.)?(?:[a-z_0-9]+\.)+(?=[A-Za-z_0-9]+$)/, 'flax.$1.'],
  [/^transformers\.(?:activations\.)?(?=ACT2FN|get_activation)/, 'transformers.activations.'],
  [/^tensorflow_addons(?=\.|$)/, 'tfa'],
  [/^onnx\.helper\./, 'onnx.'],
];

const rewritten = new Map<string, string>();

/** `tensorflow.python.keras.layers.ReLU` is `keras.layers.ReLU`. */
export function currentName(path: string): string {
  let name = rewritten.get(path);
  if (name !== undefined) return name;
  name = moved.reduce((current, [from, to]) => current.replace(from, to), path);
  if (rewritten.size < 10_000) rewritten.set(path, name);
  return name;
}

/** Packages in which the name of an activation, as a string, is that of the framework. */
const packages: { readonly [name: string]: Framework } = {
  torch: 'pytorch',
  torchvision: 'pytorch',
  timm: 'pytorch',
  lightning: 'pytorch',
  pytorch_lightning: 'pytorch',
  torch_geometric: 'pytorch',
  keras: 'keras',
  tf: 'keras',
  keras_cv: 'keras',
  keras_hub: 'keras',
  keras_nlp: 'keras',
  keras_tuner: 'keras',
  tfa: 'keras',
  tensorflow_probability: 'keras',
  jax: 'jax',
  flax: 'jax',
  haiku: 'jax',
  transformers: 'huggingface',
  diffusers: 'huggingface',
  onnx: 'onnx',
};

/** The framework of a current name; undefined for another library. */
export function frameworkOf(
  name: string,
  language: 'python' | 'javascript',
): Framework | undefined {
  const [root = ''] = name.split('.', 1);
  if (language === 'javascript') return root === 'tf' ? 'tfjs' : undefined;
  return Object.hasOwn(packages, root) ? packages[root] : undefined;
}

/**
 * What an import is usually called. Where a name of these is bound nowhere in the file (an excerpt,
 * code being typed, a name that came by a star), it is assumed to be that.
 */
export const usualNames: {
  readonly [language in 'python' | 'javascript']: { readonly [name: string]: string };
} = {
  python: {
    torch: 'torch',
    nn: 'torch.nn',
    F: 'torch.nn.functional',
    tf: 'tensorflow',
    keras: 'keras',
    layers: 'keras.layers',
    jax: 'jax',
    jnp: 'jax.numpy',
    linen: 'flax.linen',
    nnx: 'flax.nnx',
    ACT2FN: 'transformers.activations.ACT2FN',
  },
  javascript: { tf: '@tensorflow/tfjs' },
};
