import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addAbortSignal } from 'node:stream';
import { openNpyStream, type NpyOptions, type Tensor } from '@actigrad/tensors';
import { openTensors, writeFileAtomically, type TensorFile } from '@actigrad/tensors/node';

/** Either an array that arrives, or a file that is here. */
interface StandardInput {
  readonly array?: Tensor;
  readonly file?: TensorFile;
}

/** So many bytes tell the formats apart. */
const magicBytes = 6;

/**
 * Opens what comes by standard input, its format told by its first bytes. An .npy array is read while it arrives.
 * Archives have their directory at their end, and safetensors are written in another order than they may come in, so
 * these are kept on the disk until they are whole.
 */
export async function openStandardInput(
  npy: NpyOptions,
  signal: AbortSignal | undefined,
): Promise<StandardInput> {
  if (signal) addAbortSignal(signal, process.stdin);
  const arriving = process.stdin[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  let start = new Uint8Array(0);
  for (let next; start.byteLength < magicBytes && !(next = await arriving.next()).done;)
    start = new Uint8Array(Buffer.concat([start, next.value]));

  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield start;
    for (let next; !(next = await arriving.next()).done;) yield next.value;
  }

  if (!isArchive(start) && !isHeaderLength(start))
    return { array: await openNpyStream(pieces(), { ...npy, name: 'stdin' }) };
  const folder = await mkdtemp(join(tmpdir(), 'actigrad-stdin-'));
  try {
    const path = join(folder, 'stdin');
    await writeFileAtomically(path, pieces());
    return { file: await openTensors(path, npy) };
  } finally {
    // It is open, or of no use.
    await rm(folder, { recursive: true });
  }
}

function isArchive(start: Uint8Array): boolean {
  return start[0] === 0x50 && start[1] === 0x4b;
}

/** Of safetensors: eight bytes, little-endian, below 2^25 as that of every header that is read. */
function isHeaderLength(start: Uint8Array): boolean {
  const [, , , high = 2, ...higher] = start.subarray(0, magicBytes);
  return high < 2 && higher.length > 0 && higher.every((byte) => byte === 0);
}
