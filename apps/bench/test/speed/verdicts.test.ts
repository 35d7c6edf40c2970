import { activation } from '@actigrad/core';
import { expect, test } from 'vitest';
import { cellOf, type Cell } from '../../src/speed/cell.ts';
import { claimed, judge } from '../../src/speed/verdicts.ts';

const idOf = (name: string): string => activation(name).id;

/** A cell of each claimed function at 4 Ki, ours so many times as fast as the one peer. */
function cells(ratio: number): Cell[] {
  return claimed.map((name) =>
    cellOf(
      { direction: 'forward', function: idOf(name), n: 4096, threads: 1 },
      [ratio, 1].map((best, index) => ({
        name: index === 0 ? 'ours' : 'native',
        threads: 1,
        speed: { best, median: best, worst: best },
      })),
    ),
  );
}

const rest = { overhead: [], fileCosts: [] };

test('a claim holds where every cell holds it', () => {
  const [mean, edges, least] = judge({ cells: cells(3), ...rest }, idOf);
  expect(mean).toMatchObject({ measured: '3.00 over 13 cells', holds: true });
  expect(edges?.holds).toBe(true);
  expect(least?.holds).toBe(true);
});

test('one slow cell breaks what is said of every cell, and is named', () => {
  const [slow, ...others] = cells(9);
  const [mean, edges, least] = judge(
    { cells: [{ ...slow!, ours: 0.4 }, ...others], ...rest },
    idOf,
  );
  expect(mean?.holds).toBe(true);
  expect(edges).toMatchObject({ holds: false, measured: '1 of 13 cells under it: relu 4 Ki ×1' });
  expect(least).toMatchObject({ holds: false });
  expect(least?.measured).toMatch(/^least 0\.40 \(relu 4 Ki ×1\); 1 of 13 cells under$/);
});

test('what was not measured neither holds nor fails', () => {
  expect(judge({ cells: [], ...rest }, idOf).every(({ holds }) => holds === undefined)).toBe(true);
});

test('the cost of a gigantic file is judged by that of a long one', () => {
  const fileCosts = [2 ** 24, 2 ** 30].map((n, index) => ({
    n,
    nsPerElement: 1 + index,
    nsPerElementOfCp: 1,
  }));
  const verdict = judge({ cells: [], overhead: [], fileCosts }, idOf).at(-1);
  expect(verdict).toMatchObject({ measured: '2.00 times', holds: false });
});
