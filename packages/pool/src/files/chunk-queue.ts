import { byteLengthOf } from '@actigrad/tensors';
import type { TensorFile } from '@actigrad/tensors/node';
import type { ChunkInput } from './chunk-task.ts';
import type { FilePlan, Part } from './plan-file.ts';
import type { Slot } from './slots.ts';
import { readRowByRow } from './transpose.ts';

/** A chunk that somebody claimed. */
export interface ClaimedChunk {
  readonly part: Part;
  readonly index: number;
  /** Elements of the tensor before it, and in it. */
  readonly start: number;
  readonly length: number;
  readonly x: ChunkInput;
  readonly dy?: ChunkInput;
}

/** Hands out the chunks of a file in order. */
export interface ChunkQueue {
  /** The next chunk, with its bytes in the slot if they come from a stream; undefined when there is none. */
  next(slot: Slot): Promise<ClaimedChunk | undefined>;
  close(): Promise<void>;
}

/** Tensors whose bytes lie in a file as they are are read by the workers; those in an archive are unpacked here. */
export function createChunkQueue(
  plan: FilePlan,
  x: TensorFile,
  dy: TensorFile | undefined,
): ChunkQueue {
  const chunks = chunksOf(plan);
  let open: { readonly part: Part; readonly x: Feed; readonly dy: Feed | undefined } | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  async function claim(slot: Slot): Promise<ClaimedChunk | undefined> {
    const next = isClosed ? undefined : chunks.next().value;
    if (!next) return undefined;
    if (open?.part !== next.part) {
      await closeFeeds();
      const { part } = next;
      open = { part, x: feedOf(part, part.x, x), dy: part.dy && dy && feedOf(part, part.dy, dy) };
    }
    const [input, gradient] = [await open.x.read(next), await open.dy?.read(next)];
    return {
      ...next,
      x: 'bytes' in input ? { bytes: slot.keepX(input.bytes) } : input,
      ...(gradient && {
        dy: 'bytes' in gradient ? { bytes: slot.keepDy(gradient.bytes) } : gradient,
      }),
    };
  }

  async function closeFeeds(): Promise<void> {
    await open?.x.close();
    await open?.dy?.close();
    open = undefined;
  }

  return {
    next(slot) {
      const claimed = turn.then(() => claim(slot));
      turn = claimed.catch(() => {});
      return claimed;
    },
    async close() {
      isClosed = true;
      await turn;
      await closeFeeds();
    },
  };
}

type Range = Pick<ClaimedChunk, 'part' | 'index' | 'start' | 'length'>;

function* chunksOf({ parts }: FilePlan): Generator<Range, undefined> {
  for (const part of parts) {
    for (let chunk = 0; chunk < part.chunks; chunk++) {
      const start = chunk * part.chunkElements;
      const length = Math.min(part.chunkElements, part.x.length - start);
      yield { part, index: part.firstChunk + chunk, start, length };
    }
  }
  return undefined;
}

interface Feed {
  read(chunk: Range): Promise<ChunkInput> | ChunkInput;
  close(): Promise<void>;
}

function feedOf(part: Part, tensor: Part['x'], file: TensorFile): Feed {
  const { range, dtype } = tensor;
  const source = file.sources[0];
  const isInOrder = tensor.order === part.order;
  if (isInOrder && range && source) {
    const { fd } = source;
    const read = ({ start }: Range): ChunkInput => ({
      fd,
      position: range.start + byteLengthOf(dtype, start),
    });
    return { read, close: async () => {} };
  }
  const pieces = isInOrder
    ? tensor.byteChunks(byteLengthOf(dtype, part.chunkElements))
    : readRowByRow(tensor, part.chunkElements);
  return {
    async read() {
      const piece = await pieces.next();
      if (piece.done) throw new Error(`tensor "${tensor.name}" ended before its last chunk`);
      return { bytes: piece.value };
    },
    async close() {
      // Archives check what they hold when the last piece has been asked for.
      await pieces.return(undefined);
    },
  };
}
