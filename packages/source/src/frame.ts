import { applySymbol, applyValue, type Caller } from './apply.ts';
import { callFramework } from './call-framework.ts';
import { callMethod } from './call-method.ts';
import { maxUnrolled } from './call-value.ts';
import { bind, evaluate, truthOf } from './evaluate.ts';
import { deleteEntry, setEntry } from './entries.ts';
import { fillUnread, hasWeight, memberOfLayer } from './filled-weights.ts';
import { addTensors, skip, type Run } from './run.ts';
import { Scope } from './scope.ts';
import { skipStatements } from './skipped.ts';
import type { Expression, Span, Statement } from './syntax.ts';
import {
  literal,
  unknown,
  type ClassValue,
  type Environment,
  type FunctionValue,
  type Given,
  type Instance,
  type Tensor,
  type Value,
} from './value.ts';

/** Methods that apply the layers of an object, by any framework's name. */
export const forwardMethods: readonly string[] = ['forward', 'call', '__call__'];

/**
 * Follows the statements of one call in order, with the values that they give to names. What only
 * running would tell is unknown; nothing of the file is run.
 */
export class Frame implements Environment, Caller {
  readonly language: 'python' | 'javascript';
  readonly scope: Scope;
  readonly values: Map<string, Value> = new Map();
  readonly #run: Run;
  /** A break or continue that is on its way to its loop. */
  #jump: 'break' | 'continue' | undefined;

  constructor(scope: Scope, run: Run) {
    this.scope = scope;
    this.#run = run;
    this.language = scope.language;
  }

  lookup(name: string, at: number): Value {
    return this.values.get(name) ?? this.scope.lookup(name, at);
  }

  attribute(of: Instance | ClassValue, name: string): Value {
    const own = of.kind === 'instance' ? of.attributes?.get(name) : undefined;
    if (own) return own;
    const value = this.scope.attribute(of, name);
    return value.kind === 'function' && of.kind === 'instance' ? { ...value, self: of } : value;
  }

  /** Runs statements; the value of the return that was reached, if one was. */
  run(statements: readonly Statement[]): Value | undefined {
    for (const statement of statements) {
      if (!this.#run.step()) return unknown;
      const returned = this.#statement(statement);
      if (returned) return returned;
      if (this.#jump) return undefined;
    }
    return undefined;
  }

  #statement(statement: Statement): Value | undefined {
    switch (statement.kind) {
      case 'assign': {
        if (!statement.value) return undefined;
        const value = evaluate(statement.value, this);
        for (const target of statement.targets) this.assign(target, value);
        return undefined;
      }
      case 'expression':
        evaluate(statement.value, this);
        return undefined;
      case 'return':
        return statement.value ? evaluate(statement.value, this) : literal(null);
      case 'if':
        return this.#if(statement.tests, statement.bodies, statement);
      case 'for': {
        const iterable = evaluate(statement.iterable, this);
        const [body] = statement.bodies;
        if (!body) return undefined;
        if (iterable.kind !== 'list' || iterable.items.length > maxUnrolled) {
          skipStatements(body.statements, 'loop', statement, this);
          return undefined;
        }
        for (const item of iterable.items) {
          this.assign(statement.target, item);
          const returned = this.run(body.statements);
          if (returned) return returned;
          const jump = this.#jump;
          this.#jump = undefined;
          if (jump === 'break') break;
        }
        return undefined;
      }
      case 'block': {
        if (statement.word === 'break' || statement.word === 'continue')
          this.#jump = statement.word;
        if (statement.word === 'delete')
          for (const head of statement.heads) deleteEntry(head, this);
        const isPlain =
          statement.word === 'with' || statement.word === 'try' || statement.word === 'block';
        for (const body of statement.bodies) {
          const returned = isPlain ? this.run(body.statements) : undefined;
          if (returned) return returned;
          if (!isPlain)
            skipStatements(
              body.statements,
              statement.word === 'while' || statement.word === 'for' ? 'loop' : 'condition',
              statement,
              this,
            );
        }
        return undefined;
      }
      case 'import':
      case 'function':
      case 'class':
        break;
    }
    return undefined;
  }

  #if(
    tests: readonly Expression[],
    bodies: readonly { readonly statements: readonly Statement[] }[],
    at: Span,
  ): Value | undefined {
    for (const [index, body] of bodies.entries()) {
      const test = tests[index];
      const truth = test ? truthOf(evaluate(test, this)) : true;
      if (truth === undefined) {
        for (const { statements } of bodies.slice(index))
          skipStatements(statements, 'condition', at, this);
        return undefined;
      }
      if (truth) return this.run(body.statements);
    }
    return undefined;
  }

