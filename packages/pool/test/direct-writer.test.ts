import { closeSync, openSync, readFileSync, readSync, readdirSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allocate } from '@actigrad/core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DirectWriter, sectorBytes } from '../src/files/direct-writer.ts';

const mebibyte = 2 ** 20;
let folder: string;
let path: string;
let fd: number;
let files = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'actigrad-direct-'));
});
beforeEach(() => {
  path = join(folder, String(files++));
  fd = openSync(path, 'w+');
  return () => closeSync(fd);
});
afterAll(() => rm(folder, { recursive: true }));

/** In kernel memory, `lead` bytes after the bound of a sector. */
function placed(byteLength: number, lead: number): Uint8Array {
  const { buffer, byteOffset } = allocate((byteLength + 2 * sectorBytes) / 8, 'float64');
  const bound = Math.ceil(byteOffset / sectorBytes) * sectorBytes;
  return fill(new Uint8Array(buffer, bound + lead, byteLength));
}

function fill(bytes: Uint8Array): Uint8Array {
  for (let at = 0; at < bytes.byteLength; at++) bytes[at] = Math.imul(at + 1, 2654435761) >>> 24;
  return bytes;
}

const openDescriptors = (): number =>
  readdirSync('/proc/self/fd').filter((name) => {
    try {
      return readlinkSync(`/proc/self/fd/${name}`) === path;
    } catch {
      return false;
    }
  }).length;

test.each([
  ['from a bound to a bound', 0, 2 * mebibyte],
  ['from within a sector to within another', 128, 2 * mebibyte + 8],
  ['over the end of the first GiB', 2 ** 30 - 96, 2 * mebibyte],
  ['of less than a sector', 128, 1000],
  ['of nothing', 128, 0],
])('bytes that lie in memory as in the file are written: %s', async (_what, position, length) => {
  const writer = new DirectWriter(path, fd);
  const bytes = placed(length, position % sectorBytes);
  await writer.write(position, bytes);
  writer.close();
  const written = Buffer.alloc(length + 1);
  expect(readSync(fd, written, 0, length + 1, position)).toBe(length);
  expect(Buffer.compare(written.subarray(0, length), bytes)).toBe(0);
});

test('what lies elsewhere in memory, or in memory that begins anywhere, is written all the same', async () => {
  const writer = new DirectWriter(path, fd);
  const elsewhere = placed(2 * mebibyte, 64);
  const anywhere = fill(new Uint8Array(new SharedArrayBuffer(2 * mebibyte)));
  await writer.write(0, elsewhere);
  await writer.write(2 * mebibyte, anywhere);
  writer.close();
  expect(Buffer.compare(readFileSync(path), Buffer.concat([elsewhere, anywhere]))).toBe(0);
});

test('neighbours are written at once, and each stays whole', async () => {
  const writer = new DirectWriter(path, fd);
  const pieces = [0, 1, 2, 3].map((index) => {
    const position = index === 0 ? 128 : index * mebibyte * 2;
    return {
      position,
      bytes: placed((index + 1) * mebibyte * 2 - position, position % sectorBytes),
    };
  });
  await Promise.all(pieces.map(({ position, bytes }) => writer.write(position, bytes)));
  writer.close();
  const expected = Buffer.concat([Buffer.alloc(128), ...pieces.map(({ bytes }) => bytes)]);
  expect(Buffer.compare(readFileSync(path), expected)).toBe(0);
});

test.runIf(process.platform === 'linux')(
  'a long write passes the page cache, a short one needs no second descriptor, and none stays open',
  async () => {
    const writer = new DirectWriter(path, fd);
    await writer.write(0, placed(sectorBytes, 0));
    expect(openDescriptors()).toBe(1);
    await writer.write(sectorBytes, placed(2 * mebibyte, 0));
    expect(openDescriptors()).toBe(2);
    writer.close();
    expect(openDescriptors()).toBe(1);
  },
);
