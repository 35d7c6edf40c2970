import type { Framework } from '@actigrad/core';
import { activationOf, type ActivationReading } from './activation-of.ts';
import { appliedActivation } from './applied-activation.ts';
import { namesIn } from './bindings.ts';
import { definitionOf } from './definition-of.ts';
import { evaluate } from './evaluate.ts';
import type { FoundUse } from './found-use.ts';
import { frameworkOf } from './frameworks.ts';
import { namedBy } from './names.ts';
import type { Scope } from './scope.ts';
import { argumentAt, stringArgumentOf } from './string-arguments.ts';
import { StringFinder } from './string-finder.ts';
import type {
  Argument,
  Block,
  CallExpression,
  Expression,
  Parameter,
  Span,
  Statement,
} from './syntax.ts';
import type { Value } from './value.ts';

/**
 * Finds the activations of a program: what names one, is called as one, or is a string where one is
 * taken. `imported` are the frameworks that the program imports.
 */
export function findUses(
  statements: readonly Statement[],
  scope: Scope,
  imported: ReadonlySet<Framework>,
): FoundUse[] {
  const finder = new UseFinder(scope.language, imported);
  finder.statements(statements, scope);
  return finder.uses.toSorted((a, b) => a.start - b.start || b.end - a.end);
}

class UseFinder {
  readonly uses: FoundUse[] = [];
  readonly #language: Scope['language'];
  readonly #imported: ReadonlySet<Framework>;
  readonly #strings: StringFinder;

  constructor(language: Scope['language'], imported: ReadonlySet<Framework>) {
    this.#language = language;
    this.#imported = imported;
    this.#strings = new StringFinder(imported, this.uses);
  }

  statements(statements: readonly Statement[], scope: Scope): void {
    for (const statement of statements) this.#statement(statement, scope);
  }

