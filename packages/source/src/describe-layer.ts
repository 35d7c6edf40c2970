import { activationOf, readActivation } from './activation-of.ts';
import { frameworkOf } from './frameworks.ts';
import { initializerOf } from './initializers.ts';
import { layerShapeOf } from './layer-kinds.ts';
import { namedByString } from './names.ts';
import type { FoundLayer, Trace } from './trace.ts';
import { numberOf, stringOf, type Given, type Made, type Value } from './value.ts';

/** Adds to the trace what a layer's constructor says. False: the name is not that of a layer. */
export function describeLayer(
  made: Made,
  trace: Trace,
  language: 'python' | 'javascript',
): boolean {
  const { name } = made.symbol;
  const activation = activationOf(made, language);
  if (activation) {
    trace.layers.push({ kind: 'activation', activation, ...made.at });
    for (const parameter of activation.unread) trace.skip(parameter, made.at);
    return true;
  }
  const shape = layerShapeOf(name);
  if (!shape) return false;
  const argument = argumentsOf(made.given(), shape.arguments);
  const layer: { -readonly [key in keyof FoundLayer]: FoundLayer[key] } = {
    kind: shape.kind,
    name,
    ...made.at,
  };

  function number(
    key: 'units' | 'inputs' | 'rate',
    written: Value | undefined,
    fallback?: number | null,
  ): void {
    const value = written ? numberOf(written) : (fallback ?? undefined);
    if (value !== undefined) layer[key] = value;
    else if (written || key === 'units') trace.skip(key, made.at);
  }

  if (shape.units) number('units', argument(shape.units));
  if (shape.inputs) number('inputs', argument(shape.inputs));
  if (shape.rate) number('rate', argument(shape.rate[0]), shape.rate[1]);
  const inputShape = argument('input_shape') ?? argument('batch_input_shape');
  const given = inputShape && shapeOf(inputShape);
  if (trace.layers.length === 0) trace.shape ??= given;
  const width = given?.at(-1);
  if (width !== undefined && shape.units) layer.inputs = width;
  // What is flattened first has all numbers of the input side by side.
  if (shape.kind === 'flatten' && trace.layers.length === 0 && trace.shape) {
    layer.units = trace.shape.reduce((product, size) => product * size, 1);
  }

  const bias = shape.bias && argument(shape.bias);
  if (bias) {
    if (bias.kind === 'literal' && typeof bias.value === 'boolean') layer.bias = bias.value;
    else trace.skip('bias', made.at);
  }
  if (shape.initializers) {
    const weights = argument(shape.initializers.weights);
    const ofBias = argument(shape.initializers.bias);
    const [initializer, biasInitializer] = [weights, ofBias].map(
      (value) => value && initializerOf(value),
    );
    if (initializer) layer.initializer = initializer;
    else if (weights) trace.skip('initializer', made.at);
    if (biasInitializer) layer.biasInitializer = biasInitializer;
    else if (ofBias) trace.skip('bias initializer', made.at);
  }
  const filledWeight = made.filled.get('weight');
  const filledBias = made.filled.get('bias');
  if (filledWeight) {
    layer.initializer = filledWeight.initializer;
    layer.filled = filledWeight.at;
    if (filledWeight.initializer.name === 'unread') trace.skip('initializer', filledWeight.at);
  }
  if (filledBias) layer.biasInitializer = filledBias.initializer;
  const activated = unwrapFunction(argument('activation'));
  if (activated && !(activated.kind === 'literal' && activated.value === null)) {
    const string = stringOf(activated);
    const framework = frameworkOf(name, language);
    const reading =
      string === undefined
        ? activationOf(activated, language)
        : framework &&
          readActivation(namedByString(string, framework), undefined, 0, made.symbol.assumed);
    if (reading) layer.activation = reading;
    else trace.skip('activation', made.at);
  }
  trace.layers.push(layer);
  return true;
}

/** Keras writes a function to JSON as an object around its name. */
function unwrapFunction(value: Value | undefined): Value | undefined {
  return value?.kind === 'dictionary' ? value.entries.get('config') : value;
}

/** Reads arguments by name; tfjs writes in camelCase what Keras writes in snake_case. */
export function argumentsOf(
  { positional, keywords }: Given,
  order: readonly string[],
): (name: string) => Value | undefined {
  return (name) => {
    const camel = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const written = keywords.get(name) ?? keywords.get(camel);
    if (written) return written;
    const position = order.indexOf(name);
    const value = position < 0 ? undefined : positional[position];
    return value?.kind === 'dictionary' ? undefined : value;
  };
}

/** The numbers of a shape, without a batch that is open: `(784,)`, `[null, 28, 28]`, 784. */
export function shapeOf(shape: Value): number[] | undefined {
  const sizes = (shape.kind === 'list' ? shape.items : [shape]).map(numberOf);
  const known = sizes.filter((size) => size !== undefined);
  return known.length > 0 &&
    sizes.slice(sizes.length - known.length).every((size) => size !== undefined)
    ? known
    : undefined;
}
