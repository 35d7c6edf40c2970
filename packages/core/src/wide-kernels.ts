import type { Activation } from './activation.ts';
import type { Dtype, Elements } from './elements.ts';
import { instantiate } from './instantiate.ts';
import { kernelBinary } from './kernel-binary.ts';
import { elementwiseKernels, kernelOf, scratchBytes, type Kernel } from './kernels.ts';
import { reserveBlock } from './memory.ts';

/**
 * Kernels compiled a second time, by a compiler that joins adjacent vectors into wider ones. Some
 * engines can, as an experiment; how they are told is not core's affair. A loop is exchanged only
 * where the new code gives the same bits.
 */
export interface LoopName {
  readonly id: string;
  readonly direction: 'forward' | 'backward';
  readonly dtype: Dtype;
}

/** Makes other bytes of the same module, so that an engine does not take the code it has: an empty custom section. */
const otherBytes = Uint8Array.of(0, 5, 4, ...new TextEncoder().encode('wide'));

let second: Record<string, Kernel> | undefined;
const judged = new Map<string, boolean>();

function secondKernel({ id, direction, dtype }: LoopName): Kernel {
  if (!second) {
    second = instantiate(kernelBinary, otherBytes);
    second['setScratch']?.(reserveBlock(scratchBytes).address);
  }
  // The loop made for it, where the function has one.
  const joined = second[`${id.replaceAll('-', '_')}_${direction}_joined_f32`];
  return dtype === 'float32' && joined ? joined : kernelOf(id, direction, dtype, second);
}

/**
 * Compiles one loop of a function again and, if it gives the same bits for 65,536 inputs, uses it
 * on this thread from now on. Its first call is made by `compile`.
 *
 * The inputs are one of each sign, exponent and seven first bits of the significand, NaN included.
 *
 * @example widenLoop(sigmoid, 'forward', 'float32', (run) => withCompilerFlags(run)); // true
 */
export function widenLoop(
  f: Activation,
  direction: LoopName['direction'],
  dtype: Dtype,
  compile: (run: () => void) => void,
): boolean {
  const name = { id: f.id, direction, dtype };
  const key = `${f.id} ${direction} ${dtype}`;
  const known = judged.get(key);
  if (known !== undefined) return known;
  const loops = elementwiseKernels(f.id)[dtype];
  const x = everyExponent(dtype);
  const compute = (length: number): Elements => {
    const at = x.subarray(0, length);
    return direction === 'forward' ? f.forward(at) : f.backward(at, x.subarray(x.length - length));
  };
  const expected = compute(x.length);
  const before = loops[direction];
  loops[direction] = secondKernel(name);
  compile(() => void compute(8));
  const isSame = sameBits(expected, compute(x.length));
  if (!isSame) loops[direction] = before;
  judged.set(key, isSame);
  return isSame;
}

/** The loops that `widenLoop` found to be the same. */
export function widenedLoops(): readonly LoopName[] {
  return [...judged].flatMap(([key, isSame]) => {
    const [id, direction, dtype] = key.split(' ') as [string, LoopName['direction'], Dtype];
    return isSame ? [{ id, direction, dtype }] : [];
  });
}

/** Uses loops that another thread of this process has compiled and found to be the same. */
export function useWidenedLoops(names: readonly LoopName[]): void {
  for (const name of names) {
    const key = `${name.id} ${name.direction} ${name.dtype}`;
    if (judged.has(key)) continue;
    elementwiseKernels(name.id)[name.dtype][name.direction] = secondKernel(name);
    judged.set(key, true);
  }
}

const sampleLength = 2 ** 16;

/** In an order in which neighbours have nothing in common, and so cannot hide what one does to another. */
function everyExponent(dtype: Dtype): Elements {
  const words = dtype === 'float32' ? 1 : 2;
  const bits = new Uint32Array(sampleLength * words);
  for (let index = 0; index < sampleLength; index++) {
    // Knuth's multiplicative hash: its lower half meets every number of 16 bits once, its upper one fills the bits below.
    const hash = Math.imul(index + 1, 2654435761);
    if (words === 2) bits[2 * index] = hash;
    bits[words * index + words - 1] = (hash << 16) | (hash >>> 16);
  }
  return dtype === 'float32' ? new Float32Array(bits.buffer) : new Float64Array(bits.buffer);
}

function sameBits(a: Elements, b: Elements): boolean {
  const [left, right] = [new Uint32Array(a.buffer), new Uint32Array(b.buffer)];
  return left.every((word, index) => word === right[index]);
}
