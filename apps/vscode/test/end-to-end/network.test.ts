import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { findBarriers } from './audit.ts';
import {
  chooseSettings,
  hoverWord,
  keepScreenshot,
  launchBrowser,
  openFile,
  openWorkbench,
  runCommand,
} from './workbench.ts';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  await chooseSettings(inject('settingsPath'), { 'workbench.colorTheme': 'Default Dark Modern' });
  page = await openWorkbench(browser, inject('editorUrl'));
  await page.setViewportSize({ width: 1800, height: 1100 });
  await openFile(page, 'model.py');
});
afterAll(() => browser.close());

function view(): FrameLocator {
  return page.locator('iframe.webview').last().contentFrame().frameLocator('#active-frame');
}

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
  await lens(/gradient × 1\.1·10⁻⁶ over 8 layers: vanishes/).waitFor({ timeout: 30_000 });
  await runCommand(page, 'View: Focus Problems');
  const problem = page.locator('.markers-panel .monaco-list-row', {
    hasText: 'Vanishing gradient',
  });
  await problem.waitFor();
  expect(await problem.innerText()).toContain('vanishing-gradient');
  await runCommand(page, 'View: Close Panel');
});

test('sigmoid becomes tanh in the network view, in the code and in the lens, and an undo takes it back', async () => {
  await lens(/vanishes/).click();
  const finding = view().locator('.finding').first();
  await finding.locator('text=Vanishing gradient').waitFor();
  await view().locator('#figure-preactivations svg').waitFor();
  expect(await view().locator('#figure-gradient').innerHTML()).toContain('mean-field');
  await keepScreenshot(page, 'network-vanishing');

  await view().locator('#choice-activation').selectOption({ label: 'Tanh' });
  await finding.locator('text=Sound.').waitFor();
  expect(await view().locator('.apply').innerText()).toContain('nn.Sigmoid() → nn.Tanh()');
  expect(await findBarriers(view())).toEqual([]);
  await keepScreenshot(page, 'network-changed');

  await view().locator('#apply').click();
  await lens(/gradient × 0\.016 over 8 layers$/).waitFor();
  const code = page.locator('.view-lines').first();
  expect(await code.innerText()).not.toContain('nn.Linear(96,\u00a096),\u00a0nn.Sigmoid()');
  expect((await code.innerText()).match(/nn\.Tanh\(\)/g)).toHaveLength(7);
  await view().locator('.apply').waitFor({ state: 'detached' });

  await goToLine(30);
  await page.keyboard.press('Control+z');
  await lens(/vanishes/).waitFor({ timeout: 30_000 });
  await finding.locator('text=Vanishing gradient').waitFor();
});

test('sliders move numbers and figures, and a reload finds them again', async () => {
  const gradient = view().locator('#figure-gradient svg');
  const before = await gradient.innerHTML();
  await view().locator('#choice-depth').fill('12');
  await view().locator('#text-depth', { hasText: '12' }).waitFor();
  await view().locator('th >> text=12').waitFor();
  expect(await gradient.innerHTML()).not.toBe(before);
  await runCommand(page, 'Developer: Reload Window');
  await page.waitForEvent('load');
  await page.locator('.monaco-workbench .part.statusbar').waitFor();
  await view().locator('th >> text=12').waitFor({ timeout: 60_000 });
  expect(await view().locator('h1').innerText()).toBe('model.py');
  expect(await view().locator('#choice-depth').inputValue()).toBe('12');
});

test('both can be switched off', async () => {
  await chooseSettings(inject('settingsPath'), {
    'actigrad.lens.enabled': false,
    'actigrad.problems.enabled': false,
  });
  await page.context().close();
  page = await openWorkbench(browser, inject('editorUrl'));
  await openFile(page, 'model.py');
  // Once there are hovers the text is read, and what is not switched off speaks within a second.
  await hoverWord(page, 'LeakyReLU');
  await page.waitForTimeout(1500);
  await page.keyboard.press('Escape');
  await runCommand(page, 'View: Focus Problems');
  await page.locator('.markers-panel', { hasText: 'No problems have been detected' }).waitFor();
  expect(await lens(/gradient/).count()).toBe(0);
});
