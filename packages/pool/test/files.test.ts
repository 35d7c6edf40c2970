import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gelu, prelu, sigmoid, type Activation } from '@actigrad/core';
import { createPool, type FileOptions } from '@actigrad/pool';
import {
  decodeFloats,
  encodeFloats,
  openTensors,
  swapBytes,
  writeNpy,
  writeNpz,
  writeSafetensors,
  type FloatDType,
  type NamedTensorInput,
} from '@actigrad/tensors/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { samples } from './samples.ts';

const pool = createPool({ threads: 2, runOn: 'workers' });
let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'actigrad-files-'))));
afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true });
});

const path = (name: string): string => join(folder, name);

/** More than a chunk, and no whole number of vectors. */
const length = 2 ** 20 + 4099;

/** Samples, with everything that is peculiar at the end, as they are stored. */
function stored(dtype: FloatDType, elements = length): Uint8Array {
  const values = samples(elements, new Float64Array(elements)).map((value) => value / 2);
  values.set([NaN, Infinity, -Infinity, -0, 1e-40, 6e-8], elements - 6);
  return new Uint8Array(encodeFloats(values, dtype, 'little'));
}

/** What the kernels make of stored values, rounded once. */
function expected(f: Activation, bytes: Uint8Array, dtype: FloatDType): Uint8Array {
  const values = decodeFloats(new Uint8Array(bytes), dtype, 'little');
  return encodeFloats(f.forward(values), dtype, 'little');
}

