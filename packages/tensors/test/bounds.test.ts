import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_JSON_MEMBERS, MAX_SAFETENSORS_HEADER_BYTES, encodeNpy } from '@actigrad/tensors';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { collect, safetensorsFile, temporaryFolder } from './support.ts';
import { zipFile } from './zip-file.ts';

const MAX_RESIDENT_BYTES = 200_000_000;

/** Opens and reads a file in a process of its own; says with what code, for how long and in how much memory. */
function measure(path: string): { code: string; processorMs: number; residentBytes: number } {
  const program = `
    import { openTensors } from '@actigrad/tensors/node';
    const before = process.cpuUsage();
    let code = 'accepted';
    try {
      const file = await openTensors(${JSON.stringify(path)});
      for (const tensor of file.tensors.values()) for await (const chunk of tensor.byteChunks()) chunk[0];
    } catch (error) {
      code = error.code;
    }
    const { user, system } = process.cpuUsage(before);
    const processorMs = (user + system) / 1000;
    console.log(JSON.stringify({ code, processorMs, residentBytes: process.resourceUsage().maxRSS * 1024 }));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  });
  return JSON.parse(output) as ReturnType<typeof measure>;
}

function repeat(element: (index: number) => string, count: number): string {
  return Array.from({ length: count }, (_, i) => element(i)).join(',');
}

const room = MAX_SAFETENSORS_HEADER_BYTES - 1000;
const f32 = (start: number): string =>
  `{"dtype":"F32","shape":[1],"data_offsets":[${start},${start + 4}]}`;
const largest: Readonly<Record<string, readonly [string, () => Uint8Array]>> = {
  'more tensors than are allowed': [
    'TENSORS_HEADER_TOO_LARGE',
    () => safetensorsFile(`{${repeat((i) => `"${i}":${f32(4 * i)}`, MAX_JSON_MEMBERS + 1)}}`),
  ],
  'as many tensors as are allowed, over the same bytes': [
    'TENSORS_OFFSETS_INVALID',
    () =>
      safetensorsFile(
        `{${repeat((i) => `"${i}":${f32(0)}`, MAX_JSON_MEMBERS)}}`,
        new Uint8Array(4),
      ),
  ],
  'as many tensors as are allowed, with no data': [
    'TENSORS_FILE_TRUNCATED',
    () => safetensorsFile(`{${repeat((i) => `"${i}":${f32(4 * i)}`, MAX_JSON_MEMBERS)}}`),
  ],
  'metadata, then nonsense': [
    'TENSORS_METADATA_INVALID',
    () =>
      safetensorsFile(
        `{"__metadata__":{${repeat((i) => `"${i}":"${'x'.repeat(100)}"`, MAX_JSON_MEMBERS)},0}}`,
      ),
  ],
  'one endless shape': [
    'TENSORS_HEADER_INVALID',
    () =>
      safetensorsFile(
        `{"a":{"dtype":"F32","shape":[${'1,'.repeat(room / 2)}1],"data_offsets":[0,4]}}`,
        new Uint8Array(4),
      ),
  ],
  'one endless string': ['TENSORS_HEADER_INVALID', () => safetensorsFile(`{"${'\\'.repeat(room)}`)],
  'nothing but spaces': ['TENSORS_HEADER_INVALID', () => safetensorsFile(' '.repeat(room))],
};

describe('the largest hostile files', () => {
  for (const [what, [code, make]] of Object.entries(largest)) {
    it(`of safetensors, ${what}, are refused within 200 MB`, async () => {
      const path = join(await temporaryFolder(), 'x.safetensors');
      await writeFile(path, make());
      const measured = measure(path);
      expect(measured.code).toBe(code);
      console.log(`${measured.code}: ${measured.processorMs.toFixed(0)} ms of processor time`);
      expect(measured.residentBytes).toBeLessThan(MAX_RESIDENT_BYTES);
    }, 20_000);
  }

  it('of npz, bombs are refused within 200 MB', async () => {
    const content = await collect(
      encodeNpy({ dtype: 'F32', shape: [4], data: new Float32Array(4) }),
    );
    const zeros = deflateRawSync(new Uint8Array(2 ** 28));
    const path = join(await temporaryFolder(), 'x.npz');
    await writeFile(
      path,
      zipFile([{ name: 'a.npy', content, method: 8, packed: zeros, uncompressedSize: 2 ** 28 }]),
    );
    const measured = measure(path);
    expect(measured.code).toBe('TENSORS_MAGIC_INVALID');
    console.log(`${measured.code}: ${measured.processorMs.toFixed(0)} ms of processor time`);
    expect(measured.residentBytes).toBeLessThan(MAX_RESIDENT_BYTES);
  }, 30_000);
});
