import { tensorOf, type Capture } from '@actigrad/diagnostics';

/** A tensor as the values of its rows. */
export type Rows = readonly (readonly number[])[];

export function captureOf(
  tensors: { readonly [name: string]: Rows },
  metadata: { readonly [key: string]: string } = {},
): Capture {
  const entries = Object.entries(tensors).map(([name, rows]) => {
    return [
      name,
      tensorOf([rows.length, rows[0]!.length], Float32Array.from(rows.flat())),
    ] as const;
  });
  return { tensors: new Map(entries), metadata: new Map(Object.entries(metadata)) };
}

/** `rows` rows of `columns` values. */
export function fill(
  rows: number,
  columns: number,
  value: (row: number, column: number) => number,
): Rows {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_value, column) => value(row, column)),
  );
}
