import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Nearly normal with standard deviation 3: some inputs in every tail, few of them far out. */
const spread = 3;

/** Of the last length that was asked for. */
const latest = new Map<string, Float32Array>();

/**
 * The same numbers for everyone and every run; `seed` is 1 for x, 2 for dy. Callers share them and
 * do not write into them.
 */
export function inputs(n: number, seed: number): Float32Array {
  const known = latest.get(`${n}-${seed}`);
  if (known) return known;
  for (const key of latest.keys()) if (!key.startsWith(`${n}-`)) latest.delete(key);
  const made = makeInputs(n, seed);
  latest.set(`${n}-${seed}`, made);
  return made;
}

function makeInputs(n: number, seed: number): Float32Array {
  let state = seed;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  // Four uniform numbers together have mean 2 and variance 1/3.
  return Float32Array.from(
    { length: n },
    () => (uniform() + uniform() + uniform() + uniform() - 2) * Math.sqrt(3) * spread,
  );
}

/** Path of a file of the inputs, for other processes. */
export function inputsPath(n: number, seed: number): string {
  const folder = join(tmpdir(), 'actigrad-bench');
  const path = join(folder, `${n}-${seed}.f32`);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    const values = inputs(n, seed);
    writeFileSync(path, new Uint8Array(values.buffer));
  }
  return path;
}

export function readInputs(path: string): Float32Array {
  const bytes = readFileSync(path);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}
