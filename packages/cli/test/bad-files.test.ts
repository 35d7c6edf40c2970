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

interface Verdict {
  readonly code: number | null;
  readonly said: string;
  readonly kilobytes: number;
  readonly ms: number;
}

async function copy(file: string, output: string): Promise<Verdict> {
  const began = performance.now();
  const args = ['--import', preload, command, 'convert', file, '-o', output];
  const { code, stderr } = await spawnProgram(process.execPath, args).ended;
  const [, said = '', kilobytes = ''] = /^([^]*?)maxRSS (\d+)\n$/.exec(stderr) ?? [];
  return { code, said, kilobytes: Number(kilobytes), ms: performance.now() - began };
}

/** Two at a time: each is a process of its own. */
async function forEachFile(
  files: readonly BadFile[],
  act: (file: BadFile) => Promise<void>,
): Promise<void> {
  const queue = [...files];
  const lane = async (): Promise<void> => {
    for (let file = queue.shift(); file; file = queue.shift()) await act(file);
  };
  await Promise.all([lane(), lane()]);
}

test('every malformed file is refused in one line with a code, and nothing is written; every odd one is read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'actigrad-bad-'));
  const files = JSON.parse(await readFile(join(corpus, 'MANIFEST.json'), 'utf8')) as BadFile[];
  let slowest = 0;
  let largest = 0;
  await forEachFile(files, async (file) => {
    const name = file.path.replaceAll('/', '-');
    const extension = /\.[a-z]+$/.exec(name)?.[0] ?? '';
    const output = join(
      folder,
      file.path.endsWith('bad_not_zip.npz') ? 'x.npy' : `${name}-out${extension}`,
    );
    const { code, said, kilobytes, ms } = await copy(join(corpus, file.path), output);
    slowest = Math.max(slowest, ms);
    largest = Math.max(largest, kilobytes);
    expect([file.path, kilobytes < mostKilobytes]).toEqual([file.path, true]);
    if (read.has(file.expect)) {
      expect([file.path, code, said]).toEqual([
        file.path,
        0,
        expect.stringContaining('elements to'),
      ]);
      await rm(output);
    } else {
      expect([file.path, code]).toEqual([file.path, 1]);
      expect(said).toMatch(/^actigrad: [^\n]{10,500} \[TENSORS_[A-Z_]+\]\n$/);
    }
  });
  expect(await readdir(folder)).toEqual([]);
  await rm(folder, { recursive: true });
  console.log(
    `${files.length} files: slowest ${Math.round(slowest)} ms, at most ${Math.round(largest / 1000)} MB`,
  );
});
