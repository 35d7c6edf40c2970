import { byteLengthOf } from '@actigrad/tensors';
import type { TensorFile } from '@actigrad/tensors/node';
import type { ChunkInput } from './chunk-task.ts';
import { rangeOf, type FilePlan, type Part } from './plan-file.ts';
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
    const input = await open.x.read(next, () => slot.x);
    const gradient = await open.dy?.read(next, () => slot.dy);
    return { ...next, x: input, ...(gradient && { dy: gradient }) };
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
    for (let chunk = 0; chunk < part.chunks; chunk++)
      yield { part, index: part.firstChunk + chunk, ...rangeOf(part, chunk) };
  }
  return undefined;
}

interface Feed {
  /** Where a chunk is; what comes from a stream is copied into `room`. */
  read(chunk: Range, room: () => Uint8Array): Promise<ChunkInput> | ChunkInput;
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
  async function nextPiece(): Promise<Uint8Array> {
    const piece = await pieces.next();
    if (piece.done) throw new Error(`tensor "${tensor.name}" ended before its last chunk`);
    return piece.value;
  }
  let rest: Uint8Array = new Uint8Array();
  return {
    async read({ length }, room) {
      const bytes = room().subarray(0, byteLengthOf(dtype, length));
      for (let filled = 0; filled < bytes.byteLength;) {
        if (rest.byteLength === 0) rest = await nextPiece();
        const taken = rest.subarray(0, bytes.byteLength - filled);
        bytes.set(taken, filled);
        filled += taken.byteLength;
        rest = rest.subarray(taken.byteLength);
      }
      return { bytes };
    },
    async close() {
      // Archives check what they hold when the last piece has been asked for.
      await pieces.return(undefined);
    },
  };
}
