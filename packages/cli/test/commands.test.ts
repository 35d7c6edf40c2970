import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activation } from '@actigrad/core';
import {
  decodeFloats,
  encodeFloats,
  openTensors,
  writeNpy,
  writeNpz,
  writeSafetensors,
} from '@actigrad/tensors/node';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { actigrad, actigradReading, command, spawnProgram } from './actigrad.ts';

vi.setConfig({ testTimeout: 60_000 });

let folder: string;
const path = (name: string): string => join(folder, name);
const readBytes = (name: string): Promise<Buffer> => readFile(path(name));
const values = Float32Array.of(-2, -0.5, 0, 0.1, 3, 70_000);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'actigrad-commands-'));
  await writeNpy(path('x.npy'), { dtype: 'F32', shape: [2, 3], data: values });
  await mkdir(path('batch/deep'), { recursive: true });
  const tensor = { dtype: 'F32', shape: [6], data: values } as const;
  await writeNpy(path('batch/a.npy'), tensor);
  await writeNpz(path('batch/deep/b.npz'), [{ ...tensor, name: 'w' }]);
  await writeFile(path('batch/c.npy'), 'not an array');
  await writeFile(path('batch/notes.txt'), 'no tensors');
  await writeSafetensors(path('batch/m-1.safetensors'), [{ ...tensor, name: 's' }]);
  await writeFile(
    path('batch/m.safetensors.index.json'),
    JSON.stringify({ weight_map: { s: 'm-1.safetensors' } }),
  );
});
afterAll(() => rm(folder, { recursive: true }));

async function readFloats(file: string, tensor: string): Promise<readonly number[]> {
  await using opened = await openTensors(file, { npyVoid2: 'bf16' });
  return [...(await opened.tensor(tensor).read())];
}

describe('convert', () => {
  test.each(['npy', 'npz', 'safetensors'])(
    'writes .%s and reads it back to the same numbers',
    async (format) => {
      await actigrad('convert', path('x.npy'), '-o', path(`y.${format}`));
      await actigrad('convert', path(`y.${format}`), '-o', path('z.npy'));
      expect(await readFloats(path('z.npy'), 'z')).toEqual([...values]);
    },
  );

  test.each(['f16', 'bf16'] as const)('rounds to %s once, as its kernels do', async (dtype) => {
    const args = ['-o', path('y.npz'), '--dtype', dtype, '--npy-void2', 'bf16'];
    expect(await actigrad('convert', path('x.npy'), ...args)).toMatchObject({ code: 0 });
    const name = dtype.toUpperCase() as 'F16' | 'BF16';
    const rounded = decodeFloats(encodeFloats(values, name, 'little'), name, 'little');
    expect(await readFloats(path('y.npz'), 'x')).toEqual([...rounded]);
  });
});

describe('what is written from front to back', () => {
  test('--compress deflates an archive, and refuses what is none or is its own input', async () => {
    const zeros = new Float32Array(10_000);
    await writeNpz(path('zeros.npz'), [{ name: 'w', dtype: 'F32', shape: [10_000], data: zeros }]);
    const args = ['apply', 'sigmoid', path('zeros.npz'), '--compress'];
    expect(await actigrad(...args, '-o', path('packed.npz'))).toMatchObject({ code: 0 });
    expect((await stat(path('packed.npz'))).size).toBeLessThan(1000);
    expect(new Set(await readFloats(path('packed.npz'), 'w'))).toEqual(new Set([0.5]));
    for (const output of ['zeros.npz', 'x.safetensors']) {
      const run = await actigrad(...args, '-o', path(output));
      expect(run.code).toBe(2);
      expect(run.stderr).toContain('[CLI_USAGE]');
    }
    expect(new Set(await readFloats(path('zeros.npz'), 'w'))).toEqual(new Set([0]));
  });

  test.each(['npz', 'safetensors'])(
    'standard input may be .%s, told by its first bytes',
    async (format) => {
      const tensors = ['a', 'b'].map(
        (name) => ({ name, dtype: 'F32', shape: [6], data: values }) as const,
      );
      await (format === 'npz' ? writeNpz : writeSafetensors)(path(`in.${format}`), tensors);
      const run = actigradReading(
        await readBytes(`in.${format}`),
        'apply',
        'gelu',
        '-',
        '-o',
        path(`out.${format}`),
      );
      expect(await run).toMatchObject({ code: 0 });
      await actigrad('apply', 'gelu', path(`in.${format}`), '-o', path(`same.${format}`));
      expect((await readBytes(`out.${format}`)).equals(await readBytes(`same.${format}`))).toBe(
        true,
      );
      const short = (await readBytes(`in.${format}`)).subarray(0, 60);
      const refused = await actigradReading(short, 'apply', 'gelu', '-', '-o', path('none.npz'));
      expect(refused.code).toBe(1);
      expect(refused.stderr).toMatch(/^actigrad: [^\n]+ \[TENSORS_[A-Z_]+\]\n$/);
      expect(await readdir(folder)).not.toContain('none.npz');
    },
  );
});

