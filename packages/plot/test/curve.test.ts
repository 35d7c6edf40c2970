import { curveAxis, curveFigure, lightPalette } from '@actigrad/plot';
import { describe, expect, it } from 'vitest';
import { elementsOf, parseSvg, textBox } from './parsed-svg.ts';
import { sampled, samples, span } from './samples.ts';

const text = { title: 't', description: 'd' };
const step = {
  at: 0,
  left: 0,
  right: 1,
  value: 0,
};

describe('a slope that jumps', () => {
  const slope = sampled('slope', 'f′', (x) => (x > 0 ? 1 : 0), { jumps: [step] });
  const svg = parseSvg(
    curveFigure({ ...text, curves: [slope], domain: [-6, 6], range: [-1, 2] }, lightPalette),
  );

  it('is two level lines, not a slanted one', () => {
    const path = elementsOf(svg, 'path').find(
      (one) => one.getAttribute('stroke') === lightPalette.slope,
    );
    const lines = (path?.getAttribute('d') ?? '').split('M').slice(1);
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      const rows = line.split('L').map((point) => point.split(',')[1]);
      expect(new Set(rows).size).toBe(1);
    }
  });

  it('ends open where it only comes near and closed where it is', () => {
    const [open, closed] = elementsOf(svg, 'circle');
    expect(open?.getAttribute('fill')).toBe(lightPalette.background);
    expect(closed?.getAttribute('fill')).toBe(lightPalette.slope);
    expect(Number(open?.getAttribute('cy'))).toBeLessThan(Number(closed?.getAttribute('cy')));
  });

  it('has two open ends and a dot between where its value is neither limit', () => {
    const half = sampled('slope', 'f′', (x) => (x > 0 ? 1 : 0), {
      jumps: [{ ...step, value: 0.5 }],
    });
    const circles = elementsOf(
      parseSvg(curveFigure({ ...text, curves: [half] }, lightPalette)),
      'circle',
    );
    expect(circles.map((circle) => circle.getAttribute('fill'))).toEqual([
      lightPalette.background,
      lightPalette.background,
      lightPalette.slope,
    ]);
  });
});

it('tells value, slope and curvature apart without colour', () => {
  const curves = (['value', 'slope', 'curvature'] as const).map((kind, i) =>
    sampled(kind, kind, (x) => Math.tanh(x) + i),
  );
  const svg = parseSvg(curveFigure({ ...text, curves }, lightPalette));
  const dashes = [lightPalette.value, lightPalette.slope, lightPalette.curvature].map((colour) =>
    elementsOf(svg, 'path')
      .find((path) => path.getAttribute('stroke') === colour)
      ?.getAttribute('stroke-dasharray'),
  );
  expect(new Set(dashes).size).toBe(3);
  expect(dashes[0]).toBe(null);
});

it('names no curve over another name', () => {
  for (const { name, draw } of samples) {
    const texts = elementsOf(parseSvg(draw(lightPalette)), 'text');
    const boxes = texts.filter((one) => one.hasAttribute('paint-order')).map(textBox);
    boxes.forEach((a, i) => {
      for (const b of boxes.slice(i + 1)) {
        const isApart =
          a.right <= b.left || b.right <= a.left || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
        expect(isApart, `${name}: ${JSON.stringify([a, b])}`).toBe(true);
      }
    });
  }
});

it('names curves that have no free place in a legend, none lost', () => {
  const crowd = Array.from({ length: 12 }, (_, i) =>
    sampled('value', `function ${i}`, (x) => x + i / 100, { series: i }),
  );
  const svg = parseSvg(curveFigure({ ...text, curves: crowd }, lightPalette, { height: 240 }));
  const shown = elementsOf(svg, 'text').map((one) => one.textContent);
  for (const { label } of crowd) expect(shown).toContain(label);
});

