// `node scripts/measure-capture.mjs [opens]`: opens a capture of 1.09 GB in real VS Code, then a small one fifty
// times, and prints how long figures take and what the extension host keeps in memory. Needs the packaged extension.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { installCodeServer, startCodeServer } from './code-server.mjs';
import { extensionHostMemory } from './extension-host.mjs';
import { makeLargeCapture } from './make-large-capture.mjs';

const root = resolve(import.meta.dirname, '..');
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const opens = Number(process.argv[2] ?? 50);
const small = 'relu-healthy.safetensors';

installCodeServer();
const home = mkdtempSync(join(tmpdir(), 'actigrad-measure-'));
const folder = join(home, 'captures');
mkdirSync(folder);
copyFileSync(join(root, '../../samples/networks', small), join(folder, small));
console.error('Writing a capture of 1.09 GB.');
await makeLargeCapture(join(folder, 'large.safetensors'));
const editor = await startCodeServer({
  vsix: join(root, `${name}-${version}.vsix`),
  home,
  folder,
  settings: { 'workbench.startupEditor': 'none', 'workbench.editor.enablePreview': false },
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await (await browser.newContext()).newPage();
  await page.goto(editor.url);
  await page.locator('.monaco-workbench .part.statusbar').waitFor();
  console.log(`${cpus()[0]?.model}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}`);
  // As by a user who has had the editor open for a while: before that a file may open as text.
  await page.waitForTimeout(10_000);
  await openAndClose(page, small);
  print('Extension host after one small capture');

  const began = performance.now();
  const shown = await open(page, 'large.safetensors');
  await shown.locator('table.layers').waitFor();
  console.log(`Large capture: first figures after ${since(began)} ms`);
  await shown.locator('.progress').waitFor({ state: 'hidden', timeout: 300_000 });
  console.log(`Large capture: all of it measured after ${since(began)} ms`);
  print('Extension host with the large capture');
  await close(page);

  for (let opened = 1; opened <= opens; opened++) {
    await openAndClose(page, small);
    if (opened % 10 === 0) print(`Extension host after ${opened} more opens and closes`);
  }
} finally {
  await browser.close();
  await editor.stop();
  rmSync(home, { recursive: true, force: true });
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} file
 */
async function open(page, file) {
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: file }).click();
  await page.locator(`.tab.active[data-resource-name="${file}"]`).waitFor();
  return page.locator('iframe.webview:visible').last().contentFrame().frameLocator('#active-frame');
}

/** @param {import('playwright-core').Page} page */
async function close(page) {
  await page.locator('.tab.active').click({ button: 'middle' });
  await page.locator('.tab').waitFor({ state: 'detached' });
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} file
 */
async function openAndClose(page, file) {
  const shown = await open(page, file);
  await shown.locator('#figure-histogram').waitFor();
  await close(page);
}

/** @param {string} what */
function print(what) {
  const memory = extensionHostMemory(home);
  if (!memory) return;
  const { residentMb, mostMb, threads } = memory;
  console.log(
    `${what}: ${residentMb.toFixed(0)} MB, ${mostMb.toFixed(0)} MB at most, ${threads} threads`,
  );
}

/** @param {number} began */
function since(began) {
  return Math.round(performance.now() - began);
}
