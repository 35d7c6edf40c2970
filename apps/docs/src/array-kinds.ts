import type { ArrayKind } from '@actigrad/core';

/** How a kind of function is written and drawn, for which no single number goes in or comes out. */
export interface ArrayKindView {
  /** What it takes along an axis. */
  readonly takes: string;
  /** Left side of its formula, in TeX. */
  readonly value: string;
  /** Left side of its derivative, in TeX. */
  readonly slope: string;
  /** The row that is drawn: x runs, the rest stays. */
  readonly rowAt: (x: number) => readonly number[];
  /** Where x stands in that row. */
  readonly moving: number;
  /** What is drawn, in words. */
  readonly drawn: string;
}

export const arrayKinds: { readonly [kind in ArrayKind]: ArrayKindView } = {
  rowwise: {
    takes: 'whole rows',
    value: 'f_i(x) = ',
    slope: String.raw`\frac{\partial f_i}{\partial x_j} = `,
    rowAt: (x) => [x, 0, 0],
    moving: 0,
    drawn: 'the first result for the row x, 0, 0, and its slope by x',
  },
  gated: {
    takes: 'two halves: values v and gates g',
    value: 'f(v, g) = ',
    slope: String.raw`\nabla f(v, g) = `,
    rowAt: (x) => [1, x],
    moving: 1,
    drawn: 'the result for v = 1 and g = x, and its slope by the gate',
  },
  pieces: {
    takes: 'pieces, of which one wins',
    value: 'f(x) = ',
    slope: String.raw`\frac{\partial f}{\partial x_j} = `,
    rowAt: (x) => [x, 0],
    moving: 0,
    drawn: 'the result of the pieces x and 0, and its slope by x',
  },
  paired: {
    takes: 'each number, and gives two',
    value: 'f(x) = ',
    slope: "f'(x) = ",
    rowAt: (x) => [x],
    moving: 0,
    drawn: 'the first of the two results, and its slope',
  },
};
