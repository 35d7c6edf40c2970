import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TensorsError } from '@actigrad/tensors';
import { onTestFinished } from 'vitest';

/** Joins pieces into one array of bytes. */
export async function collect(
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(new Uint8Array(piece));
  return new Uint8Array(Buffer.concat(all));
}

/** Compares bytes, fast however many they are. */
export function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

/** The code of the refusal; anything but a refusal in one line is thrown on. */
export async function codeOf(action: () => unknown): Promise<string> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof TensorsError) || error.message === '' || error.message.includes('\n'))
      throw error;
    return error.code;
  }
  return 'accepted';
}

/** A folder that is removed when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'actigrad-tensors-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** A seeded generator of 32-bit integers (mulberry32), so that every run is the same run. */
export function randomInts(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** A .npy file of version 1.0 with this header text. */
export function npyFile(headerText: string, data: Uint8Array = new Uint8Array(0)): Uint8Array {
  const text = new TextEncoder().encode(headerText);
  const length = Uint8Array.of(text.byteLength & 0xff, text.byteLength >>> 8);
  return Uint8Array.of(
    0x93,
    ...new TextEncoder().encode('NUMPY'),
    1,
    0,
    ...length,
    ...text,
    ...data,
  );
}

/** A safetensors file with this header text. */
export function safetensorsFile(
  headerText: string | Uint8Array,
  data: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const text = typeof headerText === 'string' ? new TextEncoder().encode(headerText) : headerText;
  const file = new Uint8Array(8 + text.byteLength + data.byteLength);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.byteLength), true);
  file.set(text, 8);
  file.set(data, 8 + text.byteLength);
  return file;
}
