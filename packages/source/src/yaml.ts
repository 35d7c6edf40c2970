import type { TreeCursor } from '@lezer/common';
import { parser } from '@lezer/yaml';
import { parseAfter } from './incremental-parse.ts';
import { forEachChild, maxDepth } from './tree-items.ts';
import type { Entry, Expression } from './syntax.ts';

/** Reads the documents of a YAML stream as one list, broken or not. */
export function readYaml(text: string): Expression {
  const documents: Expression[] = [];
  const cursor = parseAfter(parser, text).tree.cursor();
  forEachChild(cursor, () => {
    const document = node(text, cursor, 0);
    if (document) documents.push(document);
  });
  return { kind: 'list', items: documents, start: 0, end: text.length };
}

function node(text: string, cursor: TreeCursor, depth: number): Expression | undefined {
  const span = { start: cursor.from, end: cursor.to };
  if (depth > maxDepth) return undefined;
  const children = (): Expression[] => {
    const read: Expression[] = [];
    forEachChild(cursor, () => {
      const child = node(text, cursor, depth + 1);
      if (child) read.push(child);
    });
    return read;
  };
  switch (cursor.name) {
    case 'BlockMapping':
    case 'FlowMapping': {
      const entries: Entry[] = [];
      forEachChild(cursor, () => {
        if (cursor.name !== 'Pair') return;
        const pair = { start: cursor.from, end: cursor.to };
        const [key, value] = children();
        if (key && value) entries.push({ ...pair, key, value });
      });
      return { ...span, kind: 'dictionary', entries };
    }
    case 'BlockSequence':
    case 'FlowSequence':
      return { ...span, kind: 'list', items: children() };
    case 'Literal':
      return plain(text.slice(cursor.from, cursor.to), span);
    case 'QuotedLiteral':
      return { ...span, kind: 'string', value: text.slice(cursor.from + 1, cursor.to - 1) };
    case 'Document':
    case 'Key':
    case 'Item':
    case 'Tagged':
    case 'Anchored':
    case '⚠': {
      const parts = children();
      return parts.length === 1
        ? parts[0]
        : parts.length
          ? { ...span, kind: 'list', items: parts }
          : undefined;
    }
    default:
      return undefined;
  }
}

/** The core schema: what looks like a number, a boolean or null is one. */
function plain(literal: string, span: { start: number; end: number }): Expression {
  if (/^(true|false)$/i.test(literal))
    return { ...span, kind: 'constant', value: literal.toLowerCase() === 'true' };
  if (/^(null|~)$/i.test(literal)) return { ...span, kind: 'constant', value: null };
  if (/^[-+]?(\.\d+|\d+(\.\d*)?)(e[-+]?\d+)?$/i.test(literal))
    return { ...span, kind: 'number', value: Number(literal) };
  return { ...span, kind: 'string', value: literal };
}
