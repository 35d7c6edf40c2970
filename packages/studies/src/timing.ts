import { allocate, release, type Activation } from '@actigrad/core';
import { normalNumbers } from '@actigrad/diagnostics';

/** 256 KiB of float32: fits a second-level cache, so that the kernel is timed and not memory. */
const count = 2 ** 16;
const repeats = 8;

/** Nanoseconds an element of each forward kernel: the least of interleaved rounds. */
export function timeKernels(activations: readonly Activation[], rounds: number): number[] {
  const x = allocate(count, 'float32');
  const out = allocate(count, 'float32');
  const normal = normalNumbers(1);
  for (let at = 0; at < count; at++) x[at] = normal();
  const times = leastTimes(
    activations.map((activation) => () => activation.forward(x, { out })),
    rounds,
  );
  release(x);
  release(out);
  return times.map((ms) => (ms * 1e6) / count);
}

/**
 * Nanoseconds an element of a sigmoid by Math.exp and a ReLU by Math.max in plain loops, and of the
 * product of 784 inputs with the weights of a unit.
 */
export function timeLoops(rounds: number): {
  readonly exponential: number;
  readonly comparison: number;
  readonly product: number;
} {
  const inputs = 784;
  const normal = normalNumbers(1);
  const x = Float32Array.from({ length: count }, normal);
  const out = new Float32Array(count);
  const weights = Float32Array.from({ length: inputs }, normal);
  const [exponential, comparison, product] = leastTimes(
    [
      () => {
        for (let at = 0; at < count; at++) out[at] = 1 / (1 + Math.exp(-x[at]!));
      },
      () => {
        for (let at = 0; at < count; at++) out[at] = Math.max(0, x[at]!);
      },
      () => {
        for (let start = 0; start + inputs <= count; start += inputs) {
          let [even, odd] = [0, 0];
          for (let k = 0; k < inputs; k += 2) {
            even += x[start + k]! * weights[k]!;
            odd += x[start + k + 1]! * weights[k + 1]!;
          }
          out[start] = even + odd;
        }
      },
    ],
    rounds,
  ) as [number, number, number];
  const toNs = 1e6 / count;
  return {
    exponential: exponential * toNs,
    comparison: comparison * toNs,
    // A unit's output is one element of what the activation gets.
    product: product * toNs * inputs,
  };
}

/** Milliseconds of each task: the least of rounds in which they take turns. */
function leastTimes(tasks: readonly (() => unknown)[], rounds: number): number[] {
  const least = tasks.map(() => Infinity);
  for (let round = 0; round < rounds; round++) {
    for (const [index, task] of tasks.entries()) {
      const started = performance.now();
      for (let repeat = 0; repeat < repeats; repeat++) task();
      const elapsed = (performance.now() - started) / repeats;
      // The first round compiles.
      if (round > 0) least[index] = Math.min(least[index]!, elapsed);
    }
  }
  return least;
}
