import { activation, activations } from '@actigrad/core';
import { activationFigure, curveFigure, lightPalette } from '@actigrad/plot';
import { describe, expect, test } from 'vitest';
import { parseSvg } from './parsed-svg.ts';

/** Name, start and end of each zone of a function's figure. */
function zonesOf(id: string) {
  return activationFigure(activation(id)).zones?.map(({ label, start, end }) => [
    label,
    start,
    end,
  ]);
}

describe.each([...activations.keys()])('%s', (id) => {
  test('draws f and its slope with a text twin, and no number is broken', () => {
    const figure = activationFigure(activation(id));
    expect(figure.curves.map(({ kind }) => kind)).toEqual(['value', 'slope']);
    expect(figure.description).toMatch(/^Values from \S+ to \S+\. .*[Ss]lope/);
    const svg = curveFigure(figure, lightPalette);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(parseSvg(svg)).toBeDefined();
  });
});

test('zones are named by what the facts say, and none is named twice', () => {
  expect(zonesOf('relu')).toEqual([['dead', -Infinity, 0]]);
  expect(zonesOf('squared-relu')).toEqual([['dead', -Infinity, 0]]);
  expect(zonesOf('sigmoid')?.map(([label]) => label)).toEqual(['slope < 1 %', 'slope < 1 %']);
  expect(zonesOf('identity')).toEqual([]);
});

test('asymptotes are the limits and lines that f approaches', () => {
  expect(activationFigure(activation('tanh')).asymptotes).toEqual([
    { slope: 0, intercept: -1, side: 'left' },
    { slope: 0, intercept: 1, side: 'right' },
  ]);
  expect(activationFigure(activation('softplus')).asymptotes).toContainEqual({
    slope: 1,
    intercept: 0,
    side: 'right',
  });
});
