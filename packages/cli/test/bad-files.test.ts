import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { command, spawnProgram } from './actigrad.ts';

vi.setConfig({ testTimeout: 120_000 });

interface BadFile {
  readonly path: string;
  readonly expect: string;
}

const corpus = fileURLToPath(new URL('../../tensors/test/bad-files/', import.meta.url));
const preload = new URL('fixtures/report-memory.mjs', import.meta.url).href;
/** Of the verdicts that leave a choice, those that mean: read it. */
const read = new Set(['ok', 'ok-in-rust', 'ok-or-unsupported-dtype', 'reject-or-read-by-content']);
const mostKilobytes = 200_000;

interface Report {
  readonly files: readonly {
    readonly status: 'done' | 'failed';
    readonly output: string;
    readonly error?: { readonly code: string; readonly message: string };
  }[];
}

test('every malformed file of a folder is refused in one line with a code, and nothing is written; every odd one is read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'actigrad-bad-'));
  const files = JSON.parse(await readFile(join(corpus, 'MANIFEST.json'), 'utf8')) as BadFile[];
  const args = ['--import', preload, command, 'convert', corpus, '-o', folder, '--json'];
  const began = performance.now();
  const { code, stdout, stderr } = await spawnProgram(process.execPath, args).ended;
  const ms = Math.round(performance.now() - began);
  expect(code).toBe(3);
  const kilobytes = Number(/maxRSS (\d+)\n$/.exec(stderr)?.[1]);
  console.log(`${files.length} files in ${ms} ms and ${Math.round(kilobytes / 1000)} MB`);
  expect(kilobytes).toBeLessThan(mostKilobytes);
  const report = JSON.parse(stdout) as Report;
  expect(report.files).toHaveLength(files.length);
  const lines = stderr.split('\n').filter((line) => !line.endsWith('[CLI_FILES_FAILED]'));
  for (const { path, expect: verdict } of files) {
    const output = join(folder, path);
    const { status, error } = report.files.find((file) => file.output === output) ?? {};
    const isRead = read.has(verdict);
    expect([path, status]).toEqual([path, isRead ? 'done' : 'failed']);
    const said = lines.filter((line) => line.includes(`/${path}`));
    expect([path, said.length]).toEqual([path, isRead ? 0 : 1]);
    if (error) expect(said[0]).toMatch(/^actigrad: [^\n]{10,500} \[TENSORS_[A-Z_]+\]$/);
    if (error) expect(said[0]).toContain(`[${error.code}]`);
  }
  const written = (await readdir(folder, { recursive: true })).filter((name) =>
    /\.[a-z]+$/.test(name),
  );
  const readable = files.filter(({ expect: verdict }) => read.has(verdict));
  expect(written.toSorted()).toEqual(readable.map(({ path }) => path).toSorted());
  await rm(folder, { recursive: true });
});

// What a header claims is refused before anything is allocated: these claim the most.
test.each([
  'safetensors/bad_header_1GB_claim.safetensors',
  'safetensors/bad_deep_nesting.safetensors',
  'npy/bad_huge_shape.npy',
  'npz/bad_bomb_header_lies.npz',
])('%s alone is refused in one line, in bounded memory', async (name) => {
  const output = join(tmpdir(), 'actigrad-bad-never-written');
  const args = ['--import', preload, command, 'convert', join(corpus, name), '-o', output];
  const { code, stderr } = await spawnProgram(process.execPath, args).ended;
  expect(code).toBe(1);
  const [, said, kilobytes] = /^([^]*?)maxRSS (\d+)\n$/.exec(stderr) ?? [];
  expect(said).toMatch(/^actigrad: [^\n]{10,500} \[TENSORS_[A-Z_]+\]\n$/);
  expect(Number(kilobytes)).toBeLessThan(mostKilobytes);
});
