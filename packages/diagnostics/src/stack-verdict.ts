import { diagnose, type DiagnoseOptions } from './diagnose.ts';
import { predictNetwork } from './predicted-network.ts';
import type { Finding } from './rule.ts';
import type { LayerStack } from './stack.ts';

/** What becomes of signal and gradient in a stack before training, by mean-field theory. */
export interface StackVerdict {
  readonly layers: number;
  /** ‖gradient‖ of the first layer over that of the last, by their preactivations. */
  readonly gradientRatio: number;
  /** Variance of the last preactivations over that of the first. */
  readonly signalRatio: number;
  /** Worst first. */
  readonly findings: readonly Finding[];
}

/**
 * Judges a stack by what theory predicts of it, by the same rules as a capture.
 *
 * @param names of the layers, as findings give them; default `layer 1`, `layer 2`, …
 * @throws RangeError `DIAGNOSTICS_OPTION`
 */
export function judgeStack(
  stack: LayerStack,
  names: readonly string[] = stack.layers.map((_, index) => `layer ${index + 1}`),
  options: DiagnoseOptions = {},
): StackVerdict {
  const network = predictNetwork(stack, names);
  const [first, last] = [network.layers[0]!, network.layers.at(-1)!];
  return {
    layers: network.layers.length,
    gradientRatio: first.gradient!.whole.l2 / last.gradient!.whole.l2,
    signalRatio: first.preactivation!.whole.variance
      ? last.preactivation!.whole.variance / first.preactivation!.whole.variance
      : NaN,
    findings: diagnose({ network }, options),
  };
}
