import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  closeWorkbench,
  hasHover,
  hoverWord,
  keepFailures,
  keepScreenshot,
  openFile,
  openWorkbench,
  runCommand,
  searchList,
  shownWebview,
} from './workbench.ts';

let page: Page;

beforeAll(async () => {
  page = await openWorkbench();
  await openFile(page, 'model.py');
});
keepFailures(() => page);
afterAll(() => closeWorkbench(page));

test('the editor says how long the extension took to start', async () => {
  await hoverWord(page, 'LeakyReLU');
  await runCommand(page, 'Developer: Show Running Extensions');
  const row = page.locator('.extension', { hasText: 'Actigrad' });
  await row.waitFor();
  const [, ms] = /Activation: (\d+)ms/.exec(await row.innerText()) ?? [];
  console.log(`Activation in the editor: ${ms} ms`);
  expect(Number(ms)).toBeGreaterThan(0);
  // The list lies over the editor.
  await page.keyboard.press('Escape');
  await row.waitFor({ state: 'hidden' });
});

test('Show Function opens the page of the function that is picked', async () => {
  await openFile(page, 'model.py');
  await runCommand(page, 'Actigrad: Show Function');
  await searchList(page, 'Function to show', 'Softsign');
  await page
    .locator('.quick-input-list .monaco-list-row.focused', { hasText: 'Softsign' })
    .waitFor();
  await page.keyboard.press('Enter');
  await shownWebview(page).locator('h1', { hasText: 'Softsign' }).waitFor();
  await shownWebview(page).locator('td', { hasText: 'torch.nn.Softsign' }).first().waitFor();
  await expectPictures(1);
  await keepScreenshot(page, 'page-of-a-function');
});

test('the link to the reference keeps the parameters of the hover', async () => {
  await openFile(page, 'model.py');
  const hover = await hoverWord(page, 'LeakyReLU');
  await hover.locator('a', { hasText: 'Reference' }).click();
  await shownWebview(page).locator('h1', { hasText: 'Leaky ReLU' }).waitFor();
  const gradient = shownWebview(page).locator('p', { hasText: 'Gradient.' });
  await expect.poll(() => gradient.innerText()).toContain('to the left it is multiplied by 0.2');
});

test('Compare Functions shows the picked functions over each other', async () => {
  await openFile(page, 'model.py');
  await runCommand(page, 'Actigrad: Compare Functions');
  const list = page.locator('.quick-input-widget');
  for (const name of ['Sigmoid', 'Tanh', 'Softsign']) {
    await searchList(page, 'Functions to compare', name);
    await list.getByRole('checkbox', { name, exact: true }).click();
  }
  await list.getByRole('button', { name: 'OK' }).click();
  await shownWebview(page).locator('h1', { hasText: 'Sigmoid, Softsign, Tanh' }).waitFor();
  await expectPictures(2);
  await keepScreenshot(page, 'comparison');
});

test('Copy Curve as SVG puts the curve at the cursor on the clipboard', async () => {
  await openFile(page, 'keras_model.py');
  const hover = await hoverWord(page, 'layers.LeakyReLU');
  await hover.locator('a', { hasText: 'Copy as SVG' }).click();
  await expect.poll(readClipboard).toContain('Leaky ReLU');
  const svg = await readClipboard();
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  const isWellFormed = await page.evaluate(
    (text) =>
      new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror') === null,
    svg,
  );
  expect(isWellFormed).toBe(true);
});

test('a language that is switched off has no hover, the others keep theirs', async () => {
  await closeWorkbench(page);
  page = await openWorkbench({ 'actigrad.hover.languages': ['yaml'] });
  await openFile(page, 'training.yaml');
  await hoverWord(page, 'silu');
  await openFile(page, 'model.py');
  expect(await hasHover(page, 'LeakyReLU')).toBe(false);
});

function readClipboard(): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}

async function expectPictures(count: number): Promise<void> {
  const pictures = shownWebview(page).locator('img');
  await expect.poll(() => pictures.count()).toBe(count);
  for (const picture of await pictures.all()) {
    const width = await picture.evaluate((image: HTMLImageElement) => image.naturalWidth);
    expect(width).toBe(640);
  }
}

test('an example is opened as a file without a name, with trouble to be found', async () => {
  await runCommand(page, 'Actigrad: Open an Example');
  await page.locator('.tab', { hasText: 'Untitled' }).waitFor();
  const code = page.locator('.editor-instance .view-lines', { hasText: 'A classifier' });
  await code.waitFor();
  expect(await code.innerText()).toContain('Classifier');
});
