import { requireEqualLengths } from './errors.ts';

/** f, f' or f''. Decides the dash, and the colour where one function is shown. */
export type CurveKind = 'value' | 'slope' | 'curvature';

/** A place where a curve breaks: its limits from both sides and what it is there. */
export interface Jump {
  /** x of the break. */
  readonly at: number;
  /** The limit from the left. */
  readonly left: number;
  /** The limit from the right. */
  readonly right: number;
  /** The value at the break itself; the end that holds it is drawn closed, the other open. */
  readonly value: number;
}

/** One sampled curve. */
export interface Curve {
  readonly kind: CurveKind;
  /** Its name as shown beside it: "f(x) = x·Φ(x)". */
  readonly label: string;
  /** Sample places, ascending. */
  readonly x: ArrayLike<number>;
  /** Samples, as many as `x`; where one is NaN or infinite the curve has a gap. */
  readonly y: ArrayLike<number>;
  /** Breaks of a slope at kinks of its function, or of the function itself. */
  readonly jumps?: readonly Jump[];
  /** Which of several compared functions it belongs to, from 0: the colour then tells the function. */
  readonly series?: number;
}

/** A line that a curve approaches: slope · x + intercept. */
export interface Asymptote {
  readonly slope: number;
  readonly intercept: number;
  /** The end at which it is approached. */
  readonly side: 'left' | 'right' | 'both';
  /** Such as "y = x". */
  readonly label?: string;
}

/** How often each x occurs: drawn as an area over the base of the plot, to its own scale. */
export interface Density {
  readonly x: ArrayLike<number>;
  /** Non-negative. */
  readonly y: ArrayLike<number>;
  /** Such as "input N(0, 1)". */
  readonly label?: string;
}

export function requireColumns(curves: readonly (Curve | Density)[]): void {
  for (const curve of curves)
    requireEqualLengths(`curve ${JSON.stringify(curve.label)}`, curve.x, curve.y);
}
