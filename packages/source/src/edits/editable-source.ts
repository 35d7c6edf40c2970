import type { Reading } from '../read-source.ts';
import type { Style } from './rewrite-use.ts';

/** A text that is read and may be changed: a file, or the cells of a notebook. */
export interface EditableSource {
  /** One text; of a notebook its cells in order, undefined where one is no code. */
  readonly texts: readonly (string | undefined)[];
  readonly reading: Reading;
  /** Of `data`, a saved model, nothing is changed. */
  readonly language: Style['language'] | 'data';
  /** Reads changed texts. */
  readonly read: (texts: readonly (string | undefined)[]) => Reading;
}

/** Text that takes the place of other text; offsets in the file, or in the cell. */
export interface SourceEdit {
  readonly cell?: number;
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

/** Whether texts are still those that were read: an edit would hit another place in others. */
export function isCurrent(
  { texts }: EditableSource,
  now: readonly (string | undefined)[],
): boolean {
  return texts.length === now.length && texts.every((text, cell) => text === now[cell]);
}

export function applyEdits(
  texts: EditableSource['texts'],
  edits: readonly SourceEdit[],
): (string | undefined)[] {
  return texts.map((text, cell) =>
    edits
      .filter((edit) => (edit.cell ?? 0) === cell)
      .toSorted((a, b) => b.start - a.start)
      .reduce(
        (changed, { start, end, after }) =>
          changed === undefined ? changed : changed.slice(0, start) + after + changed.slice(end),
        text,
      ),
  );
}

/** Edits of one text once, where several layers share it; undefined where they would differ. */
export function uniteEdits(edits: readonly SourceEdit[]): SourceEdit[] | undefined {
  const united = new Map<string, SourceEdit>();
  for (const edit of edits) {
    const key = `${edit.cell} ${edit.start} ${edit.end}`;
    const other = united.get(key);
    if (other && other.after !== edit.after) return undefined;
    united.set(key, edit);
  }
  return [...united.values()].toSorted(
    (a, b) => (a.cell ?? 0) - (b.cell ?? 0) || a.start - b.start || a.end - b.end,
  );
}
