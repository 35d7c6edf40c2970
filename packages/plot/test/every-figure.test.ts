import {
  adaptivePalette,
  cssPalette,
  darkPalette,
  highContrastDarkPalette,
  highContrastLightPalette,
  lightPalette,
} from '@actigrad/plot';
import { describe, expect, it } from 'vitest';
import { elementsOf, parseSvg, textBox } from './parsed-svg.ts';
import { samples } from './samples.ts';

const palettes = {
  light: lightPalette,
  dark: darkPalette,
  'high contrast light': highContrastLightPalette,
  'high contrast dark': highContrastDarkPalette,
  webview: cssPalette(darkPalette),
  adaptive: adaptivePalette(lightPalette, darkPalette),
};

describe.each(samples)('the figure $name', ({ draw }) => {
  it.each(Object.entries(palettes))(
    'is well-formed in the %s palette and has no broken number',
    (_, palette) => {
      const svg = parseSvg(draw(palette, { background: true, heading: true }));
      for (const element of elementsOf(svg)) {
        for (const { name, value } of Array.from(element.attributes)) {
          expect(value, `${element.tagName} ${name}`).not.toMatch(/NaN|undefined|Infinity|null/);
        }
      }
    },
  );

  it('is an image with a title and a description for a screen reader', () => {
    const svg = parseSvg(draw(lightPalette));
    expect(svg.getAttribute('role')).toBe('img');
    const [title, description] = Array.from(svg.childNodes);
    expect(title?.nodeName).toBe('title');
    expect(title?.textContent).not.toBe('');
    expect(description?.nodeName).toBe('desc');
    expect(description?.textContent).not.toBe('');
  });

  it('is the same each time', () => {
    expect(draw(lightPalette)).toBe(draw(lightPalette));
  });

  it('holds all its words within the picture', () => {
    const svg = parseSvg(draw(lightPalette, { heading: true }));
    const [width, height] = [Number(svg.getAttribute('width')), Number(svg.getAttribute('height'))];
    for (const text of elementsOf(svg, 'text')) {
      const box = textBox(text);
      expect(box.left, text.textContent ?? '').toBeGreaterThanOrEqual(-1);
      expect(box.right, text.textContent ?? '').toBeLessThanOrEqual(width + 1);
      expect(box.top, text.textContent ?? '').toBeGreaterThanOrEqual(-1);
      expect(box.bottom, text.textContent ?? '').toBeLessThanOrEqual(height + 1);
    }
  });

  it('has no id, inline style or script: figures stand side by side under a strict content policy', () => {
    for (const element of elementsOf(parseSvg(draw(lightPalette)))) {
      expect(element.hasAttribute('id')).toBe(false);
      expect(element.hasAttribute('style')).toBe(false);
      expect(['script', 'style', 'foreignObject']).not.toContain(element.tagName);
    }
  });

  it('stays small enough for a hover', () => {
    // A hover's Markdown ends at 100,000 characters, base64 included; half of that is left to the words.
    expect(draw(lightPalette).length).toBeLessThan(20_000);
  });

  it('writes true minus signs', () => {
    for (const text of elementsOf(parseSvg(draw(lightPalette)), 'text')) {
      expect(text.textContent).not.toMatch(/-\d/);
    }
  });
});

it('says that there is nothing to draw, in the reader’s language', () => {
  const empty = samples.find(({ name }) => name === 'empty');
  expect(empty?.draw(lightPalette)).toContain('>No data</text>');
  expect(empty?.draw(lightPalette, { words: { empty: '데이터 없음' } })).toContain(
    '>데이터 없음</text>',
  );
});

it('states how many values have no place on the axes', () => {
  const gaps = samples.find(({ name }) => name === 'curve-gaps');
  expect(gaps?.draw(lightPalette)).toContain('17 of 321 values are not finite and left out.');
});
