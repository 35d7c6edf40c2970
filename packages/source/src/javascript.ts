import type { Parser, TreeCursor } from '@lezer/common';
import { parser } from '@lezer/javascript';
import { namesIn } from './bindings.ts';
import { readJavaScriptExpression } from './javascript-expression.ts';
import { parseAfter, type Parsed } from './incremental-parse.ts';
import { expressionsOf, forEachChild, maxDepth, splitItems, type Item } from './tree-items.ts';
import type { Argument, Block, Expression, Parameter, Span, Statement } from './syntax.ts';

type Dialect = 'javascript' | 'javascriptreact' | 'typescript' | 'typescriptreact';

const parsers: { readonly [dialect in Dialect]: Parser } = {
  javascript: parser.configure({ dialect: 'jsx' }),
  javascriptreact: parser.configure({ dialect: 'jsx' }),
  typescript: parser.configure({ dialect: 'ts' }),
  typescriptreact: parser.configure({ dialect: 'ts jsx' }),
};

export function parseJavaScript(text: string, dialect: Dialect, previous?: Parsed): Parsed {
  return parseAfter(parsers[dialect], text, previous);
}

/** Reads JavaScript or TypeScript statements, broken or not. */
export function readJavaScript({ text, tree }: Parsed): readonly Statement[] {
  return new JavaScriptReader(text).block(tree.cursor()).statements;
}

/** The state of one reading: the text, and how deep in the tree the cursor is. */
export class JavaScriptReader {
  readonly text: string;
  depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  slice(cursor: TreeCursor): string {
    return this.text.slice(cursor.from, cursor.to);
  }

  span(cursor: TreeCursor): Span {
    return { start: cursor.from, end: cursor.to };
  }

