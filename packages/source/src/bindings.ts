import type {
  Block,
  ClassStatement,
  Expression,
  FunctionStatement,
  Span,
  Statement,
} from './syntax.ts';

/** One place where a name is given a meaning. */
export type Binding = {
  /** Offset from which it holds. */
  readonly from: number;
  /** The branch of an if, match or try that it stands in. */
  readonly branch?: Span;
  /** It stands in an `except`: for when the other way to get the name failed. */
  readonly isFallback?: boolean;
} & (
  | { readonly kind: 'import'; readonly name: string; readonly at: Span }
  /** `index` is set where the value is unpacked; `const { relu } = tf` is as good as an import. */
  | {
      readonly kind: 'assign';
      readonly value: Expression;
      readonly index?: number;
      readonly isImport?: true;
    }
  | { readonly kind: 'function'; readonly node: FunctionStatement }
  | { readonly kind: 'class'; readonly node: ClassStatement }
  | { readonly kind: 'self' }
  /** Parameters, loop variables and the like: they are something, but the text does not say what. */
  | { readonly kind: 'opaque' }
);

export interface Bindings {
  readonly bindings: Map<string, Binding[]>;
  /** `object.name = value`, by `object.name`. */
  readonly members: ReadonlyMap<string, readonly Binding[]>;
  readonly stars: readonly string[];
}

/** What the statements of one module, class or function bind, in order; inner scopes are left out. */
export function collectBindings(statements: readonly Statement[]): Bindings {
  const bindings = new Map<string, Binding[]>();
  const members = new Map<string, Binding[]>();
  const stars: string[] = [];

  function add(map: Map<string, Binding[]>, name: string, binding: Binding): void {
    const list = map.get(name);
    if (list) list.push(binding);
    else map.set(name, [binding]);
  }

  function assign(
    target: Expression,
    value: Expression | undefined,
    from: number,
    where: Where,
    index?: number,
    isImport?: true,
  ): void {
    const binding: Binding = value
      ? {
          kind: 'assign',
          value,
          from,
          ...(index !== undefined && { index }),
          ...(isImport && { isImport }),
          ...where,
        }
      : { kind: 'opaque', from, ...where };
    if (target.kind === 'name') add(bindings, target.name, binding);
    if (target.kind === 'member' && target.object.kind === 'name')
      add(members, `${target.object.name}.${target.property}`, binding);
    if (target.kind === 'spread') assign(target.value, undefined, from, where);
    if (target.kind === 'list') {
      target.items.forEach((part, position) => {
        const item = value?.kind === 'list' ? value.items[position] : undefined;
        if (item) assign(part, item, from, where);
        // Only what is unpacked once can be found again.
        else assign(part, index === undefined ? value : undefined, from, where, position);
      });
    }
    if (target.kind === 'dictionary') {
      for (const { key, value: name } of target.entries) {
        const member: Expression | undefined =
          value && key?.kind === 'string'
            ? {
                kind: 'member',
                object: value,
                property: key.value,
                propertyStart: key.start,
                start: value.start,
                end: value.end,
              }
            : undefined;
        assign(name.kind === 'binding' ? name.target : name, member, from, where, undefined, true);
      }
    }
  }

  function blocks(list: readonly Block[], where: Where, branches: boolean): void {
    for (const block of list)
      visit(block.statements, branches ? { ...where, branch: block } : where);
  }

  function visit(list: readonly Statement[], where: Where): void {
    for (const statement of list) {
      switch (statement.kind) {
        case 'import':
          for (const { local, name } of statement.bindings) {
            add(bindings, local, {
              kind: 'import',
              name,
              at: statement,
              from: statement.start,
              ...where,
            });
          }
          stars.push(...statement.stars);
          break;
        case 'assign':
          for (const target of statement.targets) {
            // `x: int` says nothing of the value, and `x = x` nothing new.
            if (statement.value) assign(target, statement.value, statement.end, where);
          }
          break;
        case 'function':
          add(bindings, statement.name, {
            kind: 'function',
            node: statement,
            from: statement.start,
            ...where,
          });
          break;
        case 'class':
          add(bindings, statement.name, {
            kind: 'class',
            node: statement,
            from: statement.start,
            ...where,
          });
          break;
        case 'if':
          blocks(statement.bodies, where, true);
          break;
        case 'for':
          assign(statement.target, undefined, statement.start, where);
          blocks(statement.bodies, where, false);
          break;
        case 'block':
          for (const target of statement.binds) assign(target, undefined, statement.start, where);
          blocks(
            statement.bodies,
            where,
            statement.word === 'match' || statement.word === 'switch',
          );
          blocks(statement.handlers, { ...where, isFallback: true }, false);
          break;
        case 'expression':
        case 'return':
          break;
      }
    }
  }

  visit(statements, {});
  return { bindings, members, stars };
}

interface Where {
  readonly branch?: Span;
  readonly isFallback?: boolean;
}

/** Names that a target binds: a tuple, or a pattern that takes an object apart. */
export function namesIn(target: Expression): string[] {
  if (target.kind === 'name') return [target.name];
  if (target.kind === 'list') return target.items.flatMap(namesIn);
  if (target.kind === 'dictionary') return target.entries.flatMap(({ value }) => namesIn(value));
  return [];
}
