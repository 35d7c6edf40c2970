import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import {
  TensorsError,
  encodeNpy,
  encodeNpz,
  encodeSafetensors,
  openTensors,
  type TensorFile,
} from '@actigrad/tensors/node';
import { describe, expect, it } from 'vitest';
import { areEqual, collect, randomInts } from './support.ts';

/** Mutated files per format; `pnpm run fuzz` sets 100,000. */
const runs = Number(process.env['FUZZ_RUNS'] ?? 3000);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);

/** No file here is larger than a megabyte: one that takes this long hangs. */
const DEADLINE_MS = 2000;

function corpusFile(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`bad-files/${path}`, import.meta.url)));
}

const four = { dtype: 'F32', shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) } as const;
const pair = [{ ...four, name: 'a' }, { ...four, name: 'b', dtype: 'F16' } as const];

const corpora: Readonly<Record<string, readonly Uint8Array[]>> = {
  npy: [
    corpusFile('npy/ok_v1.npy'),
    corpusFile('npy/ok_v3.npy'),
    corpusFile('npy/ok_fortran.npy'),
    corpusFile('npy/ok_unpadded_header.npy'),
    corpusFile('npy/ok_long_ints_py2.npy'),
    corpusFile('npy/ok_bf16_void.npy'),
    await collect(encodeNpy({ ...four, byteOrder: 'big' })),
  ],
  npz: [
    corpusFile('npz/ok_stored.npz'),
    corpusFile('npz/ok_empty.npz'),
    await collect(encodeNpz(pair)),
    await collect(encodeNpz(pair, { isCompressed: true })),
  ],
  safetensors: [
    corpusFile('safetensors/ok_basic.safetensors'),
    corpusFile('safetensors/ok_zero_size_shares_offset.safetensors'),
    corpusFile('safetensors/ok_misaligned_f64.safetensors'),
    corpusFile('safetensors/ok_fp4.safetensors'),
    await collect(encodeSafetensors(pair, new Map([['format', 'pt']]))),
  ],
};

/** Pieces of grammar and numbers at the edges of their types. */
const tokens = [
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  ',',
  ':',
  '"',
  "'",
  '\\',
  'L',
  '-',
  '0',
  '1',
  '.0',
  'e9',
  ' ',
  '\n',
  '\0',
  '\xff',
  'null',
  'True',
  '18446744073709551616',
  '9007199254740993',
  '4294967296',
  '"a"',
  '"__proto__"',
  '"shape"',
  "'descr'",
  "'|O'",
  "'>f8'",
  '"F64"',
  '"__metadata__"',
  'PK\x03\x04',
  'PK\x01\x02',
  'PK\x05\x06',
  '\xff\xff\xff\xff',
  '\x7f\xff\xff\xff',
].map((token) => Uint8Array.from(token, (character) => character.charCodeAt(0)));

/** Changes a file in one to four places: bits, bytes, tokens, cuts, copies of its own parts. */
function mutate(file: Uint8Array, next: () => number): Uint8Array {
  let bytes = file;
  for (let changes = 1 + (next() % 4); changes > 0; changes--) {
    const at = next() % (bytes.byteLength + 1);
    const length = next() % 5;
    const token = tokens[next() % tokens.length]!;
    const kind = next() % 7;
    const head = bytes.subarray(0, at);
    if (kind === 0)
      bytes = Uint8Array.of(
        ...head,
        (bytes[at] ?? 0) ^ (1 << (next() % 8)),
        ...bytes.subarray(at + 1),
      );
    else if (kind === 1) bytes = Uint8Array.of(...head, next() & 0xff, ...bytes.subarray(at + 1));
    else if (kind === 2) bytes = Uint8Array.of(...head, ...token, ...bytes.subarray(at));
    else if (kind === 3)
      bytes = Uint8Array.of(...head, ...token, ...bytes.subarray(at + token.byteLength));
    else if (kind === 4) bytes = Uint8Array.of(...head, ...bytes.subarray(at + length));
    else if (kind === 5)
      bytes = Uint8Array.of(...head, ...bytes.subarray(at - length, at), ...bytes.subarray(at));
    else if (next() % 8 === 0) bytes = bytes.slice(0, at);
    else bytes = Uint8Array.of(...head, 0x30 + (next() % 10), ...bytes.subarray(at + 1));
  }
  return bytes;
}

