import { positionsIn } from '../position.ts';
import type { SourceEdit } from './editable-source.ts';

/** `from torch.nn import Linear, Sigmoid` with another name beside the one that is there. */
export function importOf(
  text: string,
  known: string,
  added: string,
  cell: number | undefined,
): SourceEdit | undefined {
  const statement = /^[ \t]*from[ \t]+[\w.]+[ \t]+import[ \t]+(?:\([^)#]*\)|[^\n(#]*)/gm;
  for (const match of text.matchAll(statement)) {
    const list = match[0].indexOf(' import ') + ' import '.length;
    const name = new RegExp(`\\b${known}\\b(?!\\s+as\\b)`).exec(match[0].slice(list));
    if (!name) continue;
    const end = match.index + list + name.index + known.length;
    return {
      ...(cell !== undefined && { cell }),
      start: end,
      end,
      line: positionsIn(text)(end).line,
      before: '',
      after: `, ${added}`,
    };
  }
  return undefined;
}
