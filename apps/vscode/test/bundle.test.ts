import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
/** As it is packed, beside the manifest that says what it is. */
const bundle = `${root}dist/vsix/dist/extension.js`;
const { name, version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  name: string;
  version: string;
};

test('the package is under 2 MB', () => {
  const { size } = statSync(`${root}${name}-${version}.vsix`);
  console.log(`${name}-${version}.vsix: ${Math.round(size / 1000)} kB`);
  expect(size).toBeLessThan(2_000_000);
});

test('the bundle asks its host for nothing but the editor, and for threads once a capture is opened', () => {
  const asked = [...readFileSync(bundle, 'utf8').matchAll(/\brequire\("([^"]+)"\)/g)];
  expect(new Set(asked.map(([, module]) => module))).toEqual(
    new Set(['vscode', 'node:url', 'node:worker_threads']),
  );
});

test('the example is the model of the sample workspace', () => {
  const example = readFileSync(`${root}dist/vsix/dist/example.py`, 'utf8');
  expect(example).toBe(readFileSync(`${root}../../samples/workspace/model.py`, 'utf8'));
});

/** Loads the bundle in a process of its own; loading needs nothing of the editor's but its name. */
const load = `
  const Module = require('node:module');
  const original = Module._load;
  Module._load = (request, ...rest) => (request === 'vscode' ? {} : original(request, ...rest));
  const before = process.cpuUsage();
  require(${JSON.stringify(bundle)});
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / 1000);`;

test('it is loaded without a complaint; how long that takes is printed', () => {
  // Processor time, and the best of three: the machine may have other work.
  const times = [1, 2, 3].map(() => {
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', load], { encoding: 'utf8' });
    expect({ stderr, stdout }).toEqual({
      stderr: '',
      stdout: expect.stringMatching(/^[\d.]+\n$/) as string,
    });
    return Number(stdout);
  });
  console.log(`loading the bundle: ${Math.min(...times).toFixed(0)} ms`);
});
