import { activations, frameworks } from '@actigrad/core';
import { darkPalette, lightPalette } from '@actigrad/plot';
import { describe, expect, test } from 'vitest';
import { drawFunction } from '../src/figure/function-picture.ts';
import { renderHover } from '../src/hover/render.ts';
import { renderComparisonPage } from '../src/page/comparison-page.ts';
import { renderFunctionPage } from '../src/page/function-page.ts';
import { english } from '../src/words.ts';

/** VS Code cuts a hover at 100,000 characters, even inside a picture. */
const longestHover = 60_000;
const large = { width: 490, height: 200 };

describe.each([...activations.values()])('$name', (activation) => {
  const framework = frameworks.find((each) => activation.record.names[each]) ?? 'pytorch';
  const name = activation.record.names[framework]?.[0]?.name ?? activation.name;
  const subject = { activation, framework, name, text: name, unread: [], assumed: false };

  test('has a hover that says its facts in words and fits its limit', () => {
    const options = { size: large, derivatives: 2, palette: darkPalette } as const;
    const hover = renderHover(subject, options, english);
    expect(hover.length).toBeLessThan(longestHover);
    const words = hover.replace(/<img[^>]*>/, '');
    expect(words).toMatch(/range .* to .* gain [\d.]+/);
    expect(words).toContain('**Gradient.**');
    expect(words).not.toMatch(/undefined|NaN|\{\d\}|\[object/);
  });

  test('is drawn at every size with every derivative, each formula within the card', () => {
    for (const width of [380, 490, 640]) {
      for (const derivatives of [0, 1, 2] as const) {
        const options = { width, height: 144, palette: lightPalette, derivatives, description: '' };
        const picture = drawFunction(activation, options, english);
        expect(picture.svg).not.toMatch(/NaN|Infinity|undefined/);
        const formulas = [
          ...picture.svg.matchAll(
            /<svg x="([\d.]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)"/g,
          ),
        ].map(([, ...box]) => box.map(Number) as [number, number, number, number]);
        expect(formulas).toHaveLength(derivatives > 0 ? 2 : 1);
        for (const [x, y, formulaWidth, height] of formulas) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(x + formulaWidth).toBeLessThanOrEqual(picture.width);
          expect(y + height).toBeLessThanOrEqual(picture.height);
        }
      }
    }
  });

  test('has a page with its parameters, its names and its source', () => {
    const page = renderFunctionPage(activation, lightPalette, english);
    for (const { name: called } of Object.values(activation.record.names).flat()) {
      expect(page).toContain(called);
    }
    for (const { meaning } of Object.values(activation.record.parameters)) {
      expect(page.replaceAll('\\', '')).toContain(meaning.slice(0, 10));
    }
    expect(page).not.toMatch(/undefined|NaN|\[object/);
  });
});

test('any functions can be compared', () => {
  const page = renderComparisonPage([...activations.values()].slice(0, 4), lightPalette, english);
  expect(page.match(/<img /g)).toHaveLength(2);
  expect(page).not.toMatch(/undefined|NaN|\[object/);
});
