import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  chooseSettings,
  hoverWord,
  launchBrowser,
  openFile,
  openWorkbench,
} from '../end-to-end/workbench.ts';

const media = fileURLToPath(new URL('../../media/', import.meta.url));

/** Sharp where the page is read, and still small: px of the picture for each px of the editor. */
const deviceScaleFactor = 1.5;
/** A page of pictures is to load at once. */
const mostBytes = 300_000;

const themes = [
  { kind: 'dark', colorTheme: 'Default Dark Modern' },
  { kind: 'light', colorTheme: 'Default Light Modern' },
];

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe.each(themes)('$kind', ({ kind, colorTheme }) => {
  let page: Page;
  beforeAll(async () => {
    await chooseSettings(inject('settingsPath'), {
      'workbench.colorTheme': colorTheme,
      'breadcrumbs.enabled': false,
      'editor.lineNumbers': 'off',
      'editor.fontSize': 15,
    });
    page = await openWorkbench(browser, inject('editorUrl'), {
      // A hover is a quarter of the editor high before it scrolls.
      viewport: { width: 1180, height: 1500 },
      deviceScaleFactor,
    });
  });
  afterAll(() => page.context().close());

  test('hover', async () => {
    await openFile(page, 'model.py');
    const hover = await hoverWord(page, 'nn.Sigmoid');
    await settled(hover);
    const box = await hover.boundingBox();
    if (!box) throw new Error('the hover has no place');
    const size = await take(page, `hover-${kind}`, {
      x: box.x - 60,
      y: box.y - 64,
      width: box.width + 90,
      height: box.height + 96,
    });
    expect(size).toBeLessThan(mostBytes);
  });

  test('capture', async () => {
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'networks' }).click();
    await openFile(page, 'tanh-saturated.safetensors');
    const capture = webview(page);
    await capture.locator('#figure-units').waitFor();
    await page.locator('.tab.active').click();
    const frame = page
      .locator('.editor-group-container.active iframe.webview, iframe.webview.ready')
      .last();
    await settled(frame);
    const box = await frame.boundingBox();
    if (!box) throw new Error('the capture has no place');
    const size = await take(page, `capture-${kind}`, { ...box, height: Math.min(box.height, 900) });
    expect(size).toBeLessThan(mostBytes);
  });
});

function webview(page: Page): FrameLocator {
  return page.locator('iframe.webview').last().contentFrame().frameLocator('#active-frame');
}

/** Waits until what fades in is there. */
async function settled(element: Locator): Promise<void> {
  await element.evaluate((node) =>
    Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => node.contains((effect as KeyframeEffect | null)?.target ?? null))
        .map(({ finished }) => finished),
    ),
  );
  await element.page().waitForTimeout(500);
}

async function take(
  page: Page,
  name: string,
  clip: { x: number; y: number; width: number; height: number },
): Promise<number> {
  const png = await page.screenshot({ clip });
  await writeFile(`${media}${name}.png`, png);
  return png.length;
}
