import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { extensionHostMemory } from '../../scripts/extension-host.mjs';
import { findBarriers } from './audit.ts';
import {
  chooseTheme,
  closeWorkbench,
  hoverWord,
  keepFailures,
  keepScreenshot,
  openFile,
  openWorkbench,
  runCommand,
  shownWebview,
  themes,
} from './workbench.ts';

let page: Page;

beforeAll(async () => {
  page = await openWorkbench();
  await openFile(page, 'model.py');
});
keepFailures(() => page);
afterAll(() => closeWorkbench(page));

const inPanel = (selector: string): Locator => shownWebview(page).locator(selector);

/** Paths of the drawn curves. */
function paths(): Promise<(string | null)[]> {
  return inPanel('#figure-curves svg path').evaluateAll((all) =>
    all.map((path) => path.getAttribute('d')),
  );
}

/** Waits for what was asked for: until it has come, the page is as it was, and takes what is typed. */
async function inspectLeakyRelu(): Promise<void> {
  await inspect('LeakyReLU');
  await expect.poll(() => inPanel('#parameter-0-slope-field').inputValue()).toBe('0.2');
}

async function inspect(word: string): Promise<void> {
  const hover = await hoverWord(page, word);
  await hover.locator('a', { hasText: 'Inspect' }).click();
  await inPanel('#figure-curves svg').waitFor();
}

describe('Inspect in a hover', () => {
  test('opens the function as the code has it', async () => {
    await inspectLeakyRelu();
    expect(await inPanel('#parameter-0-slope-field').inputValue()).toBe('0.2');
    expect(await inPanel('#part-verdict').innerText()).toContain('multiplied by 0.2');
  });

  test('shows another function in the panel that is hidden behind a file', async () => {
    // A panel behind another tab keeps nothing but what it remembers.
    await page.locator('.tab', { hasText: 'Actigrad' }).click();
    await page.locator('.editor-group-container.active .tab', { hasText: 'Actigrad' }).waitFor();
    await openFile(page, 'jax_model.py');
    await inspect('jax.nn.gelu');
    await expect.poll(() => inPanel('#part-verdict').innerText()).toContain('GELU');
    await page.locator('.tab', { hasText: 'jax_model.py' }).click({ button: 'middle' });
    await inspect('LeakyReLU');
    await expect.poll(() => inPanel('#part-verdict').innerText()).toContain('Leaky ReLU');
  });
});

test('dragging a parameter moves the curves and the numbers with it', async () => {
  await inPanel('#derivatives').selectOption('2');
  const [before, verdict] = [await paths(), await inPanel('#part-verdict').innerText()];
  const slider = inPanel('#parameter-0-slope');
  const box = (await slider.boundingBox())!;
  await slider.hover();
  await page.mouse.down();
  for (let step = 0; step <= 60; step++) {
    await page.mouse.move(box.x + (box.width * (30 + step)) / 100, box.y + box.height / 2);
  }
  await page.mouse.up();
  await expect.poll(() => inPanel('#part-verdict').innerText()).not.toBe(verdict);
  expect(await paths()).not.toEqual(before);
  expect(await inPanel('#parameter-0-slope-field').inputValue()).not.toBe('0.2');
  const times = await inPanel('body').evaluate(() =>
    performance.getEntriesByName('actigrad-redraw').map(({ duration }) => duration),
  );
  times.sort((a, b) => a - b);
  expect(times.length).toBeGreaterThan(20);
  console.log(
    `three curves redrawn ${times.length} times: median ${times[times.length >> 1]?.toFixed(1)} ms, ` +
      `slowest ${times.at(-1)?.toFixed(1)} ms`,
  );
});

test('the crosshair is moved by keys and says exact values', async () => {
  await inPanel('#parameter-0-slope-field').fill('0.25');
  const crosshair = inPanel('#crosshair');
  await crosshair.focus();
  await crosshair.press('Home');
  await expect.poll(() => inPanel('#part-reading').innerText()).toContain('x = −6');
  expect(await inPanel('#part-reading').innerText()).toMatch(/−1\.5\s+0\.25/);
});

test('every control has a label, and Tab goes through them in the order of the page', async () => {
  await inPanel('[role=tab]').first().focus();
  const seen: string[] = [];
  for (let step = 0; step < 12; step++) {
    await page.keyboard.press('Tab');
    seen.push(await inPanel(':focus').evaluate((element) => element.id || element.tagName));
  }
  expect(seen.slice(0, 8)).toEqual([
    'function-0',
    'parameter-0-slope',
    'parameter-0-slope-field',
    'add',
    'derivatives',
    'mean',
    'mean-field',
    'std',
  ]);
});

test.each(themes)('in $label nothing stands in the way of anyone', async ({ label, bodyClass }) => {
  const value = () =>
    inPanel('#figure-curves svg path[stroke-width]')
      .last()
      .evaluate((path) => getComputedStyle(path).stroke);
  const before = await value();
  await chooseTheme(page, label);
  await inPanel(`body.${bodyClass}`).waitFor();
  expect(await value()).not.toBe(before);
  await keepScreenshot(page, `panel-${bodyClass}`);
  expect(await findBarriers(shownWebview(page)), 'Function').toEqual([]);
  await page.locator('.codelens-decoration a', { hasText: 'vanishes' }).click();
  await inPanel('[data-view=network][aria-selected=true]').waitFor();
  await inPanel('main svg').first().waitFor();
  await keepScreenshot(page, `network-${bodyClass}`);
  expect(await findBarriers(shownWebview(page)), 'Network').toEqual([]);
  await inPanel('[data-view=function]').click();
  await inPanel('#figure-curves svg').waitFor();
});

