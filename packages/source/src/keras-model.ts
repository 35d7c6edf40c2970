import { describeLayer, shapeOf } from './describe-layer.ts';
import { addTensors, outputOf, skip } from './run.ts';
import { dictionaryAt, givenBy, stringAt, valueOf } from './settings.ts';
import { finishStack, type FoundStack } from './stacks.ts';
import type { DictionaryExpression, Expression } from './syntax.ts';
import { Trace } from './trace.ts';
import { nothingGiven, unknown, type Made, type Tensor } from './value.ts';

/** Finds the models that Keras, or TensorFlow.js, wrote as JSON. */
export function findSavedModels(root: Expression): FoundStack[] {
  const stacks: FoundStack[] = [];
  function visit(expression: Expression): void {
    if (expression.kind === 'list') expression.items.forEach(visit);
    if (expression.kind !== 'dictionary') return;
    const className = stringAt(expression, 'class_name')?.value;
    const config = dictionaryAt(expression, 'config');
    if (config && className && /^(Sequential|Functional|Model)$/.test(className))
      stacks.push(readModel(expression, config));
    else for (const { value } of expression.entries) visit(value);
  }
  visit(root);
  return stacks.filter(({ layers }) => layers.length > 0);
}

function readModel(model: DictionaryExpression, config: DictionaryExpression): FoundStack {
  const trace = new Trace();
  const outputs = new Map<string, Tensor>();
  const layers = config.entries.find(
    ({ key }) => key?.kind === 'string' && key.value === 'layers',
  )?.value;
  let last = outputOf(trace);
  for (const layer of layers?.kind === 'list' ? layers.items : []) {
    if (layer.kind !== 'dictionary') continue;
    const name =
      stringAt(layer, 'name')?.value ??
      stringAt(dictionaryAt(layer, 'config') ?? layer, 'name')?.value ??
      '';
    const sources = sourcesOf(layer, outputs);
    last = readLayer(layer, sources.length ? sources : [last], trace);
    outputs.set(name, last);
  }
  return finishStack(stringAt(config, 'name')?.value ?? 'model', model, trace, 'keras');
}

function readLayer(layer: DictionaryExpression, sources: readonly Tensor[], trace: Trace): Tensor {
  const className = stringAt(layer, 'class_name');
  const config = dictionaryAt(layer, 'config');
  const [source = outputOf(trace), second] = sources;
  if (!className) return skip(source, 'layer', layer);
  const given = config ? givenBy(config) : nothingGiven;
  const { keywords } = given;
  if (className.value === 'InputLayer') {
    const shape =
      keywords.get('batch_shape') ?? keywords.get('batch_input_shape') ?? keywords.get('shape');
    trace.shape ??= shape && shapeOf(shape);
    return source;
  }
  if (className.value === 'Add' && second && sources.length === 2)
    return addTensors(source, second, className);
  if (second || source.layer !== trace.layers.length - 1) return skip(source, 'branch', className);
  const at = { start: className.start, end: className.end };
  const symbol = {
    kind: 'symbol',
    name: `keras.layers.${className.value}`,
    assumed: false,
    at,
  } as const;
  const made: Made = { kind: 'made', symbol, given: () => given, at, added: [], filled: new Map() };
  return describeLayer(made, trace, 'python') ? outputOf(trace) : skip(source, 'layer', className);
}

/** The layers before it: whatever its inbound nodes name. Their shape differs from version to version. */
function sourcesOf(layer: DictionaryExpression, outputs: ReadonlyMap<string, Tensor>): Tensor[] {
  const nodes = layer.entries.find(
    ({ key }) => key?.kind === 'string' && key.value === 'inbound_nodes',
  )?.value;
  const found: Tensor[] = [];
  function visit(value: ReturnType<typeof valueOf>): void {
    if (value.kind === 'literal' && typeof value.value === 'string') {
      const tensor = outputs.get(value.value);
      if (tensor) found.push(tensor);
    }
    if (value.kind === 'list') value.items.forEach(visit);
    if (value.kind === 'dictionary') for (const entry of value.entries.values()) visit(entry);
  }
  visit(nodes ? valueOf(nodes) : unknown);
  return found;
}
