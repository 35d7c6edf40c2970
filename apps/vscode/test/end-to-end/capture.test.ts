import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { extensionHostMemory } from '../../scripts/extension-host.mjs';
import { findBarriers } from './audit.ts';
import {
  chooseTheme,
  closeWorkbench,
  findExtension,
  keepFailures,
  keepScreenshot,
  openWorkbench,
  runCommand,
  shownWebview,
  themes,
} from './workbench.ts';

let page: Page;

beforeAll(async () => {
  page = await openWorkbench();
  await findExtension(page);
});
keepFailures(() => page);
afterAll(() => closeWorkbench(page));

/** Clicks through the explorer to a file, and gives the page that its editor shows. */
async function open(...path: readonly string[]): Promise<FrameLocator> {
  for (const [depth, name] of path.entries()) {
    const row = explorerRow(name);
    const isFolder = depth < path.length - 1;
    if (isFolder && (await row.getAttribute('aria-expanded')) === 'true') continue;
    await row.click();
    if (isFolder) await expect.poll(() => row.getAttribute('aria-expanded')).toBe('true');
  }
  await page.locator(`.tab.active[data-resource-name="${path.at(-1)}"]`).waitFor();
  return shownWebview(page);
}

/** Opens a file by its path: the explorer's list is longer than it shows. */
async function openQuickly(path: string): Promise<FrameLocator> {
  await page.keyboard.press('Control+P');
  await page.locator('.quick-input-widget input').fill(path);
  const name = path.slice(path.lastIndexOf('/') + 1);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  return shownWebview(page);
}

function explorerRow(name: string): ReturnType<Page['locator']> {
  const exactly = new RegExp(`^${name.replaceAll('.', '\\.')}$`);
  return page.locator('.explorer-folders-view .monaco-list-row', { hasText: exactly }).first();
}

describe('a click on a captured network shows the finding that its name promises', () => {
  test.each([
    ['sigmoid-vanishing', 'Vanishing gradient', 'error'],
    ['tanh-saturated', 'Saturation', 'error'],
    ['relu-dead-init', 'Dead units', 'error'],
    ['relu-healthy', '', 'healthy'],
  ])('%s: %s', async (name, title, kind) => {
    const capture = await open('networks', `${name}.safetensors`);
    const finding = capture.locator('.finding').first();
    await finding.waitFor();
    expect(await finding.innerText()).toContain(title);
    if (kind === 'error') expect(await finding.getAttribute('class')).toContain('error');
    else expect(await finding.getAttribute('class')).not.toMatch(/error|warning/);
    // The evidence is there, too: a row and a picture for each layer.
    await capture.locator('#figure-histogram svg').waitFor();
    expect(await capture.locator('table.layers tbody tr').count()).toBeGreaterThan(4);
    await keepScreenshot(page, `capture-${name}`);
  });

  test('a layer of the table leads to its histogram, another preset to its findings', async () => {
    const capture = await open('networks', 'sigmoid-vanishing.safetensors');
    await capture.locator('table.layers button', { hasText: 'layer3' }).click();
    await capture.locator('h2', { hasText: 'layer3' }).waitFor();
    const before = await capture.locator('#part-findings').innerText();
    await capture.locator('#choice-preset').selectOption('sagemaker');
    await expect.poll(() => capture.locator('#part-findings').innerText()).not.toBe(before);
  });
});

test('a file of 4 GB shows figures of a sample at once, and stops reading when it is told to', async () => {
  const began = performance.now();
  const capture = await open('large.safetensors');
  await capture.locator('table.layers').waitFor();
  const ms = performance.now() - began;
  console.log(`4 GB: first figures after ${ms.toFixed(0)} ms; ${describeMemory()}`);
  expect(await capture.locator('.preview').innerText()).toContain('Preview');
  await keepScreenshot(page, 'capture-large');
  // As long as a person presses it: the progress beside it goes on meanwhile.
  await capture.locator('#cancel').click({ delay: 400 });
  await capture.locator('.progress', { hasText: 'Reading was cancelled.' }).waitFor();
  expect(await capture.locator('table.layers tbody tr').count()).toBe(10);
});

test('the index of a set of shards is text, and opens as a capture when that is asked for', async () => {
  await openQuickly('networks/model.safetensors.index.json');
  await page.locator('.view-lines', { hasText: 'weight_map' }).waitFor();
  await runCommand(page, 'View: Reopen Editor With...');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Actigrad Capture' }).click();
  const finding = shownWebview(page).locator('.finding').first();
  await finding.waitFor();
  expect(await finding.innerText()).toContain('Vanishing gradient');
});

function describeMemory(): string {
  const memory = extensionHostMemory(inject('editorHome'));
  return memory ? `extension host ${memory.mostMb.toFixed(0)} MB at most` : 'memory unknown';
}

test('Inspect Captures shows a directory in the panel, as a series of steps', async () => {
  const tab = page.locator('.tab', { hasText: 'Actigrad' });
  // A menu takes no click in its first moments, and lacks our item while the extension is found.
  await expect
    .poll(async () => {
      await page.keyboard.press('Escape');
      await explorerRow('networks').click({ button: 'right' });
      const item = page.locator('.monaco-menu').getByText('Inspect Captures');
      await item.click({ timeout: 2000, delay: 100 }).catch(() => {});
      return tab.waitFor({ timeout: 2000 }).then(
        () => true,
        () => false,
      );
    })
    .toBe(true);
  // These are four networks and no series of one: that is said.
  const panel = shownWebview(page);
  await panel.locator('[role=tab][aria-selected=true]', { hasText: 'Capture' }).waitFor();
  expect(await panel.locator('.refusal').innerText()).toContain('DIAGNOSTICS_');
  await keepScreenshot(page, 'capture-directory');
  await runCommand(page, 'View: Close All Editors');
});

describe('a malformed file says what is wrong, the rule and the code', () => {
  test.each([
    ['npy', 'bad_huge_shape.npy', 'TENSORS_SHAPE_TOO_LARGE'],
    ['npz', 'bad_crc.npz', 'TENSORS_ZIP_CHECKSUM'],
    ['safetensors', 'bad_hole.safetensors', 'TENSORS_OFFSETS_INVALID'],
  ])('%s/%s', async (folder, name, code) => {
    const capture = await openQuickly(`bad-files/${folder}/${name}`);
    const refusal = await capture.locator('.refusal').innerText();
    expect(refusal).toContain(code);
    expect(refusal).toContain('The rule:');
  });
});

test.each(themes)('in $label nothing stands in the way of anyone', async ({ label, bodyClass }) => {
  await chooseTheme(page, label);
  const capture = await openQuickly('networks/tanh-saturated.safetensors');
  await capture.locator(`body.${bodyClass}`).waitFor();
  const picture = capture.locator('#figure-histogram svg');
  await picture.waitFor();
  expect(await picture.locator('title').textContent()).toContain('Preactivations');
  await keepScreenshot(page, `capture-${bodyClass}`);
  expect(await findBarriers(capture), 'findings').toEqual([]);
  const refused = await openQuickly('bad-files/npz/bad_crc.npz');
  await refused.locator('.refusal').waitFor();
  expect(await findBarriers(refused), 'a refusal').toEqual([]);
});
