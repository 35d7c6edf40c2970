import type { ClassStatement, Span } from './syntax.ts';
import type { Trace } from './trace.ts';
import { unknown, type Instance, type Made, type Tensor, type Value } from './value.ts';

/**
 * Statements and layers that one file may run. A loop of a thousand layers takes a few thousand; past this the
 * rest of the file has no stacks.
 */
const maxSteps = 50_000;

/** Calls inside calls, and sequences inside sequences. */
const maxCalls = 16;

/** A model made of tensors: what its output went through. */
export interface Model {
  readonly made: Made;
  readonly output: Tensor;
}

/** What following a file's statements has found so far. */
export class Run {
  readonly language: 'python' | 'javascript';
  /** Sequences and models, in the order in which they were made. */
  readonly made: Made[] = [];
  /** Sequences that are part of another stack. */
  readonly consumed: Set<Made> = new Set();
  readonly models: Model[] = [];
  readonly names: Map<Made, string> = new Map();
  readonly instances: Map<ClassStatement, Instance[]> = new Map();
  /** Functions that were called: what they build was found under the caller's arguments. */
  readonly called: Set<object> = new Set();
  #steps = 0;
  readonly #active: object[] = [];

  constructor(language: 'python' | 'javascript') {
    this.language = language;
  }

  /** Whether another statement may run. */
  step(): boolean {
    this.#steps += 1;
    return this.#steps <= maxSteps;
  }

  /** Runs what stands in a function or sequence, unless it is being run: the text tells no recursion's end. */
  within<T>(node: object, body: () => T): T | typeof unknown {
    if (this.#active.length >= maxCalls || this.#active.includes(node) || !this.step())
      return unknown;
    this.#active.push(node);
    const result = body();
    this.#active.pop();
    return result;
  }
}

/** What the last layer of a trace puts out. */
export function outputOf(trace: Trace): Tensor {
  return { kind: 'tensor', trace, layer: trace.layers.length - 1 };
}

/** Whether a tensor is what the last layer put out, so that a next layer continues the line. */
export function isOutput({ trace, layer, isBranch }: Tensor): boolean {
  return !isBranch && layer === trace.layers.length - 1;
}

/** The tensor after something that could not be read: the line goes on behind it. */
export function skip(tensor: Tensor, what: string, at: Span): Tensor {
  tensor.trace.skip(what, at);
  return isOutput(tensor) ? tensor : { ...tensor, isBranch: true };
}

/** `a + b`: on the line, with what came by it; undefined where neither is on the line. */
export function addTensors(a: Tensor, b: Tensor, at: Span): Tensor {
  const [line, beside] = isOutput(a) ? [a, b] : [b, a];
  if (a.trace !== b.trace || !isOutput(line)) return skip(line, 'branch', at);
  line.trace.layers.push({ kind: 'add', from: beside.layer, start: at.start, end: at.end });
  return outputOf(line.trace);
}

/** Everything with weights that a value holds, which may hold itself. */
export function layersIn(value: Value, seen: Set<Value> = new Set()): Made[] {
  if (seen.has(value)) return [];
  seen.add(value);
  const within = (values: Iterable<Value>): Made[] =>
    [...values].flatMap((each) => layersIn(each, seen));
  switch (value.kind) {
    case 'made':
      return [value, ...within([...value.given().positional, ...value.added])];
    case 'list':
      return within(value.items);
    case 'dictionary':
      return within(value.entries.values());
    case 'instance':
      return within(value.attributes?.values() ?? []);
    case 'unknown':
    case 'literal':
    case 'symbol':
    case 'partial':
    case 'named':
    case 'function':
    case 'class':
    case 'method':
    case 'tensor':
      break;
  }
  return [];
}