  assign(target: Expression, value: Value): void {
    if (target.kind === 'member') {
      const object = evaluate(target.object, this);
      if (object.kind === 'instance') object.attributes?.set(target.property, value);
      fillUnread(
        target.property === 'data' ? object : memberOfLayer(object, target.property),
        target,
      );
      this.#name(value, target.property);
    } else if (target.kind === 'index') {
      setEntry(target, value, this);
    } else {
      bind(target, value, (name, part) => {
        this.values.set(name, part);
        this.#name(part, name);
      });
    }
  }

  #name(value: Value, name: string): void {
    if (value.kind === 'made' && !this.#run.names.has(value)) this.#run.names.set(value, name);
  }

  call(callee: Value, given: Given, at: Span): Value | undefined {
    const tensor = tensorIn(given);
    if (callee.kind === 'symbol') return callFramework(callee.name, given, tensor, at, this.#run);
    if (callee.kind === 'function') return this.callFunction(callee, given);
    if (callee.kind === 'class') return this.instantiate(callee, given, at);
    if (callee.kind === 'method') return callMethod(callee, given, tensor, at, this.#run, this);
    if (!tensor) return undefined;
    if (callee.kind === 'instance') return this.forward(callee, given, at);
    if (callee.kind === 'made' && /\.[Aa]dd$/.test(callee.symbol.name)) {
      return applySymbol('add', tensor, given, at, this.#run);
    }
    if (callee.kind === 'made' && given.positional[0]?.kind === 'list') {
      return skip(tensor, 'layer', at);
    }
    return applyValue(callee, tensor, at, this.#run, this);
  }

  callFunction(called: FunctionValue, given: Given): Value {
    const { node, environment, self } = called;
    const outer = environment instanceof Frame ? environment.scope : environment;
    if (!(outer instanceof Scope)) return unknown;
    this.#run.called.add(node);
    return this.#run.within(node, () => {
      const frame = new Frame(outer.ofFunction(node), this.#run);
      // Python hands a method its object as an argument, JavaScript as a word of its own.
      const isArgument = self && this.language === 'python';
      if (self && !isArgument) frame.values.set('this', self);
      const positional = isArgument ? [self, ...given.positional] : [...given.positional];
      for (const { name, fallback, rest } of node.parameters) {
        const value = given.keywords.get(name) ?? (rest ? undefined : positional.shift());
        if (rest) frame.values.set(name, { kind: 'list', items: positional.splice(0) });
        else frame.values.set(name, value ?? (fallback ? evaluate(fallback, outer) : unknown));
      }
      return frame.run(node.body.statements) ?? literal(null);
    });
  }

  /** An object of a class of the file, with the attributes that its constructor gives it. */
  instantiate(of: ClassValue, given: Given, at: Span): Instance {
    const instance: Instance = {
      kind: 'instance',
      of,
      given: () => given,
      at: { start: at.start, end: at.end },
      attributes: new Map(),
    };
    const known = this.#run.instances.get(of.node);
    if (known) known.push(instance);
    else this.#run.instances.set(of.node, [instance]);
    for (const name of ['__init__', 'constructor', 'setup']) {
      const method = this.attribute(instance, name);
      if (method.kind === 'function')
        this.callFunction(
          method,
          name === 'setup' ? { ...given, positional: [], keywords: new Map() } : given,
        );
    }
    return instance;
  }

  forward(instance: Instance, given: Given, at: Span): Value {
    for (const name of forwardMethods) {
      const method = this.attribute(instance, name);
      if (method.kind === 'function') return this.callFunction(method, given);
    }
    const tensor = tensorIn(given);
    return tensor ? skip(tensor, 'layer', at) : unknown;
  }

  operate(left: Value, operator: string, right: Value, at: Span): Value | undefined {
    if (/^is( not)?$/.test(operator) && right.kind === 'literal' && right.value === null) {
      const isThere = hasWeight(left);
      if (isThere !== undefined) return literal(operator === 'is not' ? isThere : !isThere);
    }
    const tensor = left.kind === 'tensor' ? left : right.kind === 'tensor' ? right : undefined;
    if (!tensor || /^(is|is not|in|not in|and|or|[=!]==?|[<>]=?)$/.test(operator)) return undefined;
    if (operator === '+' && left.kind === 'tensor' && right.kind === 'tensor')
      return addTensors(left, right, at);
    return skip(tensor, 'operation', at);
  }
}

function tensorIn({ positional, keywords }: Given): Tensor | undefined {
  const candidates = [...positional, ...keywords.values()].flatMap((value) =>
    value.kind === 'list' ? value.items : [value],
  );
  return candidates.find((value) => value.kind === 'tensor');
}
