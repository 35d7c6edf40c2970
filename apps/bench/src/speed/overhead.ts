import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { activations, allocate, type Activation } from '@actigrad/core';
import { repeat } from './contender.ts';

/** What a call costs where there is next to nothing to compute. */
export interface CallOverhead {
  readonly n: number;
  readonly nsInKernelMemory: number;
  readonly nsOverPlainArrays: number;
}

const calls = 20_000;
const rounds = 5;

/** Measured on the function that computes least. */
export function measureCallOverhead(): CallOverhead[] {
  const f = [...activations.values()].toSorted(
    (a, b) => a.record.formula.length - b.record.formula.length,
  )[0];
  if (!f) return [];
  return [1, 16, 256].map((n) => {
    const inMemory = [allocate(n, 'float32'), allocate(n, 'float32')] as const;
    const plain = [new Float32Array(n), new Float32Array(n)] as const;
    return { n, nsInKernelMemory: callNs(f, inMemory), nsOverPlainArrays: callNs(f, plain) };
  });
}

function callNs(f: Activation, [x, out]: readonly [Float32Array, Float32Array]): number {
  const run = (): void => void f.forward(x, { out });
  return leastOf(() => (repeat(run, calls) * 1e6) / calls);
}

/** Milliseconds from a new process to its end, the best of a few; a bare one for comparison. */
export interface StartUp {
  readonly nodeMs: number;
  readonly coreMs: number;
  readonly listMs: number;
}

export function measureStartUp(): StartUp {
  const evaluate = ['--input-type=module', '--eval'];
  const core = import.meta.resolve('@actigrad/core');
  const command = fileURLToPath(
    new URL('../../../../packages/cli/dist/bundle/main.js', import.meta.url),
  );
  return {
    nodeMs: processMs([...evaluate, '']),
    coreMs: processMs([...evaluate, `import '${core}'`]),
    listMs: processMs([command, 'list']),
  };
}

function processMs(args: readonly string[]): number {
  return leastOf(() => {
    const startedMs = performance.now();
    execFileSync(process.execPath, args, { stdio: 'ignore' });
    return performance.now() - startedMs;
  });
}

function leastOf(measureOnce: () => number): number {
  return Math.min(...Array.from({ length: rounds }, measureOnce));
}
