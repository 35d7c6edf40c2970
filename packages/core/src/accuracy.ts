/**
 * Measured errors of one function with its default parameters, in ULP: units of the spacing of the
 * dtype at the exact result; for subnormal results that of the smallest numbers.
 */
export interface Accuracy {
  /** Over all 4,294,967,296 inputs, against the float64 kernel. */
  readonly float32: {
    readonly value: Float32Accuracy;
    /** In the zones near zero, errors count in the spacing at 0.125 or more. */
    readonly slope: Float32Accuracy & { readonly nearZero?: NearZero };
  };
  /** Over points computed with 220 digits. */
  readonly float64: { readonly value: Float64Accuracy; readonly slope: Float64Accuracy };
}

export interface Float32Accuracy {
  /** Largest error, rounded up to thousandths. */
  readonly maxUlp: number;
  readonly meanUlp: number;
  /** Bit pattern of the first input with the largest error; 0 where no error is above 0. */
  readonly worst: number;
  /** Share of results that are the float32 nearest to the exact one; 1 only if all are. */
  readonly correctlyRounded: number;
}

export interface Float64Accuracy {
  /** Largest error, counted from the float64 nearest to the exact result. */
  readonly maxUlp: number;
  readonly points: number;
}

/** Around inputs other than 0 at which the slope passes through zero. */
export interface NearZero {
  readonly zones: readonly { readonly from: number; readonly to: number }[];
  /** Largest error there in spacings at the slope itself. */
  readonly maxUlp: number;
}
