// `npx pnpm@10 code`: real VS Code in the browser with this extension, on the sample workspace.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { installCodeServer, startCodeServer } from './code-server.mjs';

const here = resolve(import.meta.dirname, '..');
const { name, version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));

installCodeServer();
const home = mkdtempSync(join(tmpdir(), 'actigrad-code-'));
const editor = await startCodeServer({
  vsix: join(here, `${name}-${version}.vsix`),
  home,
  folder: resolve(here, '../../samples/workspace'),
  port: 8137,
  settings: { 'workbench.startupEditor': 'none', 'security.workspace.trust.enabled': false },
});
console.log(
  `VS Code with Actigrad: ${editor.url}\nOpen model.py and hover an activation. Ctrl+C ends it.`,
);
openInBrowser(editor.url);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    void editor.stop().then(() => {
      rmSync(home, { recursive: true, force: true });
      process.exit();
    });
  });
}

/** Best effort: where there is no desktop, the address is enough. */
function openInBrowser(address) {
  const [command, ...before] = {
    darwin: ['open'],
    win32: ['cmd', '/c', 'start', ''],
  }[process.platform] ?? ['xdg-open'];
  spawn(command, [...before, address], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