async function encode(file: TensorFile): Promise<Uint8Array> {
  const tensors = [...file.tensors.values()];
  if (file.format === 'npy') return collect(encodeNpy(tensors[0]!, { npyVoid2: 'bf16' }));
  if (file.format === 'npz') return collect(encodeNpz(tensors, { npyVoid2: 'bf16' }));
  return collect(encodeSafetensors(tensors, file.metadata));
}

/** What an accepted file claims must be borne out by its bytes, found again by other means. */
async function requireSound(file: TensorFile, bytes: Uint8Array): Promise<void> {
  for (const tensor of file.tensors.values()) {
    const stored = await tensor.readBytes();
    expect(stored.byteLength).toBe(tensor.byteLength);
    expect(tensor.length).toBe(tensor.shape.reduce((product, dimension) => product * dimension, 1));
    if (tensor.range !== undefined) {
      expect(areEqual(stored, bytes.subarray(tensor.range.start, tensor.range.end))).toBe(true);
    }
  }
  if (file.format === 'npy') {
    expect([...file.tensors.values()][0]!.range!.end).toBe(bytes.byteLength);
  } else if (file.format === 'safetensors') {
    const headerBytes = Number(Buffer.from(bytes).readBigUInt64LE());
    const header = JSON.parse(Buffer.from(bytes).toString('utf8', 8, 8 + headerBytes)) as object;
    const parsed = Object.entries(header).filter(([name]) => name !== '__metadata__');
    const found = [...file.tensors.values()].map(({ name, dtype, shape, range }) => {
      const data_offsets = [range!.start - 8 - headerBytes, range!.end - 8 - headerBytes];
      return [name, { dtype, shape, data_offsets }];
    });
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(parsed));
    expect(
      [...file.tensors.values()].reduce((sum, { byteLength }) => sum + byteLength, 8 + headerBytes),
    ).toBe(bytes.byteLength);
  }
  const again = await encode(file);
  await using copy = await openTensors(again, { npyVoid2: 'bf16' });
  expect([...copy.tensors.keys()].toSorted()).toEqual([...file.tensors.keys()].toSorted());
  for (const tensor of copy.tensors.values()) {
    const original = [...file.tensors.values()].find(({ name }) => name === tensor.name)!;
    expect([tensor.dtype, tensor.shape, tensor.byteLength]).toEqual([
      original.dtype,
      original.shape,
      original.byteLength,
    ]);
    expect(crc32(await tensor.readBytes())).toBe(crc32(await original.readBytes()));
  }
}

/** Opens a file and reads all of it; undefined when it is refused with a code, in one line. */
async function readOrRefuse(bytes: Uint8Array): Promise<TensorFile | undefined> {
  try {
    const file = await openTensors(bytes, { npyVoid2: 'bf16' });
    for (const tensor of file.tensors.values()) await tensor.readBytes();
    return file;
  } catch (error) {
    if (!(error instanceof TensorsError)) throw error;
    expect(error.message).toMatch(/^[^\n\r]{10,500}$/);
    return undefined;
  }
}

/** True when the file is accepted. Once it is, nothing about it may fail any more. */
async function isAccepted(bytes: Uint8Array): Promise<boolean> {
  const original = bytes.slice();
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no verdict within ${DEADLINE_MS} ms`)), DEADLINE_MS);
  });
  try {
    const file = await Promise.race([readOrRefuse(bytes), deadline]);
    if (file !== undefined) await Promise.race([requireSound(file, bytes), deadline]);
    expect(areEqual(bytes, original)).toBe(true);
    return file !== undefined;
  } finally {
    clearTimeout(timer);
  }
}

describe('mutated files', () => {
  for (const [format, corpus] of Object.entries(corpora)) {
    it(
      `of ${format} are refused with a code or read consistently (${runs} runs, seed ${seed})`,
      async () => {
        const next = randomInts(seed);
        let acceptedCount = 0;
        for (let run = 0; run < runs; run++) {
          const bytes = mutate(corpus[next() % corpus.length]!, next);
          try {
            if (await isAccepted(bytes)) acceptedCount++;
          } catch (cause) {
            const file = Buffer.from(bytes).toString('base64');
            throw new Error(`run ${run} of seed ${seed} failed on ${file}`, { cause });
          }
        }
        // Both sides are exercised: some mutations are harmless, most are not.
        expect(acceptedCount).toBeGreaterThan(runs / 1000);
        expect(acceptedCount).toBeLessThan(runs / 2);
        console.info(
          `${format}: ${runs} mutated files, ${acceptedCount} accepted and consistent, the rest refused`,
        );
      },
      60_000 + runs * 50,
    );
  }
});
