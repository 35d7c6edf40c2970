/** The words of a function: everything that lists, hovers, tables, plots, tests and commands say of it. */
export interface ArrayFunctionRecord<P extends string = string> {
  /** Kebab-case id, the name of its two files. */
  readonly id: string;
  /** Display name. */
  readonly name: string;
  /** What it is in one sentence. */
  readonly summary: string;
  /** f(x) in TeX. */
  readonly formula: string;
  /** f'(x) in TeX. */
  readonly derivative: string;
  /** In the order in which the kernel reads them. */
  readonly parameters: { readonly [name in P]: Parameter };
  /** What frameworks call it, with their defaults. */
  readonly names: { readonly [framework in Framework]?: readonly FrameworkName<P>[] };
  /** When it came, from whom and why, in one sentence. */
  readonly history: string;
  /** Paper or other origin. */
  readonly source: string;
}

/** The words of a function of one number. */
export interface FunctionRecord<P extends string = string> extends ArrayFunctionRecord<P> {
  /** Where f' jumps, and which one-sided slope is taken there. */
  readonly kinks: readonly Kink[];
}

/**
 * Least value of a parameter that must be positive: the least normal float32, whose reciprocal is a
 * float32 too.
 */
export const leastPositive: number = 2 ** -126;

export interface Parameter {
  /** TeX symbol in the formulas. */
  readonly symbol: string;
  readonly meaning: string;
  readonly default: number;
  /** Inclusive bounds; infinite where any number will do, but never NaN or infinite itself. */
  readonly min: number;
  readonly max: number;
  /** Trained with the weights: it may have one value a channel, and has a gradient. */
  readonly learned?: true;
}

export interface Kink {
  /** Position, also as a function of the parameters in their order. */
  readonly at: number | ((...parameters: readonly number[]) => number);
  /** The slope at the kink is that of this side, or a number of its own. */
  readonly slope: 'left' | 'right' | number;
  /** Who takes it so. */
  readonly because: string;
}

export const frameworks = ['pytorch', 'keras', 'jax', 'onnx', 'tfjs', 'huggingface'] as const;
export type Framework = (typeof frameworks)[number];

export interface FrameworkName<P extends string = string> {
  /** Fully qualified: `torch.nn.LeakyReLU`. */
  readonly name: string;
  /**
   * Our parameter: the framework's name for it, its default there, and older names that it had,
   * in positional order: `slope: ['negative_slope', 0.3, 'alpha']`. The default is null where the
   * framework has none; the name is null where the framework fixes the value.
   */
  readonly parameters?: {
    readonly [name in P]?: readonly [
      name: string | null,
      fallback: number | null,
      ...older: string[],
    ];
  };
  /**
   * Arguments that are not parameters of ours but decide which function the name means: the value
   * with which it means this one, and the framework's default. `torch.nn.GELU` is the tanh form
   * when `{ approximate: ['tanh', 'none'] }` and the exact one when
   * `{ approximate: ['none', 'none'] }`. Of two names that fit, the one with more conditions does.
   */
  readonly when?: {
    readonly [argument: string]: readonly [value: ArgumentValue, fallback: ArgumentValue];
  };
  /**
   * Names of the arguments by position, without the input, where they are not those of
   * `parameters` and then of `when`: `['num_parameters', 'init']` for `torch.nn.PReLU`.
   */
  readonly arguments?: readonly string[];
  /** The slopes that it takes at the record's kinks, in their order, where they are not ours. */
  readonly kinks?: readonly Kink['slope'][];
}

/** A literal argument, as every framework's language writes it. */
export type ArgumentValue = number | string | boolean | null;
