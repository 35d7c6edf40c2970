import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBarriers } from './audit.ts';
import {
  closeWorkbench,
  hoverWord,
  keepFailures,
  keepScreenshot,
  openFile,
  openWorkbench,
  runCommand,
  shownWebview,
} from './workbench.ts';

let page: Page;

beforeAll(async () => {
  page = await openWorkbench();
  await page.setViewportSize({ width: 1800, height: 1100 });
  await openFile(page, 'model.py');
});
keepFailures(() => page);
afterAll(() => closeWorkbench(page));

function lens(words: RegExp): Locator {
  return page.locator('.codelens-decoration a', { hasText: words });
}

async function goToLine(line: number): Promise<void> {
  await page.locator('.view-lines').first().click();
  await page.keyboard.press('Control+g');
  await page.locator('.quick-input-widget input').fill(`:${line}`);
  await page.keyboard.press('Enter');
}

test('the verdict stands over the network and in Problems', async () => {
  await goToLine(30);
  await lens(/gradient × 1\.1·10⁻⁶ over 8 layers: vanishes/).waitFor();
  await runCommand(page, 'View: Focus Problems');
  const problem = page.locator('.markers-panel .monaco-list-row', {
    hasText: 'Vanishing gradient',
  });
  await problem.waitFor();
  expect(await problem.innerText()).toContain('vanishing-gradient');
  await runCommand(page, 'View: Toggle Panel Visibility');
});

test('sigmoid becomes tanh in the network view, in the code and in the lens, and an undo takes it back', async () => {
  await lens(/vanishes/).click();
  const finding = shownWebview(page).locator('.finding').first();
  await finding.locator('text=Vanishing gradient').waitFor();
  await shownWebview(page).locator('#figure-preactivations svg').waitFor();
  expect(await shownWebview(page).locator('#figure-gradient').innerHTML()).toContain('mean-field');
  await keepScreenshot(page, 'network-vanishing');

  await shownWebview(page).locator('#choice-activation').selectOption({ label: 'Tanh' });
  await finding.locator('text=Sound.').waitFor();
  expect(await shownWebview(page).locator('.apply').innerText()).toContain(
    'nn.Sigmoid() → nn.Tanh()',
  );
  expect(await findBarriers(shownWebview(page))).toEqual([]);
  await keepScreenshot(page, 'network-changed');

  await shownWebview(page).locator('#apply').click();
  await lens(/gradient × 0\.016 over 8 layers$/).waitFor();
  const code = page.locator('.view-lines').first();
  expect(await code.innerText()).not.toContain('nn.Linear(96,\u00a096),\u00a0nn.Sigmoid()');
  expect((await code.innerText()).match(/nn\.Tanh\(\)/g)).toHaveLength(7);
  await shownWebview(page).locator('.apply').waitFor({ state: 'detached' });

  await goToLine(30);
  await page.keyboard.press('Control+z');
  await lens(/vanishes/).waitFor();
  await finding.locator('text=Vanishing gradient').waitFor();
});

test('sliders move numbers and figures, and a reload finds them again', async () => {
  const gradient = shownWebview(page).locator('#figure-gradient svg');
  const before = await gradient.innerHTML();
  await shownWebview(page).locator('#choice-depth').fill('12');
  await shownWebview(page).locator('#text-depth', { hasText: '12' }).waitFor();
  await shownWebview(page).locator('th >> text=12').waitFor();
  expect(await gradient.innerHTML()).not.toBe(before);
  const isLoaded = page.waitForEvent('load');
  await runCommand(page, 'Developer: Reload Window');
  await isLoaded;
  await page.locator('.monaco-workbench .part.statusbar').waitFor();
  await shownWebview(page).locator('th >> text=12').waitFor();
  expect(await shownWebview(page).locator('h1').innerText()).toBe('model.py');
  expect(await shownWebview(page).locator('#choice-depth').inputValue()).toBe('12');
});

test('both can be switched off', async () => {
  await closeWorkbench(page);
  page = await openWorkbench({
    'actigrad.lens.enabled': false,
    'actigrad.problems.enabled': false,
  });
  await openFile(page, 'model.py');
  // Once there are hovers the text is read, and what is not switched off speaks within a second.
  await hoverWord(page, 'LeakyReLU');
  await page.waitForTimeout(1500);
  await page.keyboard.press('Escape');
  await runCommand(page, 'View: Focus Problems');
  await page.locator('.markers-panel', { hasText: 'No problems have been detected' }).waitFor();
  expect(await lens(/gradient/).count()).toBe(0);
});
