import type { TreeCursor } from '@lezer/common';
import { parser } from '@lezer/python';
import { readPythonExpression } from './python-expression.ts';
import { parseAfter, type Parsed } from './incremental-parse.ts';
import { blankMagics } from './magics.ts';
import {
  expressionsOf,
  forEachChild,
  maxDepth,
  splitItems,
  tupleOf,
  type Item,
} from './tree-items.ts';
import type { Argument, Block, Expression, Parameter, Statement } from './syntax.ts';

/** Parses Python, with IPython's lines blanked. */
export function parsePython(text: string, previous?: Parsed): Parsed {
  return parseAfter(parser, blankMagics(text), previous);
}

/** Reads Python statements, broken or not; `base` is added to every offset. */
export function readPython({ text, tree }: Parsed, base = 0): readonly Statement[] {
  return new PythonReader(text, base).block(tree.cursor()).statements;
}

/** The state of one reading: the text, and where in the tree the cursor is. */
export class PythonReader {
  readonly text: string;
  readonly base: number;
  depth = 0;

  constructor(text: string, base: number) {
    this.text = text;
    this.base = base;
  }

  slice(cursor: TreeCursor): string {
    return this.text.slice(cursor.from, cursor.to);
  }

  span(cursor: TreeCursor): { start: number; end: number } {
    return { start: cursor.from + this.base, end: cursor.to + this.base };
  }

  /** The children that mean something: type annotations and comments do not. */
  items(cursor: TreeCursor): Item[] {
    const items: Item[] = [];
    forEachChild(cursor, () => {
      const { name } = cursor;
      if (name === 'TypeDef' || name === 'Comment') return;
      const expression = readPythonExpression(this, cursor);
      items.push({ name, start: cursor.from + this.base, end: cursor.to + this.base, expression });
    });
    return items;
  }

  block(cursor: TreeCursor): Block {
    const statements: Statement[] = [];
    const span = this.span(cursor);
    if (this.depth < maxDepth) {
      this.depth += 1;
      forEachChild(cursor, () => this.statement(cursor, statements));
      this.depth -= 1;
    }
    return { ...span, statements };
  }

  /** Adds the statement under the cursor: none for a sign, several for `a; b`. */
  statement(cursor: TreeCursor, into: Statement[], decorators: readonly Expression[] = []): void {
    const span = this.span(cursor);
    switch (cursor.name) {
      case 'ImportStatement':
        into.push(this.importStatement(cursor));
        return;
      case 'AssignStatement':
        into.push(...this.assignStatement(cursor));
        return;
      case 'UpdateStatement': {
        const [target, operator, value] = this.items(cursor);
        if (!target?.expression || !operator || !value?.expression) break;
        const sign = this.text.slice(operator.start - this.base, operator.end - this.base - 1);
        const update = {
          ...span,
          kind: 'binary',
          operator: sign,
          left: target.expression,
          right: value.expression,
        } as const;
        into.push({ ...span, kind: 'assign', targets: [target.expression], value: update });
        return;
      }
      case 'ReturnStatement': {
        const value = tupleOf(this.items(cursor));
        into.push({ ...span, kind: 'return', ...(value && { value }) });
        return;
      }
      case 'DecoratedStatement': {
        const above: Expression[] = [];
        forEachChild(cursor, () => {
          if (cursor.name === 'Decorator') above.push(this.decorator(cursor));
          else this.statement(cursor, into, above);
        });
        return;
      }
      case 'FunctionDefinition': {
        const { name, parameters, body } = this.definition(cursor);
        into.push({ ...span, kind: 'function', name, parameters, decorators, body });
        return;
      }
      case 'ClassDefinition': {
        const { name, bases, body } = this.definition(cursor);
        into.push({ ...span, kind: 'class', name, bases, decorators, body });
        return;
      }
      case 'IfStatement':
      case 'ForStatement':
      case 'WhileStatement':
      case 'TryStatement':
      case 'WithStatement':
      case 'MatchStatement':
      case 'MatchClause':
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'DeleteStatement':
        into.push(this.compoundStatement(cursor));
        return;
      case 'StatementGroup':
        into.push(...this.block(cursor).statements);
        return;
    }
    // Expression statements, and whatever is left of a broken one: the expressions in it count.
    const expression = readPythonExpression(this, cursor);
    const parts = expression ? [expression] : expressionsOf(this.items(cursor));
    for (const value of parts) into.push({ ...span, kind: 'expression', value });
  }

  /** `import a.b as c, d` and `from ..a import b as c, *` are flat runs of words in the tree. */
  importStatement(cursor: TreeCursor): Statement {
    const span = this.span(cursor);
    const bindings: { local: string; name: string }[] = [];
    const stars: string[] = [];
    const words: string[] = [];
    const collect = (): void =>
      forEachChild(cursor, () => {
        if (cursor.name === '⚠') collect();
        else if (cursor.name !== '(' && cursor.name !== ')' && cursor.name !== 'Comment')
          words.push(this.slice(cursor));
      });
    collect();
    const at = words.indexOf('import');
    const from =
      words[0] === 'from' ? words.slice(1, at < 0 ? words.length : at).join('') : undefined;
    let run: string[] = [];
    for (const word of at < 0 ? [] : [...words.slice(at + 1), ',']) {
      if (word !== ',') {
        run.push(word);
        continue;
      }
      const alias = run.indexOf('as');
      const path = (alias < 0 ? run : run.slice(0, alias)).join('');
      const local = alias < 0 ? undefined : run[alias + 1];
      run = [];
      if (!path) continue;
      if (from === undefined) {
        const root = path.split('.')[0] as string;
        bindings.push(local ? { local, name: path } : { local: root, name: root });
      } else if (path === '*') stars.push(from);
      else bindings.push({ local: local ?? path, name: `${from}.${path}` });
    }
    return { ...span, kind: 'import', bindings, stars };
  }

