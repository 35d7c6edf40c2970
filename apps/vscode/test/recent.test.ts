import { expect, test } from 'vitest';
import { createRecent } from '../src/recent.ts';

test('what was asked for the longest ago is forgotten first', () => {
  const computed: string[] = [];
  const recent = createRecent<string>(2);
  const ask = (key: string) => recent(key, () => (computed.push(key), key.toUpperCase()));
  expect(['a', 'b', 'a', 'c', 'a', 'b'].map(ask)).toEqual(['A', 'B', 'A', 'C', 'A', 'B']);
  expect(computed).toEqual(['a', 'b', 'c', 'b']);
});
