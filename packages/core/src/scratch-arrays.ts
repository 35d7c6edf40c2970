import { memory } from './address-space.ts';
import type { Elements } from './elements.ts';
import { giveBack, inKernelMemory, reserveBlock, type Block } from './memory.ts';

type Numbers = Elements | Int32Array;

/** Places whole arrays in kernel memory for the length of one call. */
export interface ScratchArrays {
  /** Address of an input: its own, or that of a copy. */
  readonly input: (array: Numbers) => number;
  /** Address for an output; what is written there is copied to the array at the end. */
  readonly output: (array: Numbers) => number;
}

/** Runs a kernel over arrays that may lie anywhere, and gives their room back however it ends. */
export function withScratchArrays(work: (arrays: ScratchArrays) => void): void {
  const blocks: Block[] = [];
  const outputs: (() => void)[] = [];
  const place = (array: Numbers): { readonly address: number; readonly window: Uint8Array } => {
    const block = reserveBlock(array.byteLength);
    blocks.push(block);
    const window = new Uint8Array(memory.buffer, block.address, array.byteLength);
    return { address: block.address, window };
  };
  try {
    work({
      input(array) {
        if (isInPlace(array)) return array.byteOffset;
        const { address, window } = place(array);
        window.set(bytesOf(array));
        return address;
      },
      output(array) {
        if (isInPlace(array)) return array.byteOffset;
        const { address, window } = place(array);
        outputs.push(() => bytesOf(array).set(window));
        return address;
      },
    });
    for (const copyOut of outputs) copyOut();
  } finally {
    for (const block of blocks) giveBack(block);
  }
}

function isInPlace(array: Numbers): boolean {
  return !(array instanceof Int32Array) && inKernelMemory(array);
}

function bytesOf({ buffer, byteOffset, byteLength }: Numbers): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
