import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { openTensors } from '@actigrad/tensors/node';
import { makeSparseCapture } from '../../scripts/make-large-capture.mjs';
import { installCodeServer, startCodeServer } from '../../scripts/code-server.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the editor, open on a copy of the sample workspace. */
    readonly editorUrl: string;
    /** File with the user's settings. */
    readonly settingsPath: string;
    /** What the editor and its extensions keep; names their processes. */
    readonly editorHome: string;
  }
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The index of a set with one shard, as large models have many. */
async function makeSet(folder: string, shard: string): Promise<void> {
  const file = await openTensors(join(folder, shard));
  const names = [...file.tensors.keys()];
  await file[Symbol.asyncDispose]();
  const weight_map = Object.fromEntries(names.map((name) => [name, shard]));
  writeFileSync(join(folder, 'model.safetensors.index.json'), JSON.stringify({ weight_map }));
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  installCodeServer();
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const home = mkdtempSync(join(tmpdir(), 'actigrad-editor-'));
  const folder = join(home, 'workspace');
  cpSync(join(root, '../../samples/workspace'), folder, { recursive: true });
  cpSync(join(root, '../../samples/networks'), join(folder, 'networks'), { recursive: true });
  cpSync(join(root, '../../packages/tensors/test/bad-files'), join(folder, 'bad-files'), {
    recursive: true,
  });
  await makeSparseCapture(join(folder, 'large.safetensors'), 2 ** 32);
  await makeSet(join(folder, 'networks'), 'sigmoid-vanishing.safetensors');
  // Keys for what the tests do fifty times.
  mkdirSync(join(home, 'data/User'), { recursive: true });
  writeFileSync(
    join(home, 'data/User/keybindings.json'),
    JSON.stringify([
      { key: 'f9', command: 'actigrad.openPanel' },
      { key: 'f10', command: 'workbench.action.closeEditorsInOtherGroups' },
    ]),
  );
  const editor = await startCodeServer({
    vsix: join(root, `${name}-${version}.vsix`),
    home,
    folder,
  });
  project.provide('editorUrl', editor.url);
  project.provide('editorHome', home);
  project.provide('settingsPath', join(home, 'data/User/settings.json'));
  return async () => {
    await editor.stop();
    rmSync(home, { recursive: true, force: true });
  };
}
