import { filledBy } from './initializers.ts';
import { layerShapeOf } from './layer-kinds.ts';
import { layersIn } from './run.ts';
import type { Span } from './syntax.ts';
import { unknown, type Given, type Made, type Method, type Value } from './value.ts';

/** A weight or bias of a layer, by itself or as its data: `self.fc.weight.data`. */
interface Weight {
  readonly layer: Made;
  readonly name: string;
}

function weightOf(value: Value): Weight | undefined {
  if (value.kind !== 'method') return undefined;
  if (value.name === 'data') return weightOf(value.object);
  return value.object.kind === 'made' && /^(weight|bias)$/.test(value.name)
    ? { layer: value.object, name: value.name }
    : undefined;
}

/** Whether a layer has this weight, or bias: told to have none it is None. Undefined for other values. */
export function hasWeight(value: Value): boolean | undefined {
  const weight = weightOf(value);
  if (!weight) return undefined;
  const { symbol, given } = weight.layer;
  const { positional, keywords } = given();
  const order = layerShapeOf(symbol.name)?.arguments.indexOf('bias') ?? -1;
  const bias = keywords.get('bias') ?? positional[order];
  if (weight.name === 'weight' || !bias) return true;
  return bias.kind === 'literal' ? bias.value !== false : undefined;
}

export function memberOfLayer(object: Value, name: string): Value {
  return object.kind === 'made' ? { kind: 'method', object, name } : unknown;
}

/** Weights and biases of every layer that a value holds. */
export function parametersOf(value: Value): Method[] {
  return layersIn(value)
    .filter((layer) => layerShapeOf(layer.symbol.name)?.units)
    .flatMap((object) =>
      ['weight', 'bias'].map((name): Method => ({ kind: 'method', object, name })),
    );
}

/** `nn.init.xavier_uniform_(m.weight)`; what is no weight of a known layer is left alone. */
export function fillWith(name: string, given: Given, { start, end }: Span): void {
  const [filled = unknown] = given.positional;
  const weight = weightOf(filled);
  weight?.layer.filled.set(weight.name, {
    initializer: filledBy(name, given),
    at: { start, end },
  });
}

/** Methods of tensors that fill them, by the functions of `torch.nn.init` that do the same. */
const fillers: { readonly [method: string]: string } = {
  normal_: 'normal_',
  uniform_: 'uniform_',
  fill_: 'constant_',
  zero_: 'zeros_',
};

/** `m.weight.data.normal_(0, 0.02)`; of other changes it is known that the weights are not as before. */
export function fillByMethod(object: Value, method: string, given: Given, at: Span): void {
  if (!method.endsWith('_') || method === 'requires_grad_') return;
  const name = fillers[method];
  if (name) fillWith(name, { ...given, positional: [object, ...given.positional] }, at);
  else fillUnread(object, at);
}

/** The weights are filled, it is not known with what, or not known whether. */
export function fillUnread(filled: Value, { start, end }: Span): void {
  const weight = weightOf(filled);
  weight?.layer.filled.set(weight.name, {
    initializer: { name: 'unread', parameters: {}, unread: ['values'] },
    at: { start, end },
  });
}
