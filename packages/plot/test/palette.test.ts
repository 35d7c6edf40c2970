import type { Palette } from '@actigrad/plot';
import {
  adaptivePalette,
  cssPalette,
  darkPalette,
  highContrastDarkPalette,
  highContrastLightPalette,
  lightPalette,
} from '@actigrad/plot';
import { describe, expect, it } from 'vitest';

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const channels = [1, 3, 5].map(
    (start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255,
  );
  const [red = 0, green = 0, blue = 0] = channels.map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** Grounds that a figure may lie on where it paints none of its own: VS Code's hovers and editors. */
const palettes: readonly {
  name: string;
  palette: Palette;
  grounds: string[];
  text: number;
  stroke: number;
}[] = [
  { name: 'light', palette: lightPalette, grounds: ['#ffffff', '#f8f8f8'], text: 4.5, stroke: 3 },
  {
    name: 'dark',
    palette: darkPalette,
    grounds: ['#1f1f1f', '#202020', '#252526'],
    text: 4.5,
    stroke: 3,
  },
  {
    name: 'high contrast light',
    palette: highContrastLightPalette,
    grounds: ['#ffffff'],
    text: 7,
    stroke: 4.5,
  },
  {
    name: 'high contrast dark',
    palette: highContrastDarkPalette,
    grounds: ['#000000'],
    text: 7,
    stroke: 4.5,
  },
];

describe.each(palettes)('the $name palette', ({ palette, grounds, text, stroke }) => {
  const { value, slope, curvature, danger, series, muted, axis } = palette;
  const strokes = [value, slope, curvature, danger, ...series, muted];

  it(`has text of contrast ${text}: curves are named in their own colour`, () => {
    for (const colour of [palette.text, ...strokes]) {
      expect(contrast(colour, palette.background), colour).toBeGreaterThanOrEqual(text);
    }
  });

  it(`has strokes of contrast ${stroke} on every ground it may lie on`, () => {
    for (const ground of [palette.background, ...grounds]) {
      for (const colour of [...strokes, axis]) {
        expect(contrast(colour, ground), `${colour} on ${ground}`).toBeGreaterThanOrEqual(stroke);
      }
    }
  });

  it('has a grid fainter than its axes', () => {
    expect(contrast(palette.grid, palette.background)).toBeLessThan(
      contrast(palette.axis, palette.background),
    );
  });

  it('has series that differ from each other', () => {
    expect(new Set(palette.series).size).toBe(palette.series.length);
  });
});

it('a webview palette names theme variables with the fallback behind each', () => {
  const palette = cssPalette(darkPalette);
  expect(palette.value).toBe('var(--vscode-charts-blue, #6cb6ff)');
  expect(palette.background).toBe('var(--vscode-editor-background, #1f1f1f)');
  expect(palette.grid).toBe(darkPalette.grid);
});

it('an adaptive palette declares each of its variables for both preferences', () => {
  const palette = adaptivePalette(lightPalette, darkPalette);
  const { style = '', series, strokeWidth, fontFamily, ...colours } = palette;
  expect(strokeWidth).toBe(lightPalette.strokeWidth);
  expect(fontFamily).toBe(lightPalette.fontFamily);
  const [light = '', dark = ''] = style.split('@media screen and (prefers-color-scheme:dark)');
  for (const colour of [...Object.values(colours), ...series]) {
    const variable = /^var\((--[\w-]+)\)$/.exec(colour)?.[1];
    expect(light).toContain(`${variable}:#`);
    expect(dark).toContain(`${variable}:#`);
  }
});
