import { activation, activations } from '@actigrad/core';
import { describe, expect, test } from 'vitest';
import { choiceOf, readChoice } from '../src/activation-choice.ts';
import { addressOf, readAddress } from '../src/page/address.ts';

describe('a link or an address', () => {
  test('gives back every function with its parameters', () => {
    for (const each of activations.values()) {
      const [read] = readAddress(addressOf([each]).query);
      expect(choiceOf(read!)).toEqual(choiceOf(each));
    }
    const steep = activation('leaky-relu').with({ slope: 0.2 });
    expect(readChoice(choiceOf(steep))?.parameters).toEqual({ slope: 0.2 });
  });

  test.each([undefined, null, 3, 'relu', {}, { id: 'nope' }, { id: '__proto__' }, { id: 1 }])(
    'that says %j names nothing',
    (value) => expect(readChoice(value)).toBeUndefined(),
  );

  test.each(['', '{', 'null', '{"id":"relu"}', '[null, 3]'])('of text %j names nothing', (query) =>
    expect(readAddress(query)).toEqual([]),
  );

  test('with parameters that cannot be keeps the defaults', () => {
    const parameters = { slope: 'steep', extra: 1, constructor: 2 };
    expect(readChoice({ id: 'leaky-relu', parameters })?.parameters).toEqual({ slope: 0.01 });
    expect(readChoice({ id: 'leaky-relu', parameters: { slope: NaN } })?.parameters).toEqual({
      slope: 0.01,
    });
  });
});
