import { layerChart, lightPalette } from '@actigrad/plot';
import { describe, expect, it } from 'vitest';
import { elementsOf, parseSvg } from './parsed-svg.ts';

const text = { title: 't', description: 'd' };
const layers = ['1', '2', '3', '4'];

function texts(svg: string): (string | null)[] {
  return elementsOf(parseSvg(svg), 'text').map((one) => one.textContent);
}

function countCrosses(values: number[]): number {
  const series = [{ label: 'g', kind: 'measured' as const, values }];
  const svg = parseSvg(layerChart({ ...text, layers, scale: 'log10', series }, lightPalette));
  return elementsOf(svg, 'path')
    .filter((path) => path.getAttribute('stroke') === lightPalette.danger)
    .reduce((sum, path) => sum + (path.getAttribute('d') ?? '').split('M').length - 1, 0);
}

describe('a log10 axis', () => {
  it('has powers of ten, written as powers', () => {
    const series = [{ label: 'g', kind: 'measured' as const, values: [2e-4, 1e-3, 0.1, 1] }];
    const shown = texts(layerChart({ ...text, layers, series, scale: 'log10' }, lightPalette));
    expect(shown).toEqual(expect.arrayContaining(['10⁻⁴', '10⁻³', '10⁻²', '10⁻¹', '1']));
  });

  it('marks what is 0 with a cross on the base instead of leaving it out', () => {
    expect(countCrosses([1, 0.1, 0.01, 0.001])).toBe(0);
    expect(countCrosses([1, 0, 0, 0.001])).toBe(2);
  });

  it('refuses a range that holds 0', () => {
    const series = [{ label: 'g', kind: 'measured' as const, values: [1, 1, 1, 1] }];
    expect(() =>
      layerChart({ ...text, layers, series, scale: 'log10', range: [0, 1] }, lightPalette),
    ).toThrow('range is [0, 1]; on a log10 axis it must be positive');
  });
});

it('writes the smallest and the largest measured value at their points', () => {
  const series = [{ label: 'g', kind: 'measured' as const, values: [0.25, 0.5, 0.75, 0.875] }];
  expect(texts(layerChart({ ...text, layers, series }, lightPalette))).toEqual(
    expect.arrayContaining(['0.25', '0.875']),
  );
});

it('refuses a series that has not one value for each layer', () => {
  const series = [{ label: 'g', kind: 'measured' as const, values: [1] }];
  expect(() => layerChart({ ...text, layers, series }, lightPalette)).toThrow(
    'series "g" has 1 values for 4 layers; it must have one each',
  );
});

it('shows thinned names where there are many layers', () => {
  const many = Array.from({ length: 200 }, (_, i) => `layer ${i + 1}`);
  const series = [{ label: 'g', kind: 'measured' as const, values: many.map((_, i) => i) }];
  const names = texts(layerChart({ ...text, layers: many, series }, lightPalette)).filter((one) =>
    one?.startsWith('layer'),
  );
  expect(names.length).toBeGreaterThan(3);
  expect(names.length).toBeLessThan(12);
});
