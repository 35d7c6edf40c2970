import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { activation } from '@actigrad/core';
import { openTensors, writeNpy } from '@actigrad/tensors/node';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { actigrad } from './actigrad.ts';

// Each command is a process of its own.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;
const length = 2_500_000;
const x = Float32Array.from({ length }, (_, index) => Math.sin(index) * 20);
const dy = Float32Array.from({ length }, (_, index) => Math.cos(index));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'actigrad-apply-'));
  await writeNpy(path('x.npy'), { dtype: 'F32', shape: [2500, 1000], data: x });
  await writeNpy(path('dy.npy'), { dtype: 'F32', shape: [2500, 1000], data: dy });
});

afterAll(() => rm(folder, { recursive: true }));

function path(name: string): string {
  return join(folder, name);
}

interface Stored {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

async function read(name: string): Promise<Stored> {
  await using file = await openTensors(path(name));
  const [tensor] = file.tensors.values();
  if (!tensor) throw new Error(`${name} holds no tensor`);
  return { dtype: tensor.dtype, shape: tensor.shape, bytes: await tensor.readBytes() };
}

/** Whether a file holds just these numbers; far faster than comparing them one by one. */
function holds({ bytes }: Stored, values: Float32Array | Float64Array): boolean {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).equals(bytes);
}

test('writes f of every element, in the shape of the input, and says so on standard error', async () => {
  const run = await actigrad('apply', 'sigmoid', path('x.npy'), '-o', path('y.npy'));
  expect(run).toMatchObject({ code: 0, stdout: '' });
  expect(run.stderr).toMatch(/^sigmoid: 2,500,000 elements in [\d.]+ s \([\d.]+ [kMG]B\/s\) → /);
  const written = await read('y.npy');
  expect(written).toMatchObject({ dtype: 'F32', shape: [2500, 1000] });
  expect(holds(written, activation('sigmoid').forward(x))).toBe(true);
});

test('--backward writes dy · f′(x); --param sets a parameter', async () => {
  const args = ['-b', path('dy.npy'), '-p', 'slope=0.2', '-o', path('dx.npy')];
  await actigrad('apply', 'LeakyReLU', path('x.npy'), ...args);
  const expected = activation('leaky-relu').with({ slope: 0.2 }).backward(x, dy);
  expect(holds(await read('dx.npy'), expected)).toBe(true);
});

test('float64 stays float64', async () => {
  await writeNpy(path('x64.npy'), { dtype: 'F64', shape: [3], data: Float64Array.of(-1, 0.5, 40) });
  await actigrad('apply', 'sigmoid', path('x64.npy'), '-o', path('y64.npy'));
  const expected = activation('sigmoid').forward(Float64Array.of(-1, 0.5, 40));
  expect(holds(await read('y64.npy'), expected)).toBe(true);
});

test('the same bytes for 1, 2 and 3 threads', async () => {
  const digests = new Set<string>();
  for (const threads of ['1', '2', '3']) {
    const { code } = await actigrad(
      'apply',
      'tanh',
      path('x.npy'),
      '-o',
      path('t.npy'),
      '-t',
      threads,
    );
    expect(code).toBe(0);
    digests.add(
      createHash('sha256')
        .update(await readFile(path('t.npy')))
        .digest('hex'),
    );
  }
  expect(digests.size).toBe(1);
});

describe('what is wrong is one line with a code, and no file is left', () => {
  beforeAll(async () => {
    const whole = await readFile(path('x.npy'));
    await writeFile(path('short.npy'), whole.subarray(0, 4096));
    await writeFile(path('text.npy'), 'not a tensor');
    await writeNpy(path('ints.npy'), { dtype: 'I32', shape: [2], data: new Uint8Array(8) });
    await writeNpy(path('dy64.npy'), {
      dtype: 'F64',
      shape: [2500, 1000],
      data: new Float64Array(length),
    });
    await writeNpy(path('row.npy'), { dtype: 'F32', shape: [length], data: dy });
  });

  const out = 'out.npy';
  test.each([
    [
      'an unknown function',
      2,
      'CORE_UNKNOWN_FUNCTION',
      () => ['apply', 'sigmiod', path('x.npy'), '-o', path(out)],
    ],
    [
      'an unknown parameter',
      2,
      'CORE_UNKNOWN_PARAMETER',
      () => ['apply', 'elu', path('x.npy'), '-o', path(out), '-p', 'slope=1'],
    ],
    [
      'a NaN parameter',
      2,
      'CORE_PARAMETER_OUT_OF_RANGE',
      () => ['apply', 'elu', path('x.npy'), '-o', path(out), '-p', 'alpha=NaN'],
    ],
    [
      'a parameter without a value',
      2,
      'CLI_USAGE',
      () => ['apply', 'elu', path('x.npy'), '-o', path(out), '-p', 'alpha'],
    ],
    [
      'a parameter that is no number',
      2,
      'CLI_USAGE',
      () => ['apply', 'elu', path('x.npy'), '-o', path(out), '-p', 'alpha=one'],
    ],
    [
      'no threads',
      2,
      'CLI_USAGE',
      () => ['apply', 'elu', path('x.npy'), '-o', path(out), '-t', '0'],
    ],
    [
      'an unknown option',
      2,
      'CLI_USAGE',
      () => ['apply', 'elu', path('x.npy'), '-o', path(out), '--fast'],
    ],
    ['an unknown command', 2, 'CLI_USAGE', () => ['aply']],
    ['no output', 2, 'CLI_USAGE', () => ['apply', 'elu', path('x.npy')]],
    [
      'the output being the input',
      2,
      'POOL_OUTPUT_IS_INPUT',
      () => ['apply', 'elu', path('x.npy'), '-o', path('x.npy')],
    ],
    [
      'a missing file',
      1,
      'TENSORS_FILE_NOT_FOUND',
      () => ['apply', 'elu', path('none.npy'), '-o', path(out)],
    ],
    [
      'a truncated file',
      1,
      'TENSORS_FILE_TRUNCATED',
      () => ['apply', 'elu', path('short.npy'), '-o', path(out)],
    ],
    [
      'a file of another kind',
      1,
      'TENSORS_',
      () => ['apply', 'elu', path('text.npy'), '-o', path(out)],
    ],
    [
      'a dtype that is no float',
      1,
      'TENSORS_DTYPE_NOT_FLOAT',
      () => ['apply', 'elu', path('ints.npy'), '-o', path(out)],
    ],
    [
      'a gradient of another dtype',
      1,
      'POOL_MISMATCH',
      () => ['apply', 'elu', path('x.npy'), '-b', path('dy64.npy'), '-o', path(out)],
    ],
    [
      'a gradient of another shape',
      1,
      'POOL_MISMATCH',
      () => ['apply', 'elu', path('x.npy'), '-b', path('row.npy'), '-o', path(out)],
    ],
    [
      'an output folder that is missing',
      1,
      'TENSORS_',
      () => ['apply', 'elu', path('x.npy'), '-o', join(folder, 'none', out)],
    ],
  ])('%s', async (_case, exitCode, errorCode, args) => {
    const before = await readdir(folder);
    const { code, stdout, stderr } = await actigrad(...args());
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/^actigrad: .+ \[[A-Z_]+\]\n$/);
    expect(stderr).toContain(`[${errorCode}`);
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' });
    expect(await readdir(folder)).toEqual(before);
  });
});

test('a file that exists is replaced only by a whole result', async () => {
  await writeFile(path('kept.npy'), 'old');
  await actigrad('apply', 'elu', path('short.npy'), '-o', path('kept.npy'));
  expect(await readFile(path('kept.npy'), 'utf8')).toBe('old');
});
