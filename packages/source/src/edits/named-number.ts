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

/**
 * Where the number of an argument is written: there, `[64]` too, or where the text gives it a name
 * once, if the name serves nothing but the layers that change.
 */
export function numberOf(
  { texts }: EditableSource,
  { value, valueStart, end }: WrittenArgument,
  cell: number | undefined,
  layers: readonly Layer[],
): NumberPlace | undefined {
  if (digits.test(value)) return { cell, start: valueStart, end };
  const [, open, inner] = /^([[(]\s*)(\d[\d_]*)\s*,?\s*[\])]$/.exec(value) ?? [];
  if (open !== undefined && inner !== undefined) {
    const start = valueStart + open.length;
    return { cell, start, end: start + inner.length };
  }
  return /^[A-Za-z_]\w*$/.test(value) ? definitionOf(value, texts, layers) : undefined;
}

function definitionOf(
  name: string,
  texts: EditableSource['texts'],
  layers: readonly Layer[],
): NumberPlace | undefined {
  const isNotebook = texts.length > 1;
  const found = texts.flatMap((text, index) =>
    [...(text ?? '').matchAll(new RegExp(`(?<![\\w.])${name}\\b`, 'g'))].map(
      ({ index: start }) => ({
        text: text!,
        cell: isNotebook ? index : undefined,
        start,
      }),
    ),
  );
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
  const rest = only.text.slice(only.start);
  const [head] = definition.exec(rest) ?? [];
  if (head === undefined) return undefined;
  const [number = ''] = /^\d[\d_]*(?=\s*([,);#\n]|\/\/|$))/.exec(rest.slice(head.length)) ?? [];
  const start = only.start + head.length;
  return number === '' ? undefined : { cell: only.cell, start, end: start + number.length };
}
