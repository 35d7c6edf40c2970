import { collectBindings, type Binding } from './bindings.ts';
import { evaluate } from './evaluate.ts';
import { currentName, usualNames } from './frameworks.ts';
import type {
  ClassStatement,
  FunctionExpression,
  FunctionStatement,
  Parameter,
  Statement,
} from './syntax.ts';
import {
  isSame,
  literal,
  unknown,
  type ClassValue,
  type Environment,
  type Instance,
  type Value,
} from './value.ts';

type FunctionNode = FunctionStatement | FunctionExpression;

const builtins = new Set([
  'getattr',
  'isinstance',
  'dict',
  'list',
  'tuple',
  'len',
  'range',
  'zip',
  'enumerate',
  'print',
  'require',
]);

/** Classes may inherit in a circle in a file that is being typed. */
const maxBases = 10;

/**
 * The names of a module, class or function, by what the text says of them. Of several bindings of a
 * name the last before the use counts; bindings in branches count only where all mean the same.
 */
export class Scope implements Environment {
  readonly language: 'python' | 'javascript';
  readonly kind: 'module' | 'class' | 'function';
  readonly parent: Scope | undefined;
  readonly #bindings: Map<string, Binding[]>;
  readonly #members: ReadonlyMap<string, readonly Binding[]>;
  readonly #stars: readonly string[];
  readonly #values = new Map<Binding, Value>();
  readonly #inner = new Map<object, Scope>();
  readonly #attributes = new Map<
    ClassStatement,
    Map<string, { binding: Binding; scope: Scope }[]>
  >();
  /** The class that `self` or `this` is of. */
  readonly #owner: ClassValue | undefined;

  constructor(
    kind: Scope['kind'],
    statements: readonly Statement[],
    language: Scope['language'],
    parent?: Scope,
    parameters: readonly Parameter[] = [],
    owner?: ClassValue,
  ) {
    this.kind = kind;
    this.language = language;
    this.parent = parent;
    this.#owner = owner ?? (parent ? parent.#owner : undefined);
    const { bindings, members, stars } = collectBindings(statements);
    this.#members = members;
    this.#bindings = bindings;
    this.#stars = [...(parent ? parent.#stars : []), ...stars];
    parameters.forEach((parameter, index) => {
      const own = index === 0 && owner && language === 'python';
      const binding: Binding = { kind: own ? 'self' : 'opaque', from: -1 };
      this.#bindings.set(parameter.name, [binding, ...(this.#bindings.get(parameter.name) ?? [])]);
    });
  }

