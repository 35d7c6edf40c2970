import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  closeWorkbench,
  findExtension,
  hoverWord,
  openFile,
  openWorkbench,
  runCommand,
  shownWebview,
} from '../end-to-end/workbench.ts';

const media = fileURLToPath(new URL('../../media/', import.meta.url));

/** Sharp where the page is read, and still small: px of the picture for each px of the editor. */
const deviceScaleFactor = 1.5;
/** A page of pictures is to load at once. */
const mostBytes = 320_000;

/** A hover is a quarter of the editor high before it scrolls. */
const tall = { width: 1240, height: 1500 };

const themes = [
  { kind: 'dark', colorTheme: 'Default Dark Modern' },
  { kind: 'light', colorTheme: 'Default Light Modern' },
];

describe.each(themes)('$kind', ({ kind, colorTheme }) => {
  let page: Page;
  beforeAll(async () => {
    page = await openWorkbench(
      {
        'workbench.colorTheme': colorTheme,
        'workbench.activityBar.location': 'hidden',
        'breadcrumbs.enabled': false,
        'editor.lineNumbers': 'off',
        'editor.fontSize': 14,
      },
      { viewport: tall, deviceScaleFactor },
    );
    await findExtension(page);
  });
  afterAll(() => closeWorkbench(page));

  test('capture', async () => {
    await page.setViewportSize({ width: 1300, height: 900 });
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'networks' }).click();
    await openFile(page, 'tanh-saturated.safetensors');
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    await shownWebview(page).locator('#figure-histogram svg').waitFor();
    await settled(page);
    const box = (await page.locator('iframe.webview:visible').last().boundingBox())!;
    expect(await take(page, `capture-${kind}`, box)).toBeLessThan(mostBytes);
    const top = { ...box, height: Math.min(box.height, 560) };
    expect(await take(page, `walkthrough/capture-${kind}`, top)).toBeLessThan(mostBytes);
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    await page.setViewportSize(tall);
  });

  test('hover', async () => {
    await openFile(page, 'model.py');
    const hover = await hoverWord(page, 'nn.Sigmoid');
    await settled(page);
    const box = (await hover.boundingBox())!;
    const around = { x: box.x - 40, y: box.y - 64, width: box.width + 70, height: box.height + 64 };
    expect(await take(page, `hover-${kind}`, around)).toBeLessThan(mostBytes);
    expect(await take(page, `walkthrough/hover-${kind}`, around)).toBeLessThan(mostBytes);
    await page.mouse.move(2, 2);
    await page.setViewportSize({ width: 1240, height: 800 });
  });

  test('network', async () => {
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    await page.locator('.codelens-decoration a', { hasText: 'vanishes' }).click();
    const svg = shownWebview(page).locator('main svg').first();
    await svg.waitFor();
    await settled(page);
    const parts = page.locator('.part.editor');
    const box = (await parts.boundingBox())!;
    expect(await take(page, `network-${kind}`, box)).toBeLessThan(mostBytes);
    const view = (await page.locator('iframe.webview:visible').last().boundingBox())!;
    const top = { ...view, height: Math.min(view.height, 560) };
    expect(await take(page, `walkthrough/network-${kind}`, top)).toBeLessThan(mostBytes);
    await page.locator('.tab', { hasText: 'Actigrad' }).click({ button: 'middle' });
  });

  test('function', async () => {
    const hover = await hoverWord(page, 'LeakyReLU');
    await hover.locator('a', { hasText: 'Inspect' }).click();
    const panel = shownWebview(page);
    await panel.locator('#figure-curves svg').waitFor();
    await page.locator('.tab', { hasText: 'model.py' }).click({ button: 'middle' });
    for (const [index, id] of ['gelu', 'sigmoid'].entries()) {
      await panel.locator('#add').click();
      await panel.locator(`#function-${index + 1}`).selectOption(id);
    }
    await settled(page);
    const box = (await page.locator('iframe.webview:visible').last().boundingBox())!;
    expect(await take(page, `function-${kind}`, box)).toBeLessThan(mostBytes);
    await page.locator('.tab', { hasText: 'Actigrad' }).click({ button: 'middle' });
  });
});

/** Waits until what fades in is there, and what was asked for is drawn. */
async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(1500);
}

async function take(
  page: Page,
  name: string,
  clip: { x: number; y: number; width: number; height: number },
): Promise<number> {
  const png = await page.screenshot({ clip });
  await mkdir(dirname(`${media}${name}`), { recursive: true });
  await writeFile(`${media}${name}.png`, png);
  return png.length;
}
