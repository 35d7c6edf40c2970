import type { Layer } from '../read-source.ts';
import type { EditableSource } from './editable-source.ts';
import type { WrittenArgument } from './split-arguments.ts';

/** Where a number stands in the texts. */
export interface NumberPlace {
  readonly cell: number | undefined;
  readonly start: number;
  readonly end: number;
}

const digits = /^\d[\d_]*$/;
const identifier = /^[_\p{ID_Start}]\p{ID_Continue}*$/u;

/**
 * Where the number of an argument is written: there, `[64]` too, or where the text gives it a name
 * once, if the name serves nothing but the layers that change.
 */
export function numberOf(
  source: EditableSource,
  { value, valueStart }: WrittenArgument,
  cell: number | undefined,
  layers: readonly Layer[],
): NumberPlace | undefined {
  const [, open = '', inner = value] = /^([[(]\s*)([^\s,]+)\s*,?\s*[\])]$/.exec(value) ?? [];
  const start = valueStart + open.length;
  if (digits.test(inner)) return { cell, start, end: start + inner.length };
  return identifier.test(inner) ? definitionOf(inner, source, layers) : undefined;
}

function definitionOf(
  name: string,
  { texts, language }: EditableSource,
  layers: readonly Layer[],
): NumberPlace | undefined {
  const isNotebook = texts.length > 1;
  const whole = new RegExp(`(?<![\\p{ID_Continue}.])${name}(?!\\p{ID_Continue})`, 'gu');
  const found = texts.flatMap((text, index) => {
    const code = language === 'python' ? withoutComments(text ?? '') : (text ?? '');
    const cell = isNotebook ? index : undefined;
    return [...code.matchAll(whole)].map(({ index: start }) => ({ code, cell, start }));
  });
  const outside = found.filter(
    ({ cell, start }) =>
      !layers.some(
        (layer) =>
          layer.start.cell === cell && layer.start.offset <= start && start < layer.end.offset,
      ),
  );
  const [only] = outside;
  if (!only || outside.length > 1) return undefined;
  // `width = 64`, `width: int = 64`, of a file or as the default of a parameter.
  const definition = new RegExp(`^${name}(\\s*:\\s*\\w+)?\\s*=\\s*(?=\\d)`);
  const rest = only.code.slice(only.start);
  const [head] = definition.exec(rest) ?? [];
  // In `batch = width = 64` the number is that of two names.
  if (head === undefined || /=[ \t]*$/.test(only.code.slice(0, only.start))) return undefined;
  const [number = ''] = /^\d[\d_]*(?=\s*([,);\n]|\/\/|$))/.exec(rest.slice(head.length)) ?? [];
  const start = only.start + head.length;
  return number === '' ? undefined : { cell: only.cell, start, end: start + number.length };
}

const stringOrComment = /("""|'''|"|')(?:\\[^]|[^\\])*?\1|#[^\n]*/g;

/** Python with spaces where comments were. */
function withoutComments(text: string): string {
  return text.replace(stringOrComment, (found) =>
    found.startsWith('#') ? ' '.repeat(found.length) : found,
  );
}
