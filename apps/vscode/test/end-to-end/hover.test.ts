import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { darkPalette, highContrastDarkPalette, lightPalette, type Palette } from '@actigrad/plot';
import {
  closeWorkbench,
  hoverWord,
  keepFailures,
  keepScreenshot,
  openFile,
  openWorkbench,
} from './workbench.ts';
import { countPixels } from './pixels.ts';

interface Sample {
  readonly file: string;
  readonly word: string;
  /** What the hover must say. */
  readonly says: readonly string[];
}

const samples: readonly Sample[] = [
  { file: 'model.py', word: 'LeakyReLU', says: ['Leaky ReLU', 'a = 0.2', 'multiplied by 0.2'] },
  { file: 'keras_model.py', word: 'layers.LeakyReLU', says: ['a = 0.3', '0.01 in PyTorch'] },
  { file: 'jax_model.py', word: 'jax.nn.gelu', says: ['GELU', 'tanh'] },
  { file: 'explore.ipynb', word: 'F.mish', says: ['Mish', 'PyTorch'] },
  { file: 'browser.ts', word: 'leakyReLU', says: ['a = 0.1', 'TensorFlow.js'] },
  { file: 'node.js', word: 'leakyRelu', says: ['a = 0.2', 'TensorFlow.js'] },
  { file: 'config.json', word: 'gelu_new', says: ['GELU', 'tanh', 'Hugging Face'] },
  { file: 'training.yaml', word: 'silu', says: ['SiLU', 'Hugging Face'] },
];

const themes: readonly { name: string; palette: Palette; samples: readonly Sample[] }[] = [
  { name: 'Default Light Modern', palette: lightPalette, samples },
  { name: 'Default Dark Modern', palette: darkPalette, samples: samples.slice(0, 4) },
  { name: 'Default High Contrast', palette: highContrastDarkPalette, samples: samples.slice(0, 1) },
];

describe.each(themes)('in the theme $name', ({ name, palette, samples: shown }) => {
  let page: Page;
  beforeAll(async () => {
    page = await openWorkbench({ 'workbench.colorTheme': name });
  });
  keepFailures(() => page);
  afterAll(() => closeWorkbench(page));

  test.each(shown)('$file shows $word with its curve', async ({ file, word, says }) => {
    await openFile(page, file);
    const hover = await hoverWord(page, word);
    const text = await hover.innerText();
    for (const words of says) expect(text).toContain(words);
    await keepScreenshot(page, `${name} ${file}`);

    const picture = hover.locator('img');
    const [width, height] = await picture.evaluate((image: HTMLImageElement) => [
      image.naturalWidth,
      image.naturalHeight,
    ]);
    expect(width).toBe(460);
    expect(height).toBeGreaterThanOrEqual(144);
    // Both curves are there: pixels in their colours, on the ground of the palette.
    const pixels = await countPixels(page, await picture.screenshot(), [
      palette.background,
      palette.value,
      palette.slope,
    ]);
    expect(pixels[palette.background]).toBeGreaterThan(20_000);
    expect(pixels[palette.value]).toBeGreaterThan(150);
    expect(pixels[palette.slope]).toBeGreaterThan(100);
  });
});
