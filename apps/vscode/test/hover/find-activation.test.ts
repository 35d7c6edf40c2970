import { readCells, readSource, type Language } from '@actigrad/source';
import { expect, test } from 'vitest';
import { createFinder } from '../../src/hover/find-activation.ts';
import { createReader } from '../../src/reader.ts';

function findIn(text: string, word: string, language: Language = 'python') {
  const source = { id: 'a', version: '1', read: () => readSource(text, language) };
  return createFinder(createReader())(source, text.indexOf(word) + 1);
}

test('an activation is found where it is named, with its parameters as written', () => {
  const text = 'from torch import nn\nact = nn.LeakyReLU(0.2)\n';
  const found = findIn(text, 'LeakyReLU');
  expect(found?.activation.id).toBe('leaky-relu');
  expect(found?.activation.parameters).toEqual({ slope: 0.2 });
  expect(text.slice(found?.start, found?.end)).toBe('nn.LeakyReLU');
  expect(findIn(text, '0.2')).toBeUndefined();
  expect(findIn(text, 'from')).toBeUndefined();
});

test('a parameter out of its bounds leaves the default', () => {
  const found = findIn('from torch import nn\nnn.Softplus(beta=-1)', 'Softplus');
  expect(found?.activation.parameters).toEqual({ beta: 1 });
});

test('cells share their imports', () => {
  const cells = ['from torch import nn', undefined, 'nn.ReLU()'];
  const source = { id: 'n', version: '1', read: () => readCells(cells), cell: 2 };
  expect(createFinder(createReader())(source, 4)?.activation.id).toBe('relu');
  expect(createFinder(createReader())({ ...source, cell: 0 }, 4)).toBeUndefined();
});

test('each version of a text is read once', () => {
  const find = createFinder(createReader());
  let readings = 0;
  const at = (version: string) =>
    find({ id: 'a', version, read: () => (readings++, readSource('', 'python')) }, 0);
  ['1', '1', '2', '2', '1'].forEach(at);
  expect(readings).toBe(3);
});

test('a text too large to read has nothing to hover', () => {
  const text = 'x'.repeat(2 ** 22 + 1);
  expect(findIn(text, 'x')).toBeUndefined();
});

test('any other failure of reading is not hidden', () => {
  const find = createFinder(createReader());
  const unknown = { id: 'a', version: '1', read: () => readSource('', 'cobol' as Language) };
  expect(() => find(unknown, 0)).toThrow('cobol');
});
