import { setFlagsFromString } from 'node:v8';
import {
  activation,
  widenedLoops,
  widenLoop,
  type Activation,
  type LoopName,
} from '@actigrad/core';
import { poolError } from './errors.ts';

/**
 * V8 can join two adjacent 128-bit operations into one of 256 bits: an experiment of its
 * optimizing compiler, on x64 only. It is on while a kernel of ours is compiled, and off again
 * before anything else runs on this thread; a module that another thread compiles in those
 * milliseconds is compiled with it too.
 */
const joinVectors = 'experimental-wasm-revectorize';
/** Its baseline compiler does not join, and comes first unless it is off. */
const baseline = 'liftoff';
/** The first with it that works; Node 20 has the flag for nothing. */
const firstMajor = 22;

/** @throws Error `POOL_WIDE_UNAVAILABLE` */
export function requireWideLanes(): void {
  const { node } = process.versions;
  if (Number.parseInt(node, 10) >= firstMajor && process.arch === 'x64') return;
  throw poolError(
    'POOL_WIDE_UNAVAILABLE',
    `wide lanes need Node ${firstMajor} on x64; this is Node ${node} on ${process.arch}`,
  );
}

export interface WideLanes {
  /** Compiles the loops that a call uses for wide lanes, where that gives the same bits. */
  prepare(activation: Activation, direction: LoopName['direction']): void;
  /** What workers are to use too; they find the code that was compiled here. */
  loops(): readonly LoopName[];
}

export function createWideLanes(): WideLanes {
  const prepared = { forward: new Set<string>(), backward: new Set<string>() };
  let loops: readonly LoopName[] = [];
  return {
    prepare({ id }, direction) {
      if (prepared[direction].has(id)) return;
      prepared[direction].add(id);
      for (const dtype of ['float32', 'float64'] as const) {
        widenLoop(activation(id), direction, dtype, compileWide);
      }
      loops = widenedLoops();
    },
    loops: () => loops,
  };
}

function compileWide(run: () => void): void {
  setFlagsFromString(`--${joinVectors}`);
  setFlagsFromString(`--no-${baseline}`);
  try {
    run();
  } finally {
    setFlagsFromString(`--${baseline}`);
    setFlagsFromString(`--no-${joinVectors}`);
  }
}
