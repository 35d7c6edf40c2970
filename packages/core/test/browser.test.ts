import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as core from '@actigrad/core';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bitsOf } from './fixtures/bits.mjs';

const executablePath =
  process.env['CHROMIUM_PATH'] ??
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync) ??
  '/usr/bin/chromium';

const dist = new URL('../dist/', import.meta.url);
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** What the server gives besides the files of dist under /core/. */
const pages: Record<string, string> = {
  '/': '<!doctype html><title>core</title>',
  '/bits.js': await readFile(new URL('./fixtures/bits.mjs', import.meta.url), 'utf8'),
  '/run.js': `
    import * as core from '/core/index.bundle.js';
    import { bitsOf } from '/bits.js';
    export const result = { bits: bitsOf(core), isolated: self.crossOriginIsolated };`,
  '/worker.js': `import { result } from '/run.js'; postMessage(result);`,
};

let server: Server;
let browser: Browser;

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const headers = request.headers.host?.startsWith('localhost') ? isolation : {};
    const module = url.pathname.match(/^\/core\/([\w/.-]+\.js)$/)?.[1];
    const type = url.pathname.endsWith('.js') ? 'text/javascript' : 'text/html';
    const body = module
      ? readFile(new URL(module, dist), 'utf8')
      : Promise.resolve(pages[url.pathname] ?? '');
    body.then(
      (text) =>
        response.writeHead(text ? 200 : 404, { ...headers, 'Content-Type': type }).end(text),
      () => response.writeHead(404).end(),
    );
  }).listen(0);
  browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
});

interface Result {
  readonly bits: Record<string, number[]>;
  readonly isolated: boolean;
}

describe.each([
  { where: 'a page', script: `import('/run.js').then(({ result }) => result)` },
  {
    where: 'a web worker',
    script: `new Promise((resolve, reject) => {
      const worker = new Worker('/worker.js', { type: 'module' });
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
    })`,
  },
])('in $where of a browser', ({ script }) => {
  // By name the server isolates the page, by number it does not.
  test.each([
    { host: 'localhost', isolated: true },
    { host: '127.0.0.1', isolated: false },
  ])(
    'the bits are those of Node, cross-origin isolated: $isolated',
    async ({ host, isolated }) => {
      const page = await browser.newPage();
      await page.goto(`http://${host}:${(server.address() as AddressInfo).port}/`);
      const result = await page.evaluate<Result>(script);
      await page.close();
      expect(result.isolated).toBe(isolated);
      expect(result.bits).toEqual(bitsOf(core));
    },
    30_000,
  );
});
