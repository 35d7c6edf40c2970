import { arrayFunctions, type Framework } from '@actigrad/core';
import { applySequence } from './apply.ts';
import { evaluate } from './evaluate.ts';
import { Frame, forwardMethods } from './frame.ts';
import { frameworkOf } from './frameworks.ts';
import { outputOf, Run } from './run.ts';
import { isSequence } from './sequence.ts';
import type { Scope } from './scope.ts';
import type { ClassStatement, FunctionStatement, Span, Statement } from './syntax.ts';
import { Trace, type FoundLayer, type Unread } from './trace.ts';
import {
  nothingGiven,
  isSameGiven,
  unknown,
  type Instance,
  type Made,
  type Value,
} from './value.ts';

/** Layers in the order in which an input goes through them; offsets only. */
export interface FoundStack extends Span {
  readonly name: string;
  readonly framework?: Framework;
  /** Width of the input, where it is written. */
  readonly inputs?: number;
  readonly layers: readonly FoundLayer[];
  readonly unread: readonly Unread[];
}

/** Finds the layer stacks of a program: sequences, models made of tensors, and classes with a forward method. */
export function findStacks(statements: readonly Statement[], scope: Scope): FoundStack[] {
  const run = new Run(scope.language);
  const module = new Frame(scope, run);
  const stacks: FoundStack[] = [];
  module.run(statements);
  const sequences: { readonly made: Made; readonly stack: FoundStack }[] = [];
  const { functions, classes } = definitionsIn(statements, scope);
  for (const { node, scope: outer } of functions) {
    if (run.called.has(node)) continue;
    const frame = new Frame(outer, run);
    const before = run.made.length;
    frame.callFunction({ kind: 'function', node, environment: outer }, nothingGiven);
    for (const made of run.made.slice(before)) {
      if (!run.names.has(made)) run.names.set(made, node.name);
    }
  }
  for (const { node, scope: outer } of classes) {
    const stack = readClass(node, outer, run);
    if (stack) stacks.push(stack);
  }
  for (const { made, output } of run.models) {
    const { trace } = output;
    stacks.push(
      finishStack(
        run.names.get(made) ?? 'model',
        made.at,
        trace,
        frameworkOf(made.symbol.name, run.language),
        output.layer + 1,
      ),
    );
  }
  for (const made of run.made) {
    if (run.consumed.has(made) || !isSequence(made.symbol.name)) continue;
    const trace = new Trace();
    run.within(made, () => applySequence(made, outputOf(trace), run, module));
    const framework = frameworkOf(made.symbol.name, run.language);
    sequences.push({
      made,
      stack: finishStack(run.names.get(made) ?? 'Sequential', made.at, trace, framework),
    });
  }
  // A sequence that turned out to be part of a later one is told there.
  stacks.push(...sequences.flatMap(({ made, stack }) => (run.consumed.has(made) ? [] : [stack])));
  return unique(stacks.filter(({ layers }) => layers.length)).toSorted((a, b) => a.start - b.start);
}

/** Runs the forward method of a class on an input. The constructor has the arguments of its calls, where all agree, or its defaults. */
function readClass(node: ClassStatement, outer: Scope, run: Run): FoundStack | undefined {
  const frame = new Frame(outer, run);
  const instances = run.instances.get(node) ?? [];
  const of = { kind: 'class', node, environment: outer } as const;
  const [only] = instances;
  const areSame = only && instances.every((each) => each === only || isSameCall(each, only));
  const instance: Instance = only && areSame ? only : frame.instantiate(of, nothingGiven, node);
  const method = forwardMethods
    .map((name) => frame.attribute(instance, name))
    .find(({ kind }) => kind === 'function');
  if (method?.kind !== 'function' || !node.bases.length) return undefined;
  const trace = new Trace();
  const [input, ...others] = method.node.parameters.slice(run.language === 'python' ? 1 : 0);
  if (!input) return undefined;
  const rest = others.map((parameter): Value =>
    parameter.fallback ? evaluate(parameter.fallback, outer) : unknown,
  );
  const result = frame.callFunction(method, {
    positional: [outputOf(trace), ...(others.some((each) => each.rest) ? [] : rest)],
    keywords: new Map(),
    complete: true,
  });
  if (result.kind === 'list') trace.skip('outputs', method.node);
  return finishStack(node.name, node, trace, frameworkOfBase(node, outer));
}

function keepsWidth({ kind, activation }: FoundLayer): boolean {
  // Gated functions and maxout put out fewer units than they take.
  const rows = activation && arrayFunctions.get(activation.function);
  return (
    (!rows || rows.kind === 'rowwise') && /^(activation|normalization|dropout|add)$/.test(kind)
  );
}

function isSameCall({ given: a }: Instance, { given: b }: Instance): boolean {
  return a !== undefined && b !== undefined && isSameGiven(a(), b());
}

function frameworkOfBase({ bases }: ClassStatement, scope: Scope): Framework | undefined {
  for (const { value } of bases) {
    const base = evaluate(value, scope);
    const framework = base.kind === 'symbol' ? frameworkOf(base.name, scope.language) : undefined;
    if (framework) return framework;
  }
  return undefined;
}

/** Closes a trace: a width that a layer does not say is that of the layer before it. */
export function finishStack(
  name: string,
  { start, end }: Span,
  trace: Trace,
  framework: Framework | undefined,
  count: number = trace.layers.length,
): FoundStack {
  let width = trace.shape?.at(-1);
  const layers = trace.layers.slice(0, count).map((layer): FoundLayer => {
    const read =
      layer.kind === 'dense' && layer.inputs === undefined && width !== undefined
        ? { ...layer, inputs: width }
        : layer;
    if (layer.kind === 'dense' || layer.kind === 'flatten') width = layer.units;
    // A width lasts through what treats each unit on its own.
    else if (!keepsWidth(layer)) width = undefined;
    return read;
  });
  const [first] = layers;
  const inputs =
    (first?.kind === 'flatten' ? first.units : undefined) ??
    trace.shape?.at(-1) ??
    layers.find((layer) => layer.units !== undefined)?.inputs;
  return {
    name,
    start,
    end,
    ...(framework && { framework }),
    ...(inputs !== undefined && { inputs }),
    layers,
    unread: trace.unread,
  };
}

interface Definitions {
  readonly functions: { readonly node: FunctionStatement; readonly scope: Scope }[];
  readonly classes: { readonly node: ClassStatement; readonly scope: Scope }[];
}

/** Functions and classes at any depth; methods belong to their class. */
function definitionsIn(
  statements: readonly Statement[],
  scope: Scope,
  into: Definitions = { functions: [], classes: [] },
): Definitions {
  for (const node of statements) {
    switch (node.kind) {
      case 'function':
        if (scope.kind !== 'class') into.functions.push({ node, scope });
        definitionsIn(node.body.statements, scope.ofFunction(node), into);
        break;
      case 'class':
        into.classes.push({ node, scope });
        definitionsIn(node.body.statements, scope.ofClass(node), into);
        break;
      case 'if':
      case 'for':
      case 'block':
        for (const { statements: inner } of node.bodies) definitionsIn(inner, scope, into);
        break;
      case 'import':
      case 'assign':
      case 'expression':
      case 'return':
        break;
    }
  }
  return into;
}

/** The same text read twice, by two callers, is one stack unless they gave it other widths. */
function unique(stacks: readonly FoundStack[]): FoundStack[] {
  const seen = new Set<string>();
  return stacks.filter((stack) => {
    const key = JSON.stringify([stack.start, stack.layers, stack.unread]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
