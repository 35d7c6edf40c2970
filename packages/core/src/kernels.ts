import { memory } from './address-space.ts';
import type { Dtype, Elements } from './elements.ts';
import { instantiate } from './instantiate.ts';
import { kernelBinary, kernelInstructions } from './kernel-binary.ts';
import { reserveBlock } from './memory.ts';

/**
 * The instance of the compiled kernels. Nothing outside this file, memory.ts, instantiate.ts and the
 * loops that call them sees WebAssembly.
 */
export type Kernel = (...addressesAndBytes: number[]) => void;

const exported: Record<string, Kernel> = instantiate(kernelBinary);

/** The tails of x and dy, each padded to at most eight vectors; see assembly/loops/tail.ts. */
export const scratchBytes = 256;
exported['setScratch']?.(reserveBlock(scratchBytes).address);

/** The loops of one function and dtype. */
export interface ElementwiseKernels {
  /** These two may be exchanged for others that give the same bits: see wide-kernels.ts. */
  forward: Kernel;
  backward: Kernel;
  /** Only where a parameter is learned. */
  readonly parameterBackward: Kernel | undefined;
}

type KernelsByDtype = { readonly [dtype in Dtype]: ElementwiseKernels };
const elementwise = new Map<string, KernelsByDtype>();

/**
 * The same object for every call with an id.
 *
 * @throws Error if there is no file of numbers for the id
 */
export function elementwiseKernels(id: string): KernelsByDtype {
  let kernels = elementwise.get(id);
  if (!kernels) elementwise.set(id, (kernels = findKernels(id)));
  return kernels;
}

function findKernels(id: string): KernelsByDtype {
  const prefix = id.replaceAll('-', '_');
  const ofLane = (lane: 'f32' | 'f64'): ElementwiseKernels => {
    const forward = exported[`${prefix}_forward_${lane}`];
    const backward = exported[`${prefix}_backward_${lane}`];
    if (!forward || !backward) throw new Error(`assembly/functions/index.ts has no ${id}`);
    return {
      forward,
      backward,
      parameterBackward: exported[`${prefix}_parameterBackward_${lane}`],
    };
  };
  return { float32: ofLane('f32'), float64: ofLane('f64') };
}

/** Vector instructions of a float32 loop for four elements. */
export function instructionsOf(id: string, loop: 'forward' | 'backward'): number {
  const count = kernelInstructions[`${id.replaceAll('-', '_')}_${loop}_f32`];
  if (count === undefined) throw new Error(`the instructions of ${id} ${loop} were not counted`);
  return count;
}

/** One loop of a function or unit: `softmax`, `backward`. */
export function kernelOf(
  id: string,
  loop: string,
  dtype: Dtype,
  from: Record<string, Kernel> = exported,
): Kernel {
  const name = `${id.replaceAll('-', '_')}_${loop}_${dtype === 'float32' ? 'f32' : 'f64'}`;
  const found = from[name];
  if (!found) throw new Error(`the compiled kernels have no ${name}`);
  return found;
}

/** Ids of the functions in the index of numbers: what the index of words must equal. */
export function kernelIds(): ReadonlySet<string> {
  const ids = Object.keys(exported).flatMap((name) => name.match(/^(.+)_forward_f32$/)?.[1] ?? []);
  return new Set(ids.map((id) => id.replaceAll('_', '-')));
}

/**
 * Bytes of a tile: arrays outside kernel memory run through tiles inside it, and long arrays
 * inside it in multiples of this size. Three streams of 64 KiB stay in half of a 512 KiB L2 cache, and
 * a kernel that is called often is soon replaced by its optimized code, which one long call is not.
 */
export const tileBytes = 65536;

/** A window of kernel memory under both lane types. */
export interface Tile {
  readonly address: number;
  readonly float32: Float32Array;
  readonly float64: Float64Array;
}

export function reserveTile(bytes: number): Tile {
  const { address } = reserveBlock(bytes);
  return {
    address,
    float32: new Float32Array(memory.buffer, address, bytes / 4),
    float64: new Float64Array(memory.buffer, address, bytes / 8),
  };
}

export function view(tile: Tile, dtype: Dtype): Elements {
  return dtype === 'float32' ? tile.float32 : tile.float64;
}