/** The highest tick of the y axis that a function gets by default: those labels are the last numbers. */
function highestTick(f: (x: number) => number): number {
  const svg = curveFigure({ ...text, curves: [sampled('value', 'f', f)] }, lightPalette);
  const words = elementsOf(parseSvg(svg), 'text').map((one) => one.textContent ?? '');
  return words.map((word) => Number(word.replace('−', '-'))).findLast(Number.isFinite) ?? NaN;
}

it('shows levels wholly and cuts climbs where they hide the bend', () => {
  expect(highestTick((x) => Math.max(0, x))).toBe(3);
  expect(highestTick((x) => Math.min(5, Math.max(0, x)))).toBe(5);
  expect(highestTick((x) => 1 / (1 + Math.exp(-x)))).toBe(1);
});

it('takes three curves of 321 points in under 8,000 bytes', () => {
  const svg =
    samples.find(({ name }) => name === 'curve-second-derivative')?.draw(lightPalette) ?? '';
  expect(new TextEncoder().encode(svg).length).toBeLessThan(8000);
});

describe('bad input', () => {
  const curve = sampled('value', 'f', Math.tanh);
  it.each([
    [
      'PLOT_LENGTHS_DIFFER',
      () => curveFigure({ ...text, curves: [{ ...curve, y: [1] }] }, lightPalette),
    ],
    [
      'PLOT_INTERVAL_INVALID',
      () => curveFigure({ ...text, curves: [curve], domain: [1, 1] }, lightPalette),
    ],
    [
      'PLOT_INTERVAL_INVALID',
      () => curveFigure({ ...text, curves: [curve], range: [0, NaN] }, lightPalette),
    ],
    [
      'PLOT_INTERVAL_INVALID',
      () =>
        curveFigure(
          { ...text, curves: [curve], zones: [{ start: 2, end: 1, label: 'z' }] },
          lightPalette,
        ),
    ],
    [
      'PLOT_SIZE_OUT_OF_RANGE',
      () => curveFigure({ ...text, curves: [curve] }, lightPalette, { width: NaN }),
    ],
    [
      'PLOT_SIZE_OUT_OF_RANGE',
      () => curveFigure({ ...text, curves: [curve] }, lightPalette, { height: 1e9 }),
    ],
  ])('is refused with the code %s', (code, draw) => {
    expect(draw).toThrow(RangeError);
    expect(draw).toThrow(expect.objectContaining({ code }));
  });

  it('says what was given and what is allowed', () => {
    expect(() =>
      curveFigure({ ...text, curves: [{ ...curve, y: span(0, 1, 7) }] }, lightPalette),
    ).toThrow('curve "f" has 321 x values and 7 y values; the lengths must be equal');
    expect(() => curveFigure({ ...text, curves: [] }, lightPalette, { width: 10 })).toThrow(
      'width is 10 px; it must be 64 to 4096',
    );
  });
});

describe('a pointer over the picture', () => {
  const x = [-2, 0, 2];
  const data = {
    ...text,
    curves: [{ kind: 'value' as const, label: 'f(x)', x, y: [-2, 0, 2] }],
    domain: [-2, 2] as const,
  };

  it('is told the stretch of the x axis, in px', () => {
    const axis = curveAxis(data, lightPalette, { width: 400 })!;
    expect(axis.domain).toEqual([-2, 2]);
    expect(axis.left).toBeGreaterThan(0);
    expect(axis.right).toBeLessThan(400);
    expect(curveAxis({ ...text, curves: [] }, lightPalette)).toBeUndefined();
  });

  it('marks a place: a line, and a dot on the curve', () => {
    const { left, right } = curveAxis(data, lightPalette)!;
    const middle = (left + right) / 2;
    expect(curveFigure({ ...data, marker: 0 }, lightPalette)).toMatch(
      new RegExp(`<circle cx="${middle}"`),
    );
    expect(curveFigure({ ...data, marker: 3 }, lightPalette)).not.toContain('<circle');
  });
});
