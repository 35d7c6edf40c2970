import { activationOf, readActivation } from './activation-of.ts';
import { describeLayer, shapeOf } from './describe-layer.ts';
import { functionKindOf } from './layer-kinds.ts';
import { isConstructor, namedBy, namedByMethod, type Named } from './names.ts';
import { addTensors, isOutput, outputOf, skip, type Run } from './run.ts';
import { isSequence, itemsOf } from './sequence.ts';
import type { Span } from './syntax.ts';
import {
  lastWord,
  numberOf,
  unknown,
  type Given,
  type Instance,
  type FunctionValue,
  type Made,
  type Tensor,
  type Value,
} from './value.ts';

/** Runs what the file defines: the forward method of an object, or a function. */
export interface Caller {
  forward(instance: Instance, given: Given, at: Span): Value;
  callFunction(called: FunctionValue, given: Given): Value;
}

/** What a layer, an activation or a sequence of them gives for a tensor. */
export function applyValue(
  value: Value,
  tensor: Tensor,
  at: Span,
  run: Run,
  caller: Caller,
): Tensor {
  const { trace } = tensor;
  const only: Given = { positional: [tensor], keywords: new Map(), complete: true };
  if (value.kind === 'made' && isSequence(value.symbol.name)) {
    run.consumed.add(value);
    return tensorOr(
      run.within(value, () => applySequence(value, tensor, run, caller)),
      tensor,
      'layer',
      value.at,
    );
  }
  if (value.kind === 'instance')
    return tensorOr(caller.forward(value, only, at), tensor, 'layer', at);
  if (value.kind === 'tensor') {
    // keras.Input among the layers of a sequence: it says the width and is no layer.
    trace.shape ??= value.trace.shape;
    return tensor;
  }
  if (!isOutput(tensor)) return skip(tensor, 'branch', at);
  if (value.kind === 'made') {
    if (/\.InputLayer$|^tf\.layers\.inputLayer$/.test(value.symbol.name)) {
      const { keywords, positional } = value.given();
      const shape =
        ['shape', 'input_shape', 'inputShape', 'batch_shape']
          .map((name) => keywords.get(name))
          .find(Boolean) ?? positional[0];
      trace.shape ??= shape && shapeOf(shape);
      return tensor;
    }
    const model = run.models.find(({ made }) => made === value);
    if (model) {
      trace.layers.push(...model.output.trace.layers.slice(0, model.output.layer + 1));
      trace.unread.push(...model.output.trace.unread);
      return outputOf(trace);
    }
    if (describeLayer(value, trace, run.language)) return outputOf(trace);
    if (/\.(TimeDistributed|Bidirectional)$/i.test(value.symbol.name)) {
      const inner = value.given().positional[0] ?? value.given().keywords.get('layer') ?? unknown;
      return applyValue(inner, tensor, at, run, caller);
    }
    return skip(tensor, 'layer', value.at);
  }
  const activation =
    value.kind === 'symbol' && isConstructor(value.name)
      ? undefined
      : activationOf(value, run.language);
  if (activation) {
    const place = 'at' in value && value.at ? value.at : at;
    trace.layers.push({ kind: 'activation', activation, start: place.start, end: place.end });
    return outputOf(trace);
  }
  if (value.kind === 'function')
    return tensorOr(caller.callFunction(value, only), tensor, 'layer', at);
  if (value.kind === 'symbol' && functionKindOf(lastWord(value.name)))
    return applySymbol(value.name, tensor, only, at, run);
  return skip(tensor, value.kind === 'unknown' && value.why ? value.why : 'layer', at);
}

/** What the layers of a sequence give for a tensor, one after the other. */
export function applySequence(sequence: Made, tensor: Tensor, run: Run, caller: Caller): Tensor {
  return itemsOf(sequence).reduce<Tensor>((current, item) => {
    const at = 'at' in item && item.at ? item.at : sequence.at;
    return applyValue(item, current, at, run, caller);
  }, tensor);
}

/** What a framework's function gives for a tensor. */
export function applySymbol(
  name: string,
  tensor: Tensor,
  given: Given,
  at: Span,
  run: Run,
): Tensor {
  if (/(^|\.)(add|Add)$/.test(name)) return addGiven(given, tensor, at);
  return applyNamed(namedBy(name, run.language), lastWord(name), tensor, given, 1, at);
}

/** What a tensor's own method gives: `x.relu()`, `x.view(-1, 10)`; undefined where that is no tensor. */
export function applyMethod(
  method: string,
  tensor: Tensor,
  given: Given,
  at: Span,
  run: Run,
): Value {
  if (/^(size|dim|numel|item|tolist|numpy|get_shape|shape|backward|dispose|print)$/.test(method))
    return unknown;
  if (/^add_?$/.test(method))
    return addGiven({ ...given, positional: [tensor, ...given.positional] }, tensor, at);
  return applyNamed(namedByMethod(method, run.language), method, tensor, given, 0, at);
}

function applyNamed(
  named: readonly Named[],
  word: string,
  tensor: Tensor,
  given: Given,
  inputs: number,
  at: Span,
): Tensor {
  const { trace } = tensor;
  const kind = functionKindOf(word);
  if (kind === 'same') return tensor;
  const activation = named.length ? readActivation(named, given, inputs) : undefined;
  if (!activation && !kind) return skip(tensor, 'operation', at);
  if (!isOutput(tensor)) return skip(tensor, 'branch', at);
  const span = { start: at.start, end: at.end };
  if (activation) {
    trace.layers.push({ kind: 'activation', activation, ...span });
    for (const parameter of activation.unread) trace.skip(parameter, at);
  } else if (kind === 'dropout') {
    const written =
      given.keywords.get('p') ?? given.keywords.get('rate') ?? given.positional[inputs];
    // torch.nn.functional.dropout drops half unless told otherwise.
    const rate = written ? numberOf(written) : 0.5;
    if (rate === undefined) trace.skip('rate', at);
    trace.layers.push({ kind, ...(rate !== undefined && { rate }), ...span });
  } else if (kind) {
    trace.layers.push({ kind, ...span });
  }
  return outputOf(trace);
}

function addGiven(given: Given, tensor: Tensor, at: Span): Tensor {
  const [first] = given.positional;
  const [a, b, ...others] = first?.kind === 'list' ? first.items : given.positional;
  if (a?.kind === 'tensor' && b?.kind === 'tensor' && !others.length) return addTensors(a, b, at);
  return skip(tensor, 'operation', at);
}

function tensorOr(value: Value, tensor: Tensor, what: string, at: Span): Tensor {
  return value.kind === 'tensor' && value.trace === tensor.trace ? value : skip(tensor, what, at);
}
