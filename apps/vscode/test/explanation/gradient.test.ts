import { activation } from '@actigrad/core';
import { describe, expect, test } from 'vitest';
import { describeFacts } from '../../src/explanation/describe-facts.ts';
import { describeGradient } from '../../src/explanation/describe-gradient.ts';
import { findTroubles } from '../../src/explanation/find-troubles.ts';
import { english } from '../../src/words.ts';

describe('what a function does to a gradient is told by its curve', () => {
  test.each([
    [
      'relu',
      'To the right it passes whole; to the left nothing passes: up to x = 0 the slope is exactly 0.',
    ],
    ['leaky-relu', 'To the right it passes whole; to the left it is multiplied by 0.01.'],
    ['hard-tanh', 'It passes only between x = −1 and x = 1; outside, the slope is exactly 0.'],
    [
      'sigmoid',
      'It fades on both sides: under x = −5.99 and above x = 5.99 less than 1 % of the largest slope is left, though never exactly 0.',
    ],
    [
      'selu',
      'To the right it is multiplied by 1.05; to the left it fades: under x = −4.61 less than 1 % is left, though never exactly 0.',
    ],
    ['exponential', 'To the right it is multiplied by ever more; to the left it fades to nothing.'],
    ['snake', 'The slope goes up and down for ever on both sides.'],
    ['identity', 'Far from 0 it passes whole on both sides.'],
  ])('%s', (id, sentence) => {
    expect(describeGradient(activation(id), english)).toBe(sentence);
  });

  test('and by its parameters', () => {
    const none = activation('leaky-relu').with({ slope: 0 });
    expect(describeGradient(none, english)).toContain('to the left nothing passes');
  });
});

const namesOf = (id: string, parameters = {}) =>
  findTroubles(activation(id).with(parameters), english).map(({ name }) => name);

describe('a trouble follows from the curve, not from the name', () => {
  test.each([
    ['sigmoid', ['Vanishing gradient', 'Zig-zag']],
    ['tanh', ['Saturation']],
    ['relu', ['Dead units', 'Zig-zag']],
    ['leaky-relu', []],
    ['gelu', []],
    ['elu', []],
    ['hard-tanh', ['Saturation', 'Dead units']],
    ['squared-relu', ['Dead units', 'Exploding gradient', 'Zig-zag']],
    ['log-sigmoid', ['Zig-zag']],
  ])('%s: %j', (id, names) => expect(namesOf(id)).toEqual(names));

  test('a leaky ReLU with slope 0 is a ReLU', () => {
    expect(namesOf('leaky-relu', { slope: 0 })).toEqual(namesOf('relu'));
  });

  test('the bound over layers is that of the largest slope', () => {
    const [vanishing] = findTroubles(activation('sigmoid'), english);
    expect(vanishing?.why).toContain(
      'at most 0.25 of the gradient; 10 layers at most 0.25¹⁰ = 10⁻⁶',
    );
  });
});

test('facts are words with their numbers', () => {
  expect(describeFacts(activation('gelu'), english)).toEqual([
    'range −0.17 to ∞',
    'not zero-centred (mean 0.282)',
    'not monotone',
    'saturates at 0 on the left',
    'largest slope 1.13 at x = 1.41',
    'gain 1.53',
  ]);
  expect(describeFacts(activation('squareplus'), english)).toContain('largest slope 1');
  expect(describeFacts(activation('exponential'), english)).toContain('slope without bound');
});
