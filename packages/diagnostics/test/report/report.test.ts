import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import { examine, rules, type Capture, type Examination } from '@actigrad/diagnostics';
import { reportPage } from '@actigrad/diagnostics/report';
import { openTensors } from '@actigrad/tensors/node';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureOf, fill } from '../support.ts';

const networks = fileURLToPath(new URL('../../../../samples/networks/', import.meta.url));
const executablePath =
  process.env['CHROMIUM_PATH'] ??
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync) ??
  '/usr/bin/chromium';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function examineSample(name: string): Promise<Examination> {
  await using capture = await openTensors(`${networks}${name}.safetensors`);
  return await examine([capture]);
}

/** Units die one after the other, and the weights move. */
function* dyingSteps(): Generator<Capture> {
  for (let step = 0; step < 12; step++) {
    yield captureOf(
      {
        'a.preactivation': fill(40, 8, (row, unit) =>
          unit < step - 3 ? -2 : Math.sin(row + unit),
        ),
        'a.preactivation.grad': fill(40, 8, (row) => 1e-3 * Math.cos(row)),
        'a.weight': fill(8, 4, (row, column) => Math.sin(row + column + 0.01 * step)),
      },
      { activation: 'relu', step: `${step}` },
    );
  }
}

let browser: Browser;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'actigrad-report-'));
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(page: Page, html: string): Promise<void> {
  const file = join(folder, 'report.html');
  await writeFile(file, html);
  await page.goto(pathToFileURL(file).href);
}

const reports = {
  'of a dead network': async () => [
    { name: 'relu-dead-init.safetensors', examination: await examineSample('relu-dead-init') },
  ],
  'of several networks': async () => [
    { name: 'tanh', examination: await examineSample('tanh-saturated') },
    { name: 'relu', examination: await examineSample('relu-healthy') },
  ],
  'of a series': async () => [{ name: 'run', examination: await examine(dyingSteps()) }],
};

describe.each(Object.entries(reports))('a report %s', (name, examined) => {
  const schemes =
    name === 'of a dead network' ? (['light', 'dark'] as const) : (['light'] as const);
  it.each(schemes)(
    'is accessible in %s, with every table opened',
    async (colorScheme) => {
      const page = await browser.newPage({ colorScheme });
      await open(page, reportPage(await examined()));
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      await page.evaluate(axe);
      const results = await page.evaluate(() =>
        (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
      );
      const violations = results.violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
      expect(violations).toEqual([]);
      expect(results.passes.length).toBeGreaterThan(20);
      await page.close();
    },
    60_000,
  );

  it('needs nothing but itself, and fits a telephone', async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    const html = reportPage(await examined());
    await open(page, html);
    expect(requests).toHaveLength(1);
    expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
    await page.close();
  });

  it('has for every picture its words and its numbers', async () => {
    const page = await browser.newPage();
    await open(page, reportPage(await examined()));
    const counts = await page.evaluate(() =>
      [...document.querySelectorAll('figure')].map((figure) => ({
        pictures: figure.querySelectorAll('svg[role=img] > title').length,
        words: figure.querySelector('figcaption')?.textContent?.length ?? 0,
        rows: figure.querySelectorAll('details tbody tr').length,
      })),
    );
    expect(counts.length).toBeGreaterThan(4);
    for (const { pictures, words, rows } of counts) {
      expect(pictures).toBe(1);
      expect(words).toBeGreaterThan(10);
      expect(rows).toBeGreaterThan(0);
    }
    await page.close();
  });
});

describe('the report of a dead network', () => {
  it('says first what is wrong, where, why, and what to try', async () => {
    const page = await browser.newPage();
    await open(page, reportPage(await reports['of a dead network']()));
    const verdict = (await page.locator('.verdict').textContent()) ?? '';
    expect(verdict).toMatch(/Dead units\s+in layer1 to layer5/);
    expect(verdict).toContain('the initialisation did it');
    expect(verdict).toContain('start with a bias of 0');
    const order = await page.evaluate(
      () => [...document.querySelectorAll('.verdict, table, figure')][0]?.className,
    );
    expect(order).toContain('verdict');
    await page.close();
  });

  it('is printed in light, whatever the reader prefers', async () => {
    const page = await browser.newPage();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await open(page, reportPage(await reports['of a dead network']()));
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(ground).toBe('rgb(255, 255, 255)');
    await page.close();
  });
});

describe('a report', () => {
  it('escapes what it did not write', async () => {
    const examination = await examine(dyingSteps());
    const html = reportPage([{ name: '<img src=x onerror=alert(1)>', examination }]);
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it('tells the step at which units died, and the rules with the limits of the preset', async () => {
    const page = await browser.newPage();
    const examination = await examine(dyingSteps(), { preset: 'deepchecker' });
    await open(page, reportPage([{ name: 'run', examination }], { preset: 'deepchecker' }));
    const text = (await page.locator('body').textContent()) ?? '';
    expect(text).toContain('Dead units over steps');
    expect(text).toMatch(/most since step \d/);
    for (const id of rules.keys()) expect(text).toContain(id);
    expect(text).toContain('preset deepchecker');
    await page.close();
  });
});
