import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { installCodeServer, startCodeServer } from '../../scripts/code-server.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the editor, open on a copy of the sample workspace. */
    readonly editorUrl: string;
    /** File with the user's settings. */
    readonly settingsPath: string;
  }
}

const root = fileURLToPath(new URL('../../', import.meta.url));

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  installCodeServer();
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const home = mkdtempSync(join(tmpdir(), 'actigrad-editor-'));
  const folder = join(home, 'workspace');
  cpSync(join(root, '../../samples/workspace'), folder, { recursive: true });
  const editor = await startCodeServer({
    vsix: join(root, `${name}-${version}.vsix`),
    home,
    folder,
  });
  project.provide('editorUrl', editor.url);
  project.provide('settingsPath', join(home, 'data/User/settings.json'));
  return async () => {
    await editor.stop();
    rmSync(home, { recursive: true, force: true });
  };
}
