/** A place in a text. */
export interface Position {
  /** UTF-16 units from the start of the text, or of the cell. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** Of a notebook: index of the cell among all its cells, from 0. Line, column and offset are then in its source. */
  readonly cell?: number;
}

/** Tells the line and column of offsets. */
export function positionsIn(text: string): (offset: number) => Position {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return { offset, line: low + 1, column: offset - (starts[low] as number) + 1 };
  };
}
