import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Point } from '../src/polyline.ts';
import { clipped, drawableRuns, simplified, thinned } from '../src/polyline.ts';

const box = { left: 0, top: 0, right: 100, bottom: 50 };
const coordinate = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const points = fc.array(fc.tuple(coordinate, coordinate), { maxLength: 40 });

describe('drawableRuns', () => {
  it('breaks a curve at what has no place on an axis', () => {
    const y = [1, NaN, 2, 3, Infinity, 1e301, 4];
    expect(drawableRuns([0, 1, 2, 3, 4, 5, 6], y)).toEqual([
      [[0, 1]],
      [
        [2, 2],
        [3, 3],
      ],
      [[6, 4]],
    ]);
  });
});

describe('clipped', () => {
  it('ends a line where it leaves and begins another where it comes back', () => {
    const zigzag: Point[] = [
      [0, 25],
      [50, 75],
      [100, 25],
    ];
    expect(clipped(zigzag, box)).toEqual([
      [
        [0, 25],
        [25, 50],
      ],
      [
        [75, 50],
        [100, 25],
      ],
    ]);
  });

  it('leaves nothing outside the box', () => {
    fc.assert(
      fc.property(points, (line) => {
        for (const [x, y] of clipped(line, box).flat()) {
          expect(x).toBeGreaterThanOrEqual(box.left - 1e-6);
          expect(x).toBeLessThanOrEqual(box.right + 1e-6);
          expect(y).toBeGreaterThanOrEqual(box.top - 1e-6);
          expect(y).toBeLessThanOrEqual(box.bottom + 1e-6);
        }
      }),
    );
  });

  it('returns a line that lies inside as it is', () => {
    const inside: Point[] = [
      [1, 1],
      [2, 7],
      [90, 3],
    ];
    expect(clipped(inside, box)).toEqual([inside]);
  });
});

describe('simplified', () => {
  it('keeps of a straight line its ends, and of a corner the corner', () => {
    const straight = Array.from({ length: 100 }, (_, i): Point => [i, i / 3]);
    expect(simplified(straight)).toEqual([straight[0], straight[99]]);
    const corner = Array.from({ length: 101 }, (_, i): Point => [i, Math.max(0, i - 50)]);
    expect(simplified(corner)).toEqual([corner[0], corner[50], corner[100]]);
  });

  it('moves no point of a curve by more than the tolerance', () => {
    const curve = Array.from({ length: 321 }, (_, i): Point => [
      i * 1.4,
      80 - 80 * Math.tanh((i - 160) / 40),
    ]);
    const kept = simplified(curve, 0.08);
    expect(kept.length).toBeLessThan(curve.length / 3);
    for (const [x, y] of curve) {
      const next = kept.findIndex(([right]) => right >= x);
      const [x1, y1] = kept[next] as Point;
      const [x0, y0] = kept[Math.max(0, next - 1)] as Point;
      const drawn = x1 > x0 ? y0 + ((x - x0) / (x1 - x0)) * (y1 - y0) : y1;
      const steepness = x1 > x0 ? Math.hypot(1, (y1 - y0) / (x1 - x0)) : 1;
      expect(Math.abs(drawn - y) / steepness).toBeLessThanOrEqual(0.08 + 1e-9);
    }
  });
});

describe('thinned', () => {
  it('keeps every extreme of a dense line', () => {
    const noisy = Array.from({ length: 100_000 }, (_, i): Point => [i / 250, Math.sin(i * i)]);
    const thin = thinned(noisy);
    expect(thin.length).toBeLessThanOrEqual(4 * 200);
    const rows = thin.map(([, y]) => y);
    expect(Math.max(...rows)).toBe(Math.max(...noisy.map(([, y]) => y)));
    expect(Math.min(...rows)).toBe(Math.min(...noisy.map(([, y]) => y)));
  });
});