describe('a batch', () => {
  test('goes through folders, past a bad file, and says so at the end and in its exit code', async () => {
    const { code, stderr } = await actigrad('apply', 'gelu', path('batch'), '-o', path('out'));
    expect(code).toBe(3);
    expect(stderr).toMatch(/^actigrad: .*c\.npy: first bytes .* \[TENSORS_MAGIC_INVALID\]$/m);
    expect(stderr).toMatch(/1 of 4 files failed: .*c\.npy \[CLI_FILES_FAILED\]\n$/);
    const expected = [...activation('gelu').forward(values)];
    expect(await readFloats(path('out/a.npy'), 'a')).toEqual(expected);
    expect(await readFloats(path('out/deep/b.npz'), 'w')).toEqual(expected);
    expect(await readFloats(path('out/m.safetensors.index.json'), 's')).toEqual(expected);
    expect((await readdir(path('out'))).toSorted()).toEqual([
      'a.npy',
      'deep',
      'm-1.safetensors',
      'm.safetensors.index.json',
    ]);
  });

  test('expands patterns that the shell did not, and tells the results as one JSON object', async () => {
    const args = ['apply', 'tanh', path('batch/**/[ab].np*'), '-o', path('json'), '--json'];
    const { code, stdout, stderr } = await actigrad(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      command: 'apply',
      function: 'tanh',
      direction: 'forward',
      files: [
        { status: 'done', format: 'npy', tensors: 1, elements: 6, byteLength: 152 },
        { status: 'done', format: 'npz', tensors: 1, elements: 6 },
      ],
      totals: { files: 2, failed: 0, elements: 12 },
    });
  });

  test('of nothing but bad files fails', async () => {
    const bad = [path('batch/c.npy'), path('none.npy')];
    const { code, stdout } = await actigrad('apply', 'gelu', ...bad, '-o', path('bad'), '--json');
    expect(code).toBe(1);
    const { files } = JSON.parse(stdout) as { files: { error: { code: string } }[] };
    expect(files.map(({ error }) => error.code)).toEqual([
      'TENSORS_MAGIC_INVALID',
      'TENSORS_FILE_NOT_FOUND',
    ]);
  });

  test('--progress=json writes events, a line each, on standard error', async () => {
    const args = ['apply', 'gelu', path('batch/a.npy'), path('x.npy'), '-o', path('p')];
    const { stderr, code } = await actigrad(...args, '--progress=json', '--json');
    expect(code).toBe(0);
    const events = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string });
    expect(events.filter(({ event }) => event === 'file')).toHaveLength(2);
    expect(events.at(-1)).toMatchObject({ event: 'end', files: 2, doneFiles: 2, doneBytes: 304 });
  });

  test('--dry-run says what would be written and writes nothing', async () => {
    const { code, stderr } = await actigrad(
      'apply',
      'gelu',
      path('x.npy'),
      '-o',
      path('dry.npy'),
      '--dry-run',
    );
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `would write ${path('dry.npy')}: 6 elements in 1 chunks, 152 B\n`,
    });
    expect(await readdir(folder)).not.toContain('dry.npy');
  });

  test('--trace writes what each thread did when, as Chrome reads it', async () => {
    await actigrad('apply', 'gelu', path('x.npy'), '-o', path('t.npy'), '--trace', path('t.json'));
    const events = JSON.parse(await readFile(path('t.json'), 'utf8')) as {
      ph: string;
      name: string;
      dur: number;
    }[];
    const spans = events.filter(({ ph }) => ph === 'X');
    expect(spans.map(({ name }) => name)).toEqual(['read', 'compute']);
    for (const { dur } of spans) expect(dur).toBeGreaterThanOrEqual(0);
  });

  test.each([
    ['two outputs would meet', ['batch/a.npy', 'copy/a.npy', '-o', 'o']],
    ['several inputs and one file', ['batch/a.npy', 'x.npy', '-o', 'x.npy']],
    ['both an output and in place', ['x.npy', '-o', 'y.npy', '--in-place']],
    ['no file matches', ['none*.npy', '-o', 'o']],
    ['JSON and data on standard output', ['x.npy', '-o', '-', '--json']],
    ['a stream to resume', ['x.npy', '-o', '-', '--resume']],
    ['a stream in place', ['-', '--in-place']],
  ])('is refused where %s', async (_why, args) => {
    const named = args.map((arg) => (/^[a-z]/.test(arg) ? path(arg) : arg));
    const { code, stderr } = await actigrad('apply', 'gelu', ...named);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^actigrad: [^\n]+ \[CLI_USAGE\]\n$/);
  });
});

