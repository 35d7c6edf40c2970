import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeNpy, writeSafetensors } from '@actigrad/tensors/node';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { command, spawnProgram } from './actigrad.ts';

vi.setConfig({ testTimeout: 120_000 });

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
const fences = [...readme.matchAll(/```sh\n([^]*?)```/g)].map(([, code = '']) => code);
const root = fileURLToPath(new URL('../../../', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'actigrad-readme-'));
  const tensor = { dtype: 'F32', shape: [4], data: Float32Array.of(-1, 0, 1, 2) } as const;
  await writeNpy(join(folder, 'x.npy'), tensor);
  const name = 'layer1.preactivation';
  await writeSafetensors(join(folder, 'dump.safetensors'), [{ ...tensor, name }]);
  await mkdir(join(folder, 'dumps'));
  await writeNpy(join(folder, 'dumps/a.npy'), tensor);
});
afterAll(() => rm(folder, { recursive: true }));

test.each(fences)('what the README shows runs:\n%s', async (code) => {
  // What it shows of the samples runs in the root of the project, what it does to files beside them.
  const cwd = code.includes('samples/') ? root : folder;
  const script = `actigrad() { "${process.execPath}" "${command}" "$@"; }\nset -eo pipefail\n${code}`;
  const { code: exitCode, stderr } = await spawnProgram('bash', ['-c', script], { cwd }).ended;
  expect({ exitCode, errors: stderr.match(/^actigrad: .*/gm) }).toEqual({
    exitCode: 0,
    errors: null,
  });
});
