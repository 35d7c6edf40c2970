import {
  activation,
  activations,
  elu,
  leakyRelu,
  prelu,
  relu,
  sigmoid,
  tanh,
} from '@actigrad/core';
import { describe, expect, test } from 'vitest';

/** Moments under N(0, 1) by mpmath quadrature, to five digits: E f, E f², E f'². */
const moments = {
  relu: [0.39894, 0.5, 0.5],
  'leaky-relu': [0.39495, 0.50005, 0.50005],
  gelu: [0.28209, 0.42522, 0.45585],
  silu: [0.20662, 0.35578, 0.37948],
  mish: [0.2404, 0.45234, 0.47908],
  tanh: [0, 0.39429, 0.4644],
  sigmoid: [0.5, 0.29338, 0.04484],
  elu: [0.16052, 0.64495, 0.6681],
  selu: [0, 1, 1.07157],
  softplus: [0.80606, 0.92125, 0.29338],
  softsign: [0, 0.18301, 0.22767],
} as const;

describe('moments under N(0, 1)', () => {
  const known = Object.entries(moments).filter(([id]) => activations.has(id));
  test.each(known)('%s', (id, [mean, meanSquare, slopeMeanSquare]) => {
    const { normal, gain } = activation(id).facts();
    expect(normal.mean).toBeCloseTo(mean, 5);
    expect(normal.meanSquare).toBeCloseTo(meanSquare, 5);
    expect(normal.slopeMeanSquare).toBeCloseTo(slopeMeanSquare, 5);
    expect(gain).toBeCloseTo(1 / Math.sqrt(meanSquare), 4);
  });
});

test('relu is dead and saturated at and below 0, and is not zero-centred', () => {
  const facts = relu.facts();
  expect(facts.dead).toEqual([{ from: -Infinity, to: 0 }]);
  expect(facts.saturation).toEqual([{ side: 'left', limit: 0, from: 0 }]);
  expect(facts.range).toEqual({ min: 0, max: Infinity });
  expect(facts.zeroCentred).toBe(false);
  expect(facts.kinks).toMatchObject([{ at: 0, slope: 0 }]);
});

test('sigmoid saturates on both sides, where its slope is 1 % of a quarter', () => {
  const facts = sigmoid.facts();
  // s (1 - s) = 1/400 at s = (1 - √0.99) / 2
  const edge = Math.log((1 + Math.sqrt(0.99)) / (1 - Math.sqrt(0.99)));
  expect(facts.saturation.map(({ side, limit }) => [side, limit])).toEqual([
    ['left', 0],
    ['right', 1],
  ]);
  expect(facts.saturation[0]?.from).toBeCloseTo(-edge, 9);
  expect(facts.saturation[1]?.from).toBeCloseTo(edge, 9);
  expect(facts.largestSlope).toEqual({ at: 0, value: 0.25 });
  expect(facts.dead).toEqual([]);
});

test('tanh is zero-centred; elu saturates on the left at -alpha', () => {
  expect(tanh.facts().zeroCentred).toBe(true);
  expect(elu.with({ alpha: 2 }).facts().saturation).toMatchObject([{ side: 'left', limit: -2 }]);
});

test('facts follow the parameters', () => {
  expect(leakyRelu.with({ slope: -1 }).facts().monotone).toBe(false);
  expect(leakyRelu.with({ slope: 0 }).facts().dead).toEqual([{ from: -Infinity, to: 0 }]);
  expect(prelu.with({ alpha: 2 }).facts().largestSlope.value).toBe(2);
});

test('a slope that grows without end is infinite, and saturation is then measured against 1', () => {
  const squared = activation('squared-relu').facts();
  expect(squared.largestSlope).toEqual({ at: Infinity, value: Infinity });
  expect(squared.saturation).toMatchObject([{ side: 'left', limit: 0 }]);
  expect(squared.saturation[0]?.from).toBeCloseTo(0.005, 12);
});

test('a slope that underflows far out is not dead', () => {
  expect(activation('laplace').facts().dead).toEqual([]);
  expect(activation('gaussian').facts().dead).toEqual([]);
});

test('what is dead on both sides or in the middle is found', () => {
  expect(activation('hard-tanh').facts().dead).toEqual([
    { from: -Infinity, to: -1 },
    { from: 1, to: Infinity },
  ]);
  expect(activation('hard-shrink').facts().dead).toEqual([{ from: -0.5, to: 0.5 }]);
});

test('the largest slope stands where it is reached, or at the end where it is only approached', () => {
  expect(relu.facts().largestSlope).toEqual({ at: 0, value: 1 });
  expect(activation('squareplus').facts().largestSlope).toEqual({ at: Infinity, value: 1 });
  expect(activation('gelu').facts().largestSlope.at).toBeCloseTo(Math.SQRT2, 2);
});

test('the points where a function turns are found to the last bit', () => {
  const [turn, ...others] = activation('silu').facts().turningPoints;
  expect(others).toEqual([]);
  // x (1 - s(x)) = -1 at -1.27846454276107, the minimum.
  expect(turn?.at).toBeCloseTo(-1.27846454276107, 13);
  expect(turn?.value).toBeCloseTo(-0.27846454276107, 14);
  expect(relu.facts().turningPoints).toEqual([]);
});

describe('the tails of a slope are those of the kernel', () => {
  test.each([...activations.values()].map((each) => [each.id, each] as const))('%s', (_, f) => {
    const { tails, saturation, largestSlope } = f.facts();
    for (const [side, sign] of [
      ['left', -1],
      ['right', 1],
    ] as const) {
      const tail = tails[side];
      const far = [200, 400, 800].map((x) => f.slope(sign * x));
      if (tail.kind === 'dead') expect(far).toEqual([0, 0, 0]);
      if (tail.kind === 'fades') {
        expect(saturation).toContainEqual(expect.objectContaining({ side, from: tail.from }));
        expect(Math.abs(far[2]!)).toBeLessThanOrEqual(Math.abs(far[0]!));
      }
      if (tail.kind === 'settles') expect(far[2]).toBeCloseTo(tail.slope, 4);
      if (tail.kind === 'grows') {
        expect(Math.abs(far[2]!)).toBeGreaterThan(Math.abs(far[0]!));
        expect(largestSlope.value).toBe(Infinity);
      }
      if (tail.kind === 'swings') expect(f.slope(sign * Infinity)).toBeNaN();
    }
  });
});