  #statement(statement: Statement, scope: Scope): void {
    switch (statement.kind) {
      case 'import':
        return;
      case 'assign':
        if (!statement.value) return;
        for (const target of statement.targets) this.#target(target, statement.value, scope);
        this.#expression(statement.value, scope);
        return;
      case 'function':
        this.#expressions(statement.decorators, scope);
        this.#function(statement.parameters, statement.body, scope, scope.ofFunction(statement));
        return;
      case 'class':
        this.#expressions(statement.decorators, scope);
        for (const base of statement.bases) this.#expression(base.value, scope);
        this.statements(statement.body.statements, scope.ofClass(statement));
        return;
      case 'expression':
      case 'return':
        if (statement.value) this.#expression(statement.value, scope);
        return;
      case 'if':
        this.#expressions(statement.tests, scope);
        this.#blocks(statement.bodies, scope);
        return;
      case 'for':
        this.#expression(statement.iterable, scope);
        this.#blocks(statement.bodies, scope);
        return;
      case 'block':
        this.#expressions(statement.heads, scope);
        this.#blocks(statement.bodies, scope);
        this.#blocks(statement.handlers, scope);
    }
  }

  #blocks(blocks: readonly Block[], scope: Scope): void {
    for (const { statements } of blocks) this.statements(statements, scope);
  }

  #function(parameters: readonly Parameter[], body: Block, outer: Scope, inner: Scope): void {
    for (const { name, fallback } of parameters) {
      if (!fallback) continue;
      this.#strings.inferred(name, fallback, outer);
      this.#expression(fallback, outer);
    }
    this.statements(body.statements, inner);
  }

  /** `config.hidden_act = 'gelu'`, and in a class `hidden_act: str = 'gelu'`. */
  #target(target: Expression, value: Expression, scope: Scope): void {
    const key =
      target.kind === 'member'
        ? target.property
        : target.kind === 'name' && scope.kind === 'class'
          ? target.name
          : undefined;
    if (key !== undefined) this.#strings.inferred(key, value, scope);
    if (target.kind === 'index') this.#expression(target.object, scope);
  }

  #expressions(expressions: readonly Expression[], scope: Scope): void {
    for (const expression of expressions) this.#expression(expression, scope);
  }

  #expression(expression: Expression, scope: Scope): void {
    switch (expression.kind) {
      case 'name':
        this.#reference(expression, scope);
        return;
      case 'member':
        if (!this.#reference(expression, scope)) this.#expression(expression.object, scope);
        return;
      case 'index':
        if (!this.#reference(expression, scope)) this.#expression(expression.object, scope);
        this.#expression(expression.key, scope);
        return;
      case 'slice':
        this.#expression(expression.object, scope);
        if (expression.from) this.#expression(expression.from, scope);
        if (expression.to) this.#expression(expression.to, scope);
        return;
      case 'call':
        this.#call(expression, scope);
        return;
      case 'list':
        this.#expressions(expression.items, scope);
        return;
      case 'dictionary':
        for (const { key, value } of expression.entries) {
          if (key?.kind === 'string') this.#strings.inferred(key.value, value, scope);
          else if (key) this.#expression(key, scope);
          this.#expression(value, scope);
        }
        return;
      case 'unary':
        this.#expression(expression.operand, scope);
        return;
      case 'binary':
        this.#expressions([expression.left, expression.right], scope);
        return;
      case 'conditional':
        this.#expressions([expression.yes, expression.test, expression.no], scope);
        return;
      case 'function':
        this.#function(expression.parameters, expression.body, scope, scope.ofFunction(expression));
        return;
      case 'comprehension': {
        const inner = scope.ofTargets(
          expression,
          expression.clauses.flatMap(({ target }) => namesIn(target)),
        );
        for (const { iterable } of expression.clauses) this.#expression(iterable, scope);
        this.#expression(expression.element, inner);
        this.#expressions(expression.conditions, inner);
        return;
      }
      case 'spread':
      case 'binding':
        this.#expression(expression.value, scope);
        return;
      case 'other':
        this.#expressions(expression.parts, scope);
        return;
      case 'string':
      case 'number':
      case 'constant':
    }
  }

  /** A name that is not called here: `act_layer=nn.GELU`. Says whether it was one. */
  #reference(expression: Expression, scope: Scope): boolean {
    const value = evaluate(expression, scope);
    const reading = activationOf(value, this.#language);
    if (!reading) return false;
    this.#add(expression, expression, reading, definitionOf(expression, value, scope));
    return true;
  }

  #call(call: CallExpression, scope: Scope): void {
    const { callee } = call;
    const value = evaluate(callee, scope);
    const applied = appliedActivation(call, value, scope, this.#imported);
    if (applied) {
      this.#add(applied.span, applied.word, applied.reading, definitionOf(callee, value, scope));
      if (callee.kind === 'call') this.#arguments(callee.arguments, undefined, false, scope);
      if (callee.kind === 'member' && value.kind === 'method')
        this.#expression(callee.object, scope);
      if (callee.kind === 'index') this.#expression(callee.key, scope);
      this.#arguments(call.arguments, undefined, false, scope);
      return;
    }
    const made =
      value.kind === 'symbol' && /^(functools\.partial|builtins\.getattr)$/.test(value.name)
        ? evaluate(call, scope)
        : undefined;
    if (made?.kind === 'partial' && made.of.kind === 'symbol' && made.at.start === call.start) {
      const reading = activationOf(made, this.#language);
      const [first, ...rest] = call.arguments;
      if (reading && first) {
        this.#add(call, first.value, reading, definitionOf(first.value, made.of, scope));
        this.#arguments(rest, undefined, false, scope);
        return;
      }
    }
    if (made && value.kind === 'symbol' && value.name === 'builtins.getattr') {
      const reading = activationOf(made, this.#language);
      if (reading) {
        this.#add(call, call, reading);
        return;
      }
    }
    // With these arguments it is none that we know: then the name alone is none either.
    const isOther = value.kind === 'symbol' && namedBy(value.name, this.#language).length > 0;
    if (!isOther) this.#expression(callee, scope);
    this.#argumentsOf(call, value, scope);
  }

  /** The arguments of a call that is not itself an activation: strings in them may be. */
  #argumentsOf(call: CallExpression, callee: Value, scope: Scope): void {
    if (callee.kind !== 'symbol') {
      this.#arguments(call.arguments, undefined, callee.kind !== 'literal', scope);
      return;
    }
    const known = stringArgumentOf(callee.name);
    const at = known && argumentAt(call.arguments, known);
    const isKnown = known && at && this.#strings.known(at, known, call, callee.assumed, scope);
    const [first] = call.arguments;
    const whose =
      callee.name === 'functools.partial' && first ? evaluate(first.value, scope) : callee;
    const framework = whose.kind === 'symbol' ? frameworkOf(whose.name, this.#language) : undefined;
    const infer = whose.kind !== 'symbol' || callee.name.startsWith('builtins.');
    this.#arguments(
      call.arguments,
      framework,
      infer,
      scope,
      isKnown ? at : undefined,
      callee.assumed,
    );
  }

  #arguments(
    list: readonly Argument[],
    framework: Framework | undefined,
    infer: boolean,
    scope: Scope,
    except?: Expression,
    assumed = false,
  ): void {
    for (const { name, value } of list) {
      if (value === except) {
        if (value.kind !== 'string') this.#expression(value, scope);
        continue;
      }
      if (name !== undefined) {
        const whose = framework ?? (infer ? this.#strings.frameworkOfKey(name) : undefined);
        this.#strings.keyword(name, value, whose, infer || assumed, scope);
      }
      // An object of arguments belongs to the call: tf.layers.dense({ activation: 'relu' }).
      if (value.kind === 'dictionary' && this.#language === 'javascript' && framework) {
        for (const entry of value.entries) {
          if (entry.key?.kind === 'string')
            this.#strings.keyword(entry.key.value, entry.value, framework, assumed, scope);
          this.#expression(entry.value, scope);
        }
      } else {
        this.#expression(value, scope);
      }
    }
  }

  #add(span: Span, word: Span, reading: ActivationReading, definition?: Span): void {
    const { start, end } = span;
    this.uses.push({
      start,
      end,
      word: { start: word.start, end: word.end },
      reading,
      ...(definition && { definition }),
    });
  }
}
