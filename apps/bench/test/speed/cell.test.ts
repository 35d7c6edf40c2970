import { describe, expect, test } from 'vitest';
import { cellOf, type Measured } from '../../src/speed/cell.ts';

const key = { direction: 'forward', function: 'any', n: 4096 } as const;

function measured(name: string, threads: number, best: number): Measured {
  return { name, threads, speed: { best, median: best / 2, worst: best / 4 } };
}

const all = [
  measured('ours', 2, 40),
  measured('ours', 1, 20),
  measured('memcpy', 1, 100),
  measured('loop', 1, 3),
  measured('native', 1, 5),
  measured('native', 2, 2),
  measured('pytorch', 1, 90),
];

describe('the best Node peer', () => {
  test('is the fastest of those with the same number of threads', () => {
    const cell = cellOf({ ...key, threads: 1 }, all);
    expect(cell).toMatchObject({ ours: 20, bestPeer: 5, memcpy: 100 });
  });

  test('counts one that cannot use more threads as it is', () => {
    const cell = cellOf({ ...key, threads: 2 }, all);
    expect(cell).toMatchObject({ ours: 40, bestPeer: 3 });
    expect(cell.peers).toEqual({ loop: 3, native: 2, pytorch: 90 });
  });

  test('is null where no peer has the function', () => {
    const cell = cellOf({ ...key, threads: 1 }, [
      measured('ours', 1, 20),
      measured('pytorch', 1, 9),
    ]);
    expect(cell.bestPeer).toBeNull();
  });
});
