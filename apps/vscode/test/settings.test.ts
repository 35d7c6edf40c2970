import { expect, test } from 'vitest';
import { languageIds } from '../src/ids.ts';
import { readSettings } from '../src/settings.ts';

const defaults = readSettings(() => undefined);

test('what is not set has the default of package.json', () => {
  expect(defaults).toEqual({
    enabled: true,
    size: { width: 460, height: 144 },
    derivatives: 1,
    languages: new Set(languageIds),
  });
});

test.each([null, 7, 'huge', {}, ['python', 3], 'toString', '__proto__'])(
  'the value %j does no harm',
  (value) => {
    const settings = readSettings(() => value);
    expect(settings.size).toEqual(defaults.size);
    expect(settings.derivatives).toBe(1);
    expect(settings.enabled).toBe(true);
  },
);

test('choices are taken', () => {
  const chosen = { enabled: false, size: 'large', derivatives: 'second', languages: ['yaml'] };
  expect(readSettings((key) => chosen[key])).toEqual({
    enabled: false,
    size: { width: 490, height: 200 },
    derivatives: 2,
    languages: new Set(['yaml']),
  });
});
