import { parseTree, type Node } from 'jsonc-parser';
import { maxDepth } from './tree-items.ts';
import type { Entry, Expression } from './syntax.ts';

/** Reads JSON, with comments and trailing commas, broken or not. */
export function readJson(text: string): Expression | undefined {
  if (bracketDepth(text) > maxDepth) return undefined;
  const root = parseTree(text, [], { allowTrailingComma: true, allowEmptyContent: true });
  return root && expression(root);
}

/** The parser recurses a level for each bracket: what is nested beyond reason must not reach it. */
function bracketDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const sign of text.matchAll(/[[\]{}]/g)) {
    depth += sign[0] === '[' || sign[0] === '{' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function expression(node: Node): Expression {
  const span = { start: node.offset, end: node.offset + node.length };
  switch (node.type) {
    case 'string':
      return { ...span, kind: 'string', value: String(node.value) };
    case 'number':
      return { ...span, kind: 'number', value: Number(node.value) };
    case 'boolean':
      return { ...span, kind: 'constant', value: node.value === true };
    case 'null':
      return { ...span, kind: 'constant', value: null };
    case 'array':
      return { ...span, kind: 'list', items: (node.children ?? []).map(expression) };
    case 'object':
      return { ...span, kind: 'dictionary', entries: (node.children ?? []).flatMap(entry) };
    case 'property':
      break;
  }
  return { ...span, kind: 'other', parts: [] };
}

function entry(node: Node): Entry[] {
  const [key, value] = node.children ?? [];
  if (!key || !value) return [];
  return [
    {
      key: expression(key),
      value: expression(value),
      start: node.offset,
      end: node.offset + node.length,
    },
  ];
}
