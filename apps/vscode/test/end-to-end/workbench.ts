import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  chromium,
  type BrowserContextOptions,
  type FrameLocator,
  type Locator,
  type Page,
} from 'playwright-core';
import { afterEach, expect, inject, vi } from 'vitest';

/** Pictures of what the tests saw. */
const screenshots = fileURLToPath(new URL('../screenshots/', import.meta.url));

/** As scripts/install-chromium.mjs looks for it. */
const executablePath =
  process.env['CHROMIUM_PATH'] ??
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync) ??
  '/usr/bin/chromium';

/** The editor's own names of the themes that tests choose, and what a webview calls each. */
export const themes = [
  { label: 'Light Modern', bodyClass: 'vscode-light' },
  { label: 'Dark High Contrast', bodyClass: 'vscode-high-contrast' },
  { label: 'Light High Contrast', bodyClass: 'vscode-high-contrast-light' },
  { label: 'Dark Modern', bodyClass: 'vscode-dark' },
] as const;

/** A loaded machine takes half a minute to draw the editor for the first time. */
const patienceMs = 90_000;

const quietSettings = {
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  // What one file of tests changes, the next does not see.
  'files.autoSave': 'off',
};

/** Opens the editor in a browser of its own, with these settings of the user, and waits until it is drawn. */
export async function openWorkbench(
  settings: object = {},
  options: BrowserContextOptions = {},
): Promise<Page> {
  await writeFile(inject('settingsPath'), JSON.stringify({ ...quietSettings, ...settings }));
  const browser = await chromium.launch({
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
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    ...options,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  await page.goto(inject('editorUrl'));
  await page.locator('.monaco-workbench .part.statusbar').waitFor();
  return page;
}

export async function closeWorkbench(page: Page): Promise<void> {
  await page.context().browser()?.close();
}

/**
 * Waits until the editor has found the extension. A captured file that is opened sooner opens in the
 * editor's own editors and stays there.
 */
export async function findExtension(page: Page): Promise<void> {
  const quickInput = page.locator('.quick-input-widget');
  const command = quickInput.locator('.monaco-list-row', { hasText: 'Actigrad: ' }).first();
  await vi.waitUntil(
    async () => {
      await page.keyboard.press('F1');
      await quickInput.locator('input').fill('>Actigrad: ');
      const isFound = await command.waitFor({ timeout: 2000 }).then(
        () => true,
        () => false,
      );
      await page.keyboard.press('Escape');
      await quickInput.waitFor({ state: 'hidden' });
      return isFound;
    },
    { timeout: patienceMs },
  );
}

export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  const quickInput = page.locator('.quick-input-widget');
  await quickInput.locator('input').fill(`>${title}`);
  await quickInput.locator('.monaco-list-row.focused', { hasText: title }).waitFor();
  await page.keyboard.press('Enter');
}

/**
 * Types into a list that the extension offers, told by its placeholder: what is typed before it is
 * there goes to the list of commands that it follows.
 */
export async function searchList(page: Page, placeholder: string, text: string): Promise<void> {
  await page.locator('.quick-input-widget').getByPlaceholder(placeholder).fill(text);
}

/** Changes the theme of the open editor, as a user does. */
export async function chooseTheme(page: Page, label: string): Promise<void> {
  await page.locator('.monaco-workbench').press('Control+K');
  await page.keyboard.press('Control+T');
  const quickInput = page.locator('.quick-input-widget');
  const row = quickInput.locator('.monaco-list-row.focused', { hasText: label });
  // Until the editor has read its own extensions there are none.
  await quickInput.locator('.monaco-list-row').nth(3).waitFor();
  await quickInput.locator('input[type=text]').fill(label);
  await row.waitFor();
  await page.keyboard.press('Enter');
  await quickInput.waitFor({ state: 'hidden' });
}

export async function openFile(page: Page, name: string): Promise<void> {
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).last().click();
  // A file may be open on both sides.
  await page.locator(`.tab.active[data-resource-name="${name}"]`).first().waitFor();
}

/** Rests the pointer on a word of the open file until the extension's hover shows. */
export async function hoverWord(page: Page, word: string): Promise<Locator> {
  const hover = page.locator('.monaco-hover:visible', { hasText: 'Reference' });
  await expect
    .poll(() => restOn(page, word, hover), { message: `a hover over ${word}` })
    .toBe(true);
  await hover.locator('img').waitFor();
  return hover;
}

/** Whether the extension has a hover for a word of the open file. */
export function hasHover(page: Page, word: string): Promise<boolean> {
  return restOn(page, word, page.locator('.monaco-hover:visible', { hasText: 'Reference' }));
}

/** An editor that is still loading may miss the pointer, so this may have to be done again. */
async function restOn(page: Page, word: string, hover: Locator): Promise<boolean> {
  await page.mouse.move(2, 2);
  const { x, y } = await placeOf(page, word);
  await page.mouse.move(x - 1, y);
  await page.mouse.move(x, y, { steps: 2 });
  return hover.waitFor({ timeout: 4000 }).then(
    () => true,
    () => false,
  );
}

/** The middle of a word in the editor, by its characters: words of one colour share an element. */
async function placeOf(page: Page, word: string): Promise<{ x: number; y: number }> {
  const find = () =>
    page.evaluate((text) => {
      for (const line of document.querySelectorAll('.view-line')) {
        const content = (line.textContent ?? '').replaceAll('\u00a0', ' ');
        const start = content.indexOf(text);
        if (start < 0) continue;
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        const middle = start + Math.floor(text.length / 2);
        let before = 0;
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const length = node.textContent?.length ?? 0;
          if (middle < before + length) {
            const range = document.createRange();
            range.setStart(node, middle - before);
            range.setEnd(node, middle - before + 1);
            const box = range.getBoundingClientRect();
            return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
          }
          before += length;
        }
      }
      return undefined;
    }, word);
  await expect.poll(find, { message: `${word} in the editor` }).toBeTruthy();
  return (await find()) as { x: number; y: number };
}

/** The page of the webview that is to be seen: those of hidden tabs are there, too. */
export function shownWebview(page: Page): FrameLocator {
  return page.locator('iframe.webview:visible').last().contentFrame().frameLocator('#active-frame');
}

export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await mkdir(screenshots, { recursive: true });
  const file = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  await page.screenshot({ path: `${screenshots}${file}.png` });
}

/** Keeps a picture of the page on which a test of the file has failed. */
export function keepFailures(page: () => Page): void {
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepScreenshot(page(), `failed ${task.name}`);
  });
}