async function bytesIn(name: string, tensor: string): Promise<Uint8Array> {
  await using file = await openTensors(path(name), { npyVoid2: 'bf16' });
  return await file.tensor(tensor).readBytes();
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

describe('applyFile', () => {
  test.each(['F64', 'F32', 'F16', 'BF16'] as const)(
    'computes %s from .npy to .npy, rounded once, to the bits of the kernels',
    async (dtype) => {
      const data = stored(dtype);
      const npy = { npyVoid2: 'bf16' } as const;
      await writeNpy(path('x.npy'), { dtype, shape: [length], data }, npy);
      const result = await pool.applyFile(gelu, path('x.npy'), path('y.npy'), npy);
      expect(same(await bytesIn('y.npy', 'y'), expected(gelu, data, dtype))).toBe(true);
      expect(result).toMatchObject({ tensors: 1, elements: length, format: 'npy' });
      expect(result.nonFinite.input).toEqual({ nan: 1, infinite: 2 });
      expect(result.nonFinite.output).toEqual({ nan: 1, infinite: 1 });
    },
  );

  test('keeps byte order and order of an .npy file', async () => {
    const data = stored('F32', 6000);
    const big = new Uint8Array(data);
    swapBytes(big, 4);
    const layout = { dtype: 'F32', shape: [60, 100], order: 'F', byteOrder: 'big' } as const;
    await writeNpy(path('x.npy'), { ...layout, data: big });
    await pool.applyFile(gelu, path('x.npy'), path('y.npy'));
    await using file = await openTensors(path('y.npy'));
    expect(file.tensor('y')).toMatchObject(layout);
    const written = await file.tensor('y').readBytes();
    swapBytes(written, 4);
    expect(same(written, expected(gelu, data, 'F32'))).toBe(true);
  });

  test('finds the channels of a Fortran-ordered array', async () => {
    const perChannel = prelu.with({ alpha: [0.1, 0.5] });
    const data = Float32Array.of(-1, -1, -1, -2, -2, -2);
    await writeNpy(path('x.npy'), { dtype: 'F32', shape: [3, 2], order: 'F', data });
    await pool.applyFile(perChannel, path('x.npy'), path('y.npy'));
    await using file = await openTensors(path('y.npy'));
    expect([...(await file.tensor('y').read())]).toEqual([
      ...Float32Array.of(-0.1, -0.1, -0.1, -1, -1, -1),
    ]);
  });

  const tensors: readonly NamedTensorInput[] = [
    { name: 'layer1.preactivation', dtype: 'F32', shape: [length], data: stored('F32') },
    { name: 'layer2.preactivation', dtype: 'F16', shape: [40, 50], data: stored('F16', 2000) },
    { name: 'layer2.bias', dtype: 'F32', shape: [6], data: stored('F32', 6) },
    { name: 'steps', dtype: 'I64', shape: [2], data: new Uint8Array(16).fill(3) },
    { name: 'none', dtype: 'F32', shape: [0, 3], data: new Uint8Array(0) },
  ];
  const dataOf = (name: string): Uint8Array =>
    tensors.find((tensor) => tensor.name === name)!.data as Uint8Array;

  test.each(['npz', 'safetensors'] as const)(
    'computes what is selected in .%s and copies the others',
    async (format) => {
      const name = `x.${format}`;
      if (format === 'npz') await writeNpz(path(name), tensors, { isCompressed: true });
      else await writeSafetensors(path(name), tensors, new Map([['activation', 'gelu']]));
      const output = `y.${format}`;
      const select = 'layer*.preactivation';
      const result = await pool.applyFile(gelu, path(name), path(output), { select });
      expect(result).toMatchObject({ tensors: 2, elements: length + 2000, format });
      await using file = await openTensors(path(output));
      const [x, y] = [await openTensors(path(name)), file];
      expect([...y.tensors.keys()]).toEqual([...x.tensors.keys()]);
      expect([...y.metadata]).toEqual([...x.metadata]);
      await x.close();
      for (const { name: tensor, dtype } of tensors) {
        const computed = tensor.endsWith('preactivation');
        const before = dataOf(tensor);
        const after = computed ? expected(gelu, before, dtype as FloatDType) : before;
        expect(same(await bytesIn(output, tensor), after)).toBe(true);
      }
    },
  );

  test('drops the others if it is told to, and may change the format', async () => {
    await writeSafetensors(path('x.safetensors'), tensors);
    const how = { select: ['*2.bias', 'layer2.p*'], others: 'drop' } as const;
    await pool.applyFile(sigmoid, path('x.safetensors'), path('y.npz'), how);
    await using file = await openTensors(path('y.npz'));
    expect([...file.tensors.keys()].toSorted()).toEqual(['layer2.bias', 'layer2.preactivation']);
  });

  test('with gradients, writes dy · f′(x)', async () => {
    const [x, dy] = [samples(length), samples(length).toReversed()];
    await writeNpy(path('x.npy'), { dtype: 'F32', shape: [length], data: x });
    await writeNpy(path('dy.npy'), { dtype: 'F32', shape: [length], data: dy });
    const backward = path('dy.npy');
    await pool.applyFile(gelu, path('x.npy'), path('dx.npy'), { backward });
    const bytes = encodeFloats(gelu.backward(x, dy), 'F32', 'little');
    expect(same(await bytesIn('dx.npy', 'dx'), bytes)).toBe(true);
  });

  test('computes a set of shards into another', async () => {
    const set = path('set');
    const [a, b] = [stored('F32', 100), stored('BF16', 200)];
    await mkdir(set);
    const one = { name: 'a', dtype: 'F32', shape: [100], data: a } as const;
    const two = { name: 'b', dtype: 'BF16', shape: [200], data: b } as const;
    await writeSafetensors(join(set, 'm-1.safetensors'), [one]);
    await writeSafetensors(join(set, 'm-2.safetensors'), [two]);
    const index = join(set, 'm.safetensors.index.json');
    const map = { a: 'm-1.safetensors', b: 'm-2.safetensors' };
    await writeFile(index, JSON.stringify({ metadata: { total_size: 800 }, weight_map: map }));
    const output = path('out/m.safetensors.index.json');
    await mkdir(path('out'));
    const result = await pool.applyFile(gelu, index, output, { select: 'b' });
    expect(result).toMatchObject({ tensors: 1, elements: 200 });
    await using file = await openTensors(output);
    expect(same(await file.tensor('a').readBytes(), a)).toBe(true);
    expect(same(await file.tensor('b').readBytes(), expected(gelu, b, 'BF16'))).toBe(true);
  });

  test('gives a file the bytes that the calling thread gives it', async () => {
    await using here = createPool({ runOn: 'calling-thread' });
    await writeNpz(path('x.npz'), tensors.slice(0, 3));
    await pool.applyFile(gelu, path('x.npz'), path('y.npz'));
    await here.applyFile(gelu, path('x.npz'), path('z.npz'));
    expect(same(await readFile(path('y.npz')), await readFile(path('z.npz')))).toBe(true);
  });

  test('counts what each worker did, and reports each chunk', async () => {
    await writeNpy(path('x.npy'), { dtype: 'F32', shape: [length], data: samples(length) });
    await using own = createPool({ threads: 2, runOn: 'workers' });
    const spans: string[] = [];
    const progress: number[] = [];
    await own.applyFile(gelu, path('x.npy'), path('y.npy'), {
      onChunk: ({ tensor, chunk, at: [read, compute, write, end] }) => {
        spans.push(`${tensor} ${chunk}`);
        expect([read, compute, write, end].toSorted((a, b) => a - b)).toEqual([
          read,
          compute,
          write,
          end,
        ]);
      },
      onProgress: ({ doneBytes }) => progress.push(doneBytes),
    });
    expect(spans.toSorted()).toEqual(['x 0', 'x 1']);
    expect(progress.at(-1)).toBe(4 * length);
    const { workers } = own.stats();
    const counts = [...workers.values()];
    expect(counts.reduce((sum, { chunks }) => sum + chunks, 0)).toBe(2);
    expect(counts.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(8 * length);
  });

  test.each([
    ['POOL_NOTHING_SELECTED', 'x.npz', 'y.npz', { select: 'layer9*' }],
    ['TENSORS_DTYPE_NOT_FLOAT', 'x.npz', 'y.npz', {}],
    ['POOL_OUTPUT_IS_INPUT', 'x.npz', 'x.npz', { select: 'layer1*' }],
    ['POOL_NON_FINITE', 'x.npz', 'y.npz', { select: 'layer1*', failOnNonFinite: true }],
    ['TENSORS_LAYOUT_UNSUPPORTED', 'x.npz', 'y.npy', { select: 'layer1*' }],
    ['POOL_UNKNOWN_OPTION', 'x.npz', 'y.npz', { selects: 'layer1*' } as object],
    ['POOL_OPTION', 'x.npz', 'y.npz', { select: 7 as unknown as string }],
    ['TENSORS_FILE_NOT_FOUND', 'missing.npz', 'y.npz', {}],
    ['TENSORS_FILE_NOT_FOUND', 'x.npz', 'missing/y.npz', { select: 'layer1*' }],
  ] satisfies [string, string, string, FileOptions][])(
    'refuses with %s and leaves nothing',
    async (code, input, output, options) => {
      await writeNpz(path('x.npz'), tensors);
      await rm(path('y.npz'), { force: true });
      const before = await readdir(folder);
      const call = pool.applyFile(gelu, path(input), path(output), options);
      await expect(call).rejects.toMatchObject({ code });
      expect(await readdir(folder)).toEqual(before);
    },
  );
});

describe('convertFile', () => {
  test('rounds once to another dtype, in another format', async () => {
    const data = samples(length, new Float64Array(length));
    await writeNpy(path('x.npy'), { dtype: 'F64', shape: [length], data });
    await pool.convertFile(path('x.npy'), path('y.safetensors'), { dtype: 'BF16' });
    const bytes = encodeFloats(data, 'BF16', 'little');
    expect(same(await bytesIn('y.safetensors', 'x'), bytes)).toBe(true);
  });

  test.each(['F64', 'F32', 'F16', 'BF16'] as const)(
    '%s to wider dtypes is exact',
    async (dtype) => {
      const data = stored(dtype, 1000);
      const tensor = { name: 't', dtype, shape: [1000], data };
      await writeSafetensors(path('x.safetensors'), [tensor]);
      await pool.convertFile(path('x.safetensors'), path('y.safetensors'), { dtype: 'F64' });
      const values = Float64Array.from(decodeFloats(new Uint8Array(data), dtype, 'little'));
      const bytes = new Uint8Array(values.buffer);
      expect(same(await bytesIn('y.safetensors', 't'), bytes)).toBe(true);
    },
  );
});

describe('an array that is stored column by column', () => {
  test('becomes rows in .safetensors, and again an array in .npz', async () => {
    const values = Float32Array.from({ length: 24 }, (_, index) => index);
    const shape = [2, 3, 4];
    await writeNpy(path('x.npy'), { dtype: 'F32', shape, order: 'F', data: values });
    await pool.convertFile(path('x.npy'), path('y.safetensors'));
    await pool.convertFile(path('x.npy'), path('z.npz'));
    await using rows = await openTensors(path('y.safetensors'));
    const byRow: number[] = [];
    for (let i = 0; i < 2; i++)
      for (let j = 0; j < 3; j++) for (let k = 0; k < 4; k++) byRow.push(i + 2 * j + 6 * k);
    expect([...(await rows.tensor('x').read())]).toEqual(byRow);
    await using columns = await openTensors(path('z.npz'));
    expect(columns.tensor('x')).toMatchObject({ order: 'F', shape });
    expect([...(await columns.tensor('x').read())]).toEqual([...values]);
  });
});

describe('mapTensors', () => {
  test('computes tensors for a writer while it writes them', async () => {
    const data = stored('F16');
    await writeNpz(path('x.npz'), [{ name: 'a', dtype: 'F16', shape: [length], data }]);
    await using file = await openTensors(path('x.npz'));
    await writeSafetensors(path('y.safetensors'), pool.mapTensors(gelu, file.tensors.values()));
    expect(same(await bytesIn('y.safetensors', 'a'), expected(gelu, data, 'F16'))).toBe(true);
  });
});