  assignStatement(cursor: TreeCursor): Statement[] {
    const span = this.span(cursor);
    const sides = splitItems(this.items(cursor), 'AssignOp').map(tupleOf);
    const value = sides.length > 1 ? sides.pop() : undefined;
    const targets = sides.filter((side) => side !== undefined);
    return [{ ...span, kind: 'assign', targets, ...(value && { value }) }];
  }

  decorator(cursor: TreeCursor): Expression {
    const span = this.span(cursor);
    const parts: Expression[] = [];
    forEachChild(cursor, () => {
      const callee = parts.at(-1);
      if (cursor.name === 'ArgList' && callee) {
        parts[parts.length - 1] = {
          start: callee.start,
          end: cursor.to + this.base,
          kind: 'call',
          callee,
          arguments: this.arguments(cursor),
        };
      } else {
        const part = readPythonExpression(this, cursor);
        if (part) parts.push(part);
      }
    });
    return { ...span, kind: 'other', parts };
  }

  definition(cursor: TreeCursor): {
    name: string;
    parameters: Parameter[];
    bases: Argument[];
    body: Block;
  } {
    const span = this.span(cursor);
    let name = '';
    let parameters: Parameter[] = [];
    let bases: Argument[] = [];
    let body: Block = { start: span.end, end: span.end, statements: [] };
    forEachChild(cursor, () => {
      if (cursor.name === 'VariableName') name = this.slice(cursor);
      else if (cursor.name === 'ParamList') parameters = this.parameters(cursor);
      else if (cursor.name === 'ArgList') bases = this.arguments(cursor);
      else if (cursor.name === 'Body') body = this.block(cursor);
    });
    return { name, parameters, bases, body };
  }

  parameters(cursor: TreeCursor): Parameter[] {
    return splitItems(this.items(cursor), ',').flatMap((run): Parameter[] => {
      const name = run.find((item) => item.expression?.kind === 'name')?.expression;
      if (name?.kind !== 'name') return [];
      const assign = run.findIndex((item) => item.name === 'AssignOp');
      const fallback = assign < 0 ? undefined : run[assign + 1]?.expression;
      const rest = run.some((item) => item.name === '*' || item.name === '**');
      return [
        {
          name: name.name,
          start: name.start,
          end: name.end,
          ...(fallback && { fallback }),
          ...(rest && { rest }),
        },
      ];
    });
  }

  arguments(cursor: TreeCursor): Argument[] {
    return splitItems(this.items(cursor), ',').flatMap((run): Argument[] => {
      const assign = run.findIndex((item) => item.name === 'AssignOp');
      const value = (assign < 0 ? run : run.slice(assign + 1)).find(
        (item) => item.expression,
      )?.expression;
      if (!value) return [];
      const name = assign > 0 ? run[assign - 1]?.expression : undefined;
      if (name?.kind === 'name') {
        // A comma or bracket is missing where something stands before the name.
        const before = expressionsOf(run.slice(0, assign - 1)).map((lone) => ({
          value: lone,
          start: lone.start,
          end: lone.end,
        }));
        return [...before, { name: name.name, value, start: name.start, end: value.end }];
      }
      const star = run.find((item) => item.name === '*' || item.name === '**');
      if (!star) return [{ value, start: value.start, end: value.end }];
      const span = { start: star.start, end: value.end };
      return [{ ...span, value: { ...span, kind: 'spread', value } }];
    });
  }

  compoundStatement(cursor: TreeCursor): Statement {
    const span = this.span(cursor);
    const word = cursor.name.replace(/(Statement|Clause)$/, '').toLowerCase();
    const heads: Item[] = [];
    const bodies: Block[] = [];
    const handlers: Block[] = [];
    let clause = '';
    forEachChild(cursor, () => {
      const { name } = cursor;
      if (name === 'Body' || name === 'MatchBody')
        (clause === 'except' ? handlers : bodies).push(this.block(cursor));
      else {
        if (name === 'except' || name === 'finally' || name === 'else') clause = name;
        const expression = readPythonExpression(this, cursor);
        heads.push({
          name,
          start: cursor.from + this.base,
          end: cursor.to + this.base,
          expression,
        });
      }
    });
    if (word === 'if') return { ...span, kind: 'if', tests: expressionsOf(heads), bodies };
    const [before = [], after = []] = splitItems(heads, 'in');
    const target = tupleOf(before);
    const iterable = tupleOf(after);
    if (word === 'for' && target && iterable)
      return { ...span, kind: 'for', target, iterable, bodies };
    const binds = heads.flatMap((item, index) =>
      item.expression && heads[index - 1]?.name === 'as' ? [item.expression] : [],
    );
    const rest = expressionsOf(heads).filter((expression) => !binds.includes(expression));
    return { ...span, kind: 'block', word, heads: rest, binds, bodies, handlers };
  }
}