describe('verify', () => {
  test('reads files to the end, with their SHA-256', async () => {
    const { code, stdout } = await actigrad('verify', path('x.npy'), '--json');
    const sha256 = createHash('sha256')
      .update(await readFile(path('x.npy')))
      .digest('hex');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      files: [
        { status: 'ok', sha256, tensors: [{ name: 'x', dtype: 'F32', shape: [2, 3], nan: 0 }] },
      ],
      failed: 0,
    });
  });

  test('finds a bit that turned in an archive', async () => {
    const bytes = await readFile(path('batch/deep/b.npz'));
    const at = bytes.indexOf(Buffer.from(values.buffer));
    bytes[at + 5]! ^= 1;
    await writeFile(path('turned.npz'), bytes);
    const { code, stderr } = await actigrad('verify', path('turned.npz'));
    expect(code).toBe(1);
    expect(stderr).toContain('[TENSORS_ZIP_CHECKSUM]');
  });
});

test('bench prints rates that were measured here', async () => {
  const { code, stdout } = await actigrad('bench', 'relu', '--json');
  expect(code).toBe(0);
  const { functions } = JSON.parse(stdout) as {
    functions: { function: string; rates: Record<string, { best: number; median: number }> }[];
  };
  expect(functions.map(({ function: id }) => id)).toEqual(['relu']);
  for (const { best, median } of Object.values(functions[0]!.rates)) {
    expect(median).toBeGreaterThan(0);
    expect(best).toBeGreaterThanOrEqual(median);
  }
});

describe('completion', () => {
  test('of bash offers commands, options, their values and functions', async () => {
    const script = `
      actigrad() { "${process.execPath}" "${command}" "$@"; }
      source <(actigrad completion bash)
      complete_line() {
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _actigrad; echo "\${COMPREPLY[*]}"
      }
      complete_line actigrad co
      complete_line actigrad apply squared
      complete_line actigrad apply gelu x.npy --fo
      complete_line actigrad apply gelu x.npy --format n
      complete_line actigrad apply gelu x.npy -o ''
      complete_line actigrad completion z`;
    const { stdout, stderr } = await spawnProgram('bash', ['-c', script]).ended;
    expect(stderr).toBe('');
    expect(stdout.split('\n')).toEqual([
      'convert completion',
      'squared-relu',
      '--format',
      'npy npz',
      '',
      'zsh',
      '',
    ]);
  });

  test.each(['zsh', 'fish'])('of %s names every command and option', async (shell) => {
    const { stdout } = await actigrad('completion', shell);
    const { stdout: help } = await actigrad('apply', '--help');
    const options = [...help.matchAll(/ --([a-z0-9-]+)/g)].map(([, option]) => option ?? '');
    for (const option of options)
      expect(stdout).toContain(shell === 'fish' ? `-l ${option}` : `--${option}`);
  });
});

/** In a pseudo-terminal, made by script(1); returns what it shows. */
async function onTerminal(env: NodeJS.ProcessEnv): Promise<string> {
  await writeNpy(path('big.npy'), {
    dtype: 'F32',
    shape: [10, 2 ** 20],
    data: Array.from({ length: 10 }, () => new Float32Array(2 ** 20)),
  });
  const run = `"${process.execPath}" "${command}" apply tanh "${path('big.npy')}" -o "${path('out.npy')}" -t 1`;
  const slowDisk = `--import ${new URL('fixtures/faults.mjs', import.meta.url).href}`;
  const fault = { FAULT: 'slow' };
  const { CI: _ci, NO_COLOR: _noColour, ...plain } = process.env;
  const options = { env: { ...plain, TERM: 'xterm', NODE_OPTIONS: slowDisk, ...fault, ...env } };
  const { stdout } = await spawnProgram('script', ['-qec', run, '/dev/null'], options).ended;
  return stdout.replaceAll('\u001b[K', '<clear>');
}

describe('on a terminal', () => {
  test('a bar shows share, rate and time left, and is gone at the end; elsewhere there is none', async () => {
    const shown = await onTerminal({});
    expect(shown).toMatch(
      /\r<clear>\[█* *\] {1,3}\d+ % {2}[\d.]+ MB of 41\.9 MB {2}[\d.]+ [MG]B\/s {2}0:\d\d left/,
    );
    expect(shown).toMatch(/\r<clear>tanh: 10,485,760 elements in [^\r]+\r\n$/);
    expect(await onTerminal({ TERM: 'dumb' })).not.toContain('█');
    expect(await onTerminal({ CI: 'true' })).not.toContain('█');
  });
});
