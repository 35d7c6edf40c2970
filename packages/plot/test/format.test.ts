import { formatNumber, formatPower } from '@actigrad/plot';
import { describe, expect, it } from 'vitest';
import { formatTicks } from '../src/format.ts';

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [1, '1'],
    [-0.17004, '−0.17'],
    [0.5, '0.5'],
    [1234, '1230'],
    [25_600, '25,600'],
    [0.00123, '0.00123'],
    [0.000035, '3.5·10⁻⁵'],
    [-1e-7, '−10⁻⁷'],
    [1e6, '10⁶'],
    [6.02214e23, '6.02·10²³'],
    [999_999, '10⁶'],
    [5e-324, '5·10⁻³²⁴'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
    [NaN, 'NaN'],
  ])('writes %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('keeps as many digits as asked', () => {
    expect(formatNumber(Math.PI, 1)).toBe('3');
    expect(formatNumber(Math.PI, 6)).toBe('3.14159');
  });
});

it('formatPower writes powers of ten as powers', () => {
  expect([-12, -1, 0, 1, 2, 10].map(formatPower)).toEqual([
    '10⁻¹²',
    '10⁻¹',
    '1',
    '10',
    '10²',
    '10¹⁰',
  ]);
});

describe('formatTicks', () => {
  it.each([
    [
      [-0.5, 0, 0.5, 1],
      ['−0.5', '0', '0.5', '1'],
    ],
    [
      [0.98, 0.99, 1, 1.01],
      ['0.98', '0.99', '1', '1.01'],
    ],
    [
      [2500, 5000, 7500, 10_000],
      ['2500', '5000', '7500', '10,000'],
    ],
    [
      [100_000, 100_001],
      ['100,000', '100,001'],
    ],
    [
      [0, 500_000, 1e6, 1.5e6],
      ['0', '5·10⁵', '10⁶', '1.5·10⁶'],
    ],
    [
      [-0.001, -0.0005, 0],
      ['−0.001', '−0.0005', '0'],
    ],
    [
      [0, 1e-7, 2e-7],
      ['0', '10⁻⁷', '2·10⁻⁷'],
    ],
    [[], []],
  ])('writes %j with the digits of the step', (ticks, texts) => {
    expect(formatTicks(ticks)).toEqual(texts);
  });
});
