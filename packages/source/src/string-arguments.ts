import type { Framework } from '@actigrad/core';
import { layerShapeOf } from './layer-kinds.ts';
import type { Argument, Expression } from './syntax.ts';

/** A call that takes the name of an activation as a string under no keyword of its own. */
export interface StringArgument {
  readonly keyword: string;
  readonly position: number;
  readonly framework: Framework;
  /** The argument that gives the activation's only parameter, with its default; null: the activation's. */
  readonly parameter?: readonly [keyword: string, position: number, fallback: number | null];
  /** The activation's arguments are those of the call. */
  readonly sharesArguments?: true;
}

const calls: { readonly [name: string]: StringArgument } = {
  'torch.nn.init.calculate_gain': {
    keyword: 'nonlinearity',
    position: 0,
    framework: 'pytorch',
    parameter: ['param', 1, null],
  },
  'torch.nn.init.kaiming_normal_': {
    keyword: 'nonlinearity',
    position: 3,
    framework: 'pytorch',
    parameter: ['a', 1, 0],
  },
  'torch.nn.init.kaiming_uniform_': {
    keyword: 'nonlinearity',
    position: 3,
    framework: 'pytorch',
    parameter: ['a', 1, 0],
  },
  'keras.layers.Activation': { keyword: 'activation', position: 0, framework: 'keras' },
  'keras.activations.get': { keyword: 'identifier', position: 0, framework: 'keras' },
  'keras.activations.deserialize': { keyword: 'name', position: 0, framework: 'keras' },
  'transformers.activations.get_activation': {
    keyword: 'activation_string',
    position: 0,
    framework: 'huggingface',
  },
  'onnx.make_node': { keyword: 'op_type', position: 0, framework: 'onnx', sharesArguments: true },
};

export function stringArgumentOf(name: string): StringArgument | undefined {
  if (Object.hasOwn(calls, name)) return calls[name];
  // A layer of Keras takes one among its other arguments: Dense(64, 'relu').
  const position = name.startsWith('keras.')
    ? layerShapeOf(name)?.arguments.indexOf('activation')
    : undefined;
  if (position === undefined || position < 0) return undefined;
  return { keyword: 'activation', position, framework: 'keras' };
}

/** Where the string stands among the arguments of the call. */
export function argumentAt(
  list: readonly Argument[],
  { keyword, position }: StringArgument,
): Expression | undefined {
  const named = list.find(({ name }) => name === keyword);
  const positional = list[position];
  return (named ?? (positional?.name === undefined ? positional : undefined))?.value;
}