test('at 200 % everything is there, without scrolling sideways', async () => {
  await inPanel('html').evaluate((root) => (root.style.zoom = '2'));
  await expect
    .poll(() =>
      inPanel('html').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
    )
    .toBeLessThanOrEqual(1);
  await keepScreenshot(page, 'panel-zoomed');
  await inPanel('html').evaluate((root) => (root.style.zoom = ''));
});

test('the panel moves to the panel area as it is, and opens there from then on', async () => {
  await inspectLeakyRelu();
  await inPanel('#parameter-0-slope-field').fill('0.42');
  await inPanel('#mean-field').fill('1.5');
  await expect.poll(() => inPanel('#mean').inputValue()).toBe('1.5');
  await runCommand(page, 'Actigrad: Move Panel');
  const area = page.locator('.part.panel');
  await area.locator('.pane-body, .composite.panel').first().waitFor();
  await page.locator('.tab', { hasText: 'Actigrad' }).waitFor({ state: 'detached' });
  await inPanel('#figure-curves svg').waitFor();
  await keepScreenshot(page, 'panel-in-panel-area');
  expect(await inPanel('#parameter-0-slope-field').inputValue()).toBe('0.42');
  expect(await inPanel('#mean-field').inputValue()).toBe('1.5');
  await inspectLeakyRelu();
  expect(await page.locator('.tab', { hasText: 'Actigrad' }).count()).toBe(0);
  await inPanel('#parameter-0-slope-field').fill('0.43');
  await runCommand(page, 'Actigrad: Move Panel');
  await page.locator('.tab', { hasText: 'Actigrad' }).waitFor();
  await area.waitFor({ state: 'hidden' });
  await expect.poll(() => inPanel('#parameter-0-slope-field').inputValue()).toBe('0.43');
});

test('after the window is loaded again the panel is as it was', async () => {
  await inspectLeakyRelu();
  await inPanel('#parameter-0-slope-field').fill('0.37');
  await inPanel('#depth-field').fill('20');
  await expect.poll(() => inPanel('#part-verdict').innerText()).toContain('Over 20 layers');
  const isLoaded = page.waitForEvent('load');
  await runCommand(page, 'Developer: Reload Window');
  await isLoaded;
  await page.locator('.tab', { hasText: 'Actigrad' }).waitFor();
  await page.locator('.tab', { hasText: 'Actigrad' }).click();
  await inPanel('#figure-curves svg').waitFor();
  expect(await inPanel('#parameter-0-slope-field').inputValue()).toBe('0.37');
  expect(await inPanel('#part-verdict').innerText()).toContain('Over 20 layers');
});

/** What the editor's page holds, by its browser. */
async function countAll(): Promise<{ [name: string]: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const host = extensionHostMemory(inject('editorHome'));
  const counted = ['Frames', 'Documents', 'JSEventListeners', 'Nodes', 'JSHeapUsedSize'];
  return {
    ...Object.fromEntries(
      metrics.filter(({ name }) => counted.includes(name)).map(({ name, value }) => [name, value]),
    ),
    ...(host && { hostThreads: host.threads, hostMb: host.residentMb }),
  };
}

test('fifty times opened and closed, the panel leaves nothing behind', async () => {
  const tab = page.locator('.tab', { hasText: 'Actigrad' });
  // A key that is pressed while the focus goes from the panel to the code is lost, and pressed anew;
  // not sooner, or one that was only late would do its work a second time.
  const press = async (key: string, count: number): Promise<void> => {
    for (let tries = 0; tries < 5; tries++) {
      await page.keyboard.press(key);
      const isDone = await expect
        .poll(() => tab.count(), { timeout: 4000, interval: 50 })
        .toBe(count)
        .then(
          () => true,
          () => false,
        );
      if (isDone) return;
    }
    expect(await tab.count()).toBe(count);
  };
  const openAndClose = async (): Promise<void> => {
    await press('F9', 1);
    await inPanel('#figure-curves svg').waitFor();
    await press('F10', 0);
  };
  await openFile(page, 'model.py');
  await page.locator('.view-lines').first().click();
  await press('F10', 0);
  // The first times load what stays.
  for (let time = 0; time < 3; time++) await openAndClose();
  const counts = [await countAll()];
  for (let half = 0; half < 2; half++) {
    for (let time = 0; time < 25; time++) await openAndClose();
    counts.push(await countAll());
  }
  console.log('before, in the middle of and after fifty times:', ...counts);
  // What an opening leaves would be seen in both halves; the editor's own comings and goings are not.
  const growth = (name: string): number => {
    const [first = 0, middle = 0, last = 0] = counts.map((each) => each[name] ?? 0);
    return Math.min(middle - first, last - middle);
  };
  // Less than one for each time.
  for (const name of ['Frames', 'Documents', 'JSEventListeners', 'hostThreads']) {
    expect(growth(name), name).toBeLessThan(25);
  }
  expect(growth('Nodes')).toBeLessThan(25 * 20);
});
