import type { CapturedTensor } from '@actigrad/diagnostics';

export interface Watch {
  readonly signal: AbortSignal;
  /** Told of the stored bytes of every chunk that was read. */
  readonly onBytes: (byteLength: number) => void;
}

/** A screen's frame is 16 ms: nothing on this thread waits longer than half of it for a chunk's end. */
const sliceMs = 8;
let sliceEnd = 0;

/** The same tensor, whose reading is counted, and stops at the next chunk once the signal is aborted. */
export function watchTensor(
  tensor: CapturedTensor,
  bytesPerElement: number,
  { signal, onBytes }: Watch,
): CapturedTensor {
  return {
    shape: tensor.shape,
    order: tensor.order,
    dtype: tensor.dtype,
    async *chunks(options) {
      for await (const chunk of tensor.chunks(options)) {
        await turn();
        signal.throwIfAborted();
        yield chunk;
        onBytes(chunk.length * bytesPerElement);
      }
    },
  };
}

/** Lets messages and timers of this thread have their turn: bytes in memory are read without one. */
async function turn(): Promise<void> {
  if (performance.now() < sliceEnd) return;
  await new Promise((resolve) => setTimeout(resolve, 0));
  sliceEnd = performance.now() + sliceMs;
}
