import { applySymbol } from './apply.ts';
import { argumentsOf, shapeOf } from './describe-layer.ts';
import { fillWith } from './filled-weights.ts';
import { outputOf, type Run } from './run.ts';
import { isSequence } from './sequence.ts';
import type { Span } from './syntax.ts';
import { Trace } from './trace.ts';
import { literal, unknown, type Given, type Made, type Tensor, type Value } from './value.ts';

/** What a framework's name gives when it is called where layers are followed; undefined where nothing of its own. */
export function callFramework(
  name: string,
  given: Given,
  tensor: Tensor | undefined,
  at: Span,
  run: Run,
): Value | undefined {
  switch (name) {
    case 'keras.Input':
    case 'keras.layers.Input':
    case 'tf.input': {
      const trace = new Trace();
      const shape = argumentsOf(given, ['shape'])('shape');
      trace.shape = shape && shapeOf(shape);
      return outputOf(trace);
    }
    case 'keras.Model':
    case 'tf.model':
      return makeModel(name, given, at, run);
    case 'torch.nn.ModuleList':
      return given.positional[0] ?? { kind: 'list', items: [] };
    case 'torch.nn.ModuleDict':
    case 'collections.OrderedDict':
      return given.positional[0] ?? { kind: 'dictionary', entries: new Map(given.keywords) };
    case 'builtins.isinstance':
      return isInstance(given);
  }
  if (name.startsWith('builtins.')) return undefined;
  if (name.startsWith('torch.nn.init.')) {
    fillWith(name, given, at);
    return unknown;
  }
  if (isSequence(name)) {
    const made = make(name, given, at);
    run.made.push(made);
    return made;
  }
  return tensor && applySymbol(name, tensor, given, at, run);
}

function makeModel(name: string, given: Given, at: Span, run: Run): Made | undefined {
  const outputs = argumentsOf(given, ['inputs', 'outputs'])('outputs');
  const several = outputs?.kind === 'list' ? outputs.items : [outputs];
  const [output] = several;
  if (output?.kind !== 'tensor') return undefined;
  if (several.length > 1) output.trace.skip('outputs', at);
  const made = make(name, given, at);
  run.made.push(made);
  run.models.push({ made, output });
  return made;
}

function make(name: string, given: Given, { start, end }: Span): Made {
  const at = { start, end };
  const symbol = { kind: 'symbol', name, assumed: false, at } as const;
  return { kind: 'made', symbol, given: () => given, at, added: [], filled: new Map() };
}

function isInstance({ positional: [object, type] }: Given): Value {
  const types = type?.kind === 'list' ? type.items : type ? [type] : [];
  if (object?.kind === 'made') {
    return literal(
      types.some((each) => each.kind === 'symbol' && each.name === object.symbol.name),
    );
  }
  if (object?.kind === 'instance') {
    return literal(types.some((each) => each.kind === 'class' && each.node === object.of.node));
  }
  return unknown;
}