  /** The children that mean something: types and comments do not. */
  items(cursor: TreeCursor): Item[] {
    const items: Item[] = [];
    forEachChild(cursor, () => {
      const { name } = cursor;
      if (/^(Type|LineComment|BlockComment)/.test(name)) return;
      const expression = readJavaScriptExpression(this, cursor);
      items.push({ name, start: cursor.from, end: cursor.to, expression });
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

  statement(cursor: TreeCursor, into: Statement[]): void {
    const span = this.span(cursor);
    switch (cursor.name) {
      case 'ImportDeclaration':
        into.push(this.importDeclaration(cursor));
        return;
      case 'VariableDeclaration':
        into.push(...this.variableDeclaration(cursor));
        return;
      case 'FunctionDeclaration':
      case 'MethodDeclaration':
        into.push({ ...span, kind: 'function', decorators: [], ...this.functionParts(cursor) });
        return;
      case 'ClassDeclaration':
        into.push(this.classDeclaration(cursor));
        return;
      case 'PropertyDeclaration': {
        const items = this.items(cursor);
        const name = items.find((item) => item.name === 'PropertyDefinition');
        const value = expressionsOf(items).at(-1);
        if (!name) return;
        const target: Expression = {
          kind: 'name',
          name: this.text.slice(name.start, name.end),
          start: name.start,
          end: name.end,
        };
        into.push({ ...span, kind: 'assign', targets: [target], ...(value && { value }) });
        return;
      }
      case 'ReturnStatement': {
        const [value] = expressionsOf(this.items(cursor));
        into.push({ ...span, kind: 'return', ...(value && { value }) });
        return;
      }
      case 'ExpressionStatement':
        for (const value of expressionsOf(this.items(cursor))) {
          if (value.kind === 'binding')
            into.push({ ...span, kind: 'assign', targets: [value.target], value: value.value });
          else into.push({ ...span, kind: 'expression', value });
        }
        return;
      case 'ExportDeclaration':
      case 'StaticBlock':
        into.push(...this.block(cursor).statements);
        return;
      case 'Block':
        into.push({
          ...span,
          kind: 'block',
          word: 'block',
          heads: [],
          binds: [],
          bodies: [this.block(cursor)],
          handlers: [],
        });
        return;
      case 'IfStatement':
      case 'ForStatement':
      case 'WhileStatement':
      case 'DoStatement':
      case 'TryStatement':
      case 'SwitchStatement':
      case 'LabeledStatement':
        into.push(this.compoundStatement(cursor));
        return;
    }
    const expression = readJavaScriptExpression(this, cursor);
    if (expression) into.push({ ...span, kind: 'expression', value: expression });
    else if (cursor.name === '⚠') into.push(...this.block(cursor).statements);
  }

  importDeclaration(cursor: TreeCursor): Statement {
    const span = this.span(cursor);
    let module = '';
    const bindings: { local: string; name: string }[] = [];
    const group = (): void => {
      let original = '';
      let definition = '';
      const finish = (): void => {
        if (definition) bindings.push({ local: definition, name: `.${original || definition}` });
        original = '';
        definition = '';
      };
      forEachChild(cursor, () => {
        if (cursor.name === 'VariableName') original = this.slice(cursor);
        else if (cursor.name === 'VariableDefinition') definition = this.slice(cursor);
        else if (cursor.name === ',') finish();
      });
      finish();
    };
    forEachChild(cursor, () => {
      if (cursor.name === 'String') module = this.slice(cursor).slice(1, -1);
      else if (cursor.name === 'ImportGroup') group();
      // A default import of a framework is its namespace.
      else if (cursor.name === 'VariableDefinition')
        bindings.push({ local: this.slice(cursor), name: '' });
    });
    return {
      ...span,
      kind: 'import',
      bindings: bindings.map(({ local, name }) => ({ local, name: module + name })),
      stars: [],
    };
  }

  variableDeclaration(cursor: TreeCursor): Statement[] {
    const span = this.span(cursor);
    return splitItems(this.items(cursor), ',').flatMap((run): Statement[] => {
      const [target, value] = expressionsOf(run);
      if (!target) return [];
      return [{ ...span, kind: 'assign', targets: [target], ...(value && { value }) }];
    });
  }

  functionParts(cursor: TreeCursor): { name: string; parameters: Parameter[]; body: Block } {
    const span = this.span(cursor);
    let name = '';
    let parameters: Parameter[] = [];
    let body: Block = { start: span.end, end: span.end, statements: [] };
    let arrow = false;
    forEachChild(cursor, () => {
      if (cursor.name === 'VariableDefinition' || cursor.name === 'PropertyDefinition')
        name = this.slice(cursor);
      else if (cursor.name === 'ParamList') parameters = this.parameters(cursor);
      else if (cursor.name === 'Block') body = this.block(cursor);
      else if (cursor.name === 'Arrow') arrow = true;
      else if (arrow) {
        const value = readJavaScriptExpression(this, cursor);
        if (value)
          body = {
            ...this.span(cursor),
            statements: [{ ...this.span(cursor), kind: 'return', value }],
          };
      }
    });
    return { name, parameters, body };
  }

  parameters(cursor: TreeCursor): Parameter[] {
    return splitItems(this.items(cursor), ',').flatMap((run): Parameter[] => {
      const [target, fallback] = expressionsOf(run);
      if (!target) return [];
      const span = { start: target.start, end: target.end };
      if (target.kind !== 'name')
        return namesIn(target).map((name) => ({ ...span, name, rest: true }));
      const rest = run.some((item) => item.name === 'Spread');
      return [{ ...span, name: target.name, ...(fallback && { fallback }), ...(rest && { rest }) }];
    });
  }

  arguments(cursor: TreeCursor): Argument[] {
    return splitItems(this.items(cursor), ',').flatMap((run): Argument[] => {
      const [value] = expressionsOf(run);
      if (!value) return [];
      const spread = run.find((item) => item.name === 'Spread');
      const span = { start: spread?.start ?? value.start, end: value.end };
      return [{ ...span, value: spread ? { ...span, kind: 'spread', value } : value }];
    });
  }

  classDeclaration(cursor: TreeCursor): Statement {
    const span = this.span(cursor);
    let name = '';
    const bases: Argument[] = [];
    let body: Block = { start: span.end, end: span.end, statements: [] };
    forEachChild(cursor, () => {
      if (cursor.name === 'VariableDefinition') name = this.slice(cursor);
      else if (cursor.name === 'ClassBody') body = this.block(cursor);
      else {
        const value = readJavaScriptExpression(this, cursor);
        if (value) bases.push({ ...this.span(cursor), value });
      }
    });
    return { ...span, kind: 'class', name, bases, decorators: [], body };
  }

  compoundStatement(cursor: TreeCursor): Statement {
    const span = this.span(cursor);
    const word = cursor.name.replace('Statement', '').toLowerCase();
    const heads: Expression[] = [];
    const declared: Statement[] = [];
    const bodies: Block[] = [];
    const handlers: Block[] = [];
    let loop: { target: Expression; iterable: Expression } | undefined;
    forEachChild(cursor, () => {
      if (cursor.name === 'ForOfSpec') {
        const [target, iterable] = expressionsOf(this.items(cursor));
        if (target && iterable) loop = { target, iterable };
      } else if (/^For\w*Spec$/.test(cursor.name)) declared.push(...this.block(cursor).statements);
      else if (cursor.name === 'CatchClause') handlers.push(this.block(cursor));
      else if (/(Statement|Declaration|Block|Body|Clause)$/.test(cursor.name)) {
        const statements: Statement[] = [];
        const bodySpan = this.span(cursor);
        if (/^(Block|SwitchBody|FinallyClause)$/.test(cursor.name))
          statements.push(...this.block(cursor).statements);
        else this.statement(cursor, statements);
        bodies.push({ ...bodySpan, statements });
      } else {
        const expression = readJavaScriptExpression(this, cursor);
        if (expression) heads.push(expression);
      }
    });
    if (word === 'if') return { ...span, kind: 'if', tests: heads, bodies };
    if (loop) return { ...span, kind: 'for', ...loop, bodies };
    if (declared.length) bodies.unshift({ ...span, statements: declared });
    return { ...span, kind: 'block', word, heads, binds: [], bodies, handlers };
  }
}
