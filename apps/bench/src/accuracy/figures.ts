/** What is known of the error of one map (value or slope) over a set of inputs. */
export interface Figures {
  readonly count: number;
  readonly maxUlp: number;
  /** Bit pattern of the first input with the largest error; 0 while no error is above 0. */
  readonly worst: number;
  /** Sum of the errors in ULP. */
  readonly sumUlp: number;
  /** Results that are the float32 nearest to the exact value, down to the sign of zero. */
  readonly correctlyRounded: number;
}

export const noFigures: Figures = {
  count: 0,
  maxUlp: 0,
  worst: 0,
  sumUlp: 0,
  correctlyRounded: 0,
};

/** Figures of both sets together; `a` holds the earlier inputs. */
export function merge(a: Figures, b: Figures): Figures {
  return {
    count: a.count + b.count,
    maxUlp: Math.max(a.maxUlp, b.maxUlp),
    worst: b.maxUlp > a.maxUlp ? b.worst : a.worst,
    sumUlp: a.sumUlp + b.sumUlp,
    correctlyRounded: a.correctlyRounded + b.correctlyRounded,
  };
}