  /** The scope of a function that stands directly in this one. */
  ofFunction(node: FunctionNode): Scope {
    return this.#within(node, () => {
      const isMethod = this.kind === 'class' && !isStatic(node);
      return new Scope(
        'function',
        node.body.statements,
        this.language,
        this,
        node.parameters,
        isMethod ? this.#owner : undefined,
      );
    });
  }

  ofClass(node: ClassStatement): Scope {
    const value: ClassValue = { kind: 'class', node, environment: this };
    return this.#within(
      node,
      () => new Scope('class', node.body.statements, this.language, this, [], value),
    );
  }

  /** A comprehension's or other inner scope, with names of which nothing is known. */
  ofTargets(node: object, names: readonly string[]): Scope {
    return this.#within(node, () => {
      const parameters = names.map((name) => ({ name, start: 0, end: 0 }));
      return new Scope('function', [], this.language, this, parameters);
    });
  }

  /** Whether the name was given its value in this file, not by an import. */
  isAssigned(name: string, at: number): boolean {
    const scope = this.#binder(name);
    const binding = scope && scope.#candidates(name, at).at(-1);
    return binding?.kind === 'assign' && !binding.isImport;
  }

  lookup(name: string, at: number): Value {
    if (name === 'this' && this.language === 'javascript') return this.#self();
    const scope = this.#binder(name);
    if (scope) return scope.own(name, at);
    // A file is read as the program that is run.
    if (name === '__name__' && this.language === 'python') return literal('__main__');
    if (builtins.has(name))
      return {
        kind: 'symbol',
        name: `builtins.${name}`,
        assumed: false,
        at: { start: at, end: at + name.length },
      };
    return this.#unbound(name, at);
  }

  /** The value of a name that this scope binds. */
  own(name: string, at: number): Value {
    return this.#agreed(this.#candidates(name, at).map((binding) => ({ binding, scope: this })));
  }

  attribute(of: Instance | ClassValue, name: string): Value {
    return this.#attribute(of.kind === 'instance' ? of.of : of, name, 0);
  }

  #within(node: object, make: () => Scope): Scope {
    let scope = this.#inner.get(node);
    if (!scope) this.#inner.set(node, (scope = make()));
    return scope;
  }

  /** The scope that binds the name: functions do not see the names of the class around them. */
  #binder(name: string): Scope | undefined {
    if (this.#bindings.has(name)) return this;
    let scope = this.parent;
    while (scope && (scope.kind === 'class' || !scope.#bindings.has(name))) scope = scope.parent;
    return scope;
  }

  /** The bindings that may hold at an offset, the surest last. */
  #candidates(name: string, at: number): Binding[] {
    const all = this.#bindings.get(name) ?? [];
    if (all.length < 2) return all;
    const sure = all.filter(({ isFallback }) => !isFallback);
    const before = sure.filter(({ from }) => from <= at);
    const pool = before.length ? before : sure.length ? sure : all;
    const last = pool.findLastIndex(
      ({ branch }) => !branch || (branch.start <= at && at < branch.end),
    );
    return pool.slice(Math.max(0, last));
  }

  #agreed(candidates: readonly { binding: Binding; scope: Scope }[]): Value {
    const [only] = candidates;
    if (only && candidates.length === 1) return only.scope.#valueOf(only.binding);
    const [first = unknown, ...others] = candidates.map(({ binding, scope }) =>
      scope.#valueOf(binding),
    );
    return others.every((other) => isSame(first, other)) ? first : unknown;
  }

  #valueOf(binding: Binding): Value {
    const known = this.#values.get(binding);
    if (known) return known;
    // A name that is defined by itself is not known while it is being found out.
    this.#values.set(binding, unknown);
    const value = this.#evaluate(binding);
    this.#values.set(binding, value);
    return value;
  }

  #evaluate(binding: Binding): Value {
    switch (binding.kind) {
      case 'import':
        return { kind: 'symbol', name: currentName(binding.name), assumed: false, at: binding.at };
      case 'assign': {
        const value = evaluate(binding.value, this);
        if (binding.index === undefined) return value;
        return (value.kind === 'list' && value.items[binding.index]) || unknown;
      }
      case 'function':
        return { kind: 'function', node: binding.node, environment: this };
      case 'class':
        return { kind: 'class', node: binding.node, environment: this };
      case 'self':
        return this.#self();
      case 'opaque':
        break;
    }
    return unknown;
  }

  #self(): Value {
    return this.#owner ? { kind: 'instance', of: this.#owner, at: this.#owner.node } : unknown;
  }

  #attribute(of: ClassValue, name: string, depth: number): Value {
    const { node } = of;
    const home = of.environment;
    if (!(home instanceof Scope)) return unknown;
    const scope = home.ofClass(node);
    const found = [
      ...(scope.#bindings.get(name) ?? []).map((binding) => ({ binding, scope })),
      ...(home.#attributesOf(node).get(name) ?? []),
    ];
    if (found.length) return this.#agreed(found);
    if (depth < maxBases) {
      for (const base of node.bases) {
        const parent = evaluate(base.value, home);
        if (parent.kind !== 'class') continue;
        const value = this.#attribute(parent, name, depth + 1);
        if (value.kind !== 'unknown') return value;
      }
    }
    return unknown;
  }

  /** `self.name = value` in the methods of a class. */
  #attributesOf(node: ClassStatement): Map<string, { binding: Binding; scope: Scope }[]> {
    const known = this.#attributes.get(node);
    if (known) return known;
    const attributes = new Map<string, { binding: Binding; scope: Scope }[]>();
    this.#attributes.set(node, attributes);
    for (const method of node.body.statements) {
      if (method.kind !== 'function') continue;
      const self = this.language === 'javascript' ? 'this' : method.parameters[0]?.name;
      const scope = this.ofClass(node).ofFunction(method);
      for (const [path, bindings] of scope.#members) {
        const [object, name] = path.split('.') as [string, string];
        if (object !== self) continue;
        const entries = bindings.map((binding) => ({ binding, scope }));
        attributes.set(name, [...(attributes.get(name) ?? []), ...entries]);
      }
    }
    return attributes;
  }

  #unbound(name: string, at: number): Value {
    const span = { start: at, end: at + name.length };
    const usual = usualNames[this.language];
    const assumed = Object.hasOwn(usual, name) ? usual[name] : undefined;
    if (assumed) return { kind: 'symbol', name: currentName(assumed), assumed: true, at: span };
    // The last star wins, but what is in which module is known to the reader of names alone.
    const star = this.#stars.filter((path) => !path.startsWith('.'));
    if (star.length)
      return {
        kind: 'symbol',
        name: currentName(`${starFor(star, name)}.${name}`),
        assumed: false,
        at: span,
      };
    return unknown;
  }
}

/** Of several modules imported by star, classes come from one that has classes. */
function starFor(stars: readonly string[], name: string): string {
  const isClass = /^[A-Z]/.test(name);
  const fits = stars.filter((path) => !isClass || !path.endsWith('functional'));
  const functional = stars.filter((path) => !isClass && /functional|activations|ops$/.test(path));
  return (
    functional.at(-1) ??
    fits.findLast((path) => /layers|torch\.nn$/.test(path)) ??
    fits.at(-1) ??
    (stars.at(-1) as string)
  );
}

function isStatic(node: FunctionNode): boolean {
  if (node.kind !== 'function' || !('decorators' in node)) return false;
  return node.decorators.some(
    (decorator) =>
      decorator.kind === 'other' &&
      decorator.parts.some((part) => part.kind === 'name' && part.name === 'staticmethod'),
  );
}
