import { HEAT_MAP_CELLS_MAX, heatMap, lightPalette } from '@actigrad/plot';
import { describe, expect, it } from 'vitest';
import { aggregated } from '../src/cell-blocks.ts';
import { elementsOf, parseSvg } from './parsed-svg.ts';

const text = { title: 't', description: 'd', rowLabel: 'unit', columnLabel: 'sample' };

describe('a grid of more cells than are drawn', () => {
  it('becomes means of blocks, which leave out what is not a number', () => {
    const values = [1, 3, NaN, 5, 7, 9, Infinity, 1];
    const small = aggregated({ values, rows: 2, columns: 4 }, 4);
    expect(small).toMatchObject({ rows: 2, columns: 2, blockRows: 1, blockColumns: 2 });
    expect(Array.from(small.values)).toEqual([2, 5, 8, 1]);
  });

  it('says so', () => {
    const [rows, columns] = [200, 300];
    const values = Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(i));
    const svg = parseSvg(heatMap({ ...text, values, rows, columns }, lightPalette));
    expect(elementsOf(svg, 'desc')[0]?.textContent).toBe(
      'd Each cell is the mean of up to 2 × 4 values.',
    );
    expect(rows * columns).toBeGreaterThan(HEAT_MAP_CELLS_MAX);
  });

  it('keeps a block of nothing but gaps a gap', () => {
    const small = aggregated({ values: [NaN, NaN, 1, 1], rows: 1, columns: 4 }, 2);
    expect(Array.from(small.values)).toEqual([NaN, 1]);
  });
});

it('draws positive values in one colour, negative ones in another, and 0 not at all', () => {
  const svg = parseSvg(heatMap({ ...text, values: [-1, 0, 1], rows: 1, columns: 3 }, lightPalette));
  const cells = elementsOf(svg, 'path').filter((path) => path.hasAttribute('stroke-opacity'));
  expect(cells.map((path) => [path.getAttribute('d'), path.getAttribute('stroke')])).toEqual([
    ['M0 0h1', lightPalette.slope],
    ['M2 0h1', lightPalette.value],
  ]);
});

it('draws neighbours of one shade as one stroke', () => {
  const svg = heatMap({ ...text, values: [1, 1, 1, 1, 0, 1], rows: 2, columns: 3 }, lightPalette);
  expect(svg).toContain('d="M0 0h3M0 1h1M2 1h1"');
});

it('refuses a marked row that is not there, and values that do not fill the grid', () => {
  const grid = { ...text, values: [1, 2], rows: 2, columns: 1 };
  expect(() => heatMap({ ...grid, markedRows: [2] }, lightPalette)).toThrow(
    'a marked row is 2; it must be a whole number from 0 to 1',
  );
  expect(() => heatMap({ ...grid, columns: 2 }, lightPalette)).toThrow(
    'a heat map of 2 rows and 2 columns has 2 values; it must have rows × columns',
  );
});
