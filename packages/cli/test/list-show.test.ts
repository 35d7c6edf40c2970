import { activations, arrayFunctions, units } from '@actigrad/core';
import { describe, expect, test, vi } from 'vitest';
import { actigrad } from './actigrad.ts';

// Each command is a process of its own.
vi.setConfig({ testTimeout: 60_000 });

interface Described {
  readonly id: string;
  readonly parameters: Record<string, number>;
  readonly facts: {
    readonly range: { readonly min: number | string; readonly max: number | string };
  };
}

test('list --json prints every function with its facts, infinities as words, and nothing else', async () => {
  const { code, stdout, stderr } = await actigrad('list', '--json');
  const listed = JSON.parse(stdout) as Described[];
  expect(listed.map(({ id }) => id)).toEqual([
    ...activations.keys(),
    ...arrayFunctions.keys(),
    ...units.keys(),
  ]);
  expect(listed.find(({ id }) => id === 'leaky-relu')?.parameters).toEqual({ slope: 0.01 });
  expect(listed.find(({ id }) => id === 'relu')?.facts.range).toEqual({ min: 0, max: 'Infinity' });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('list prints a line for each function', async () => {
  const { code, stdout } = await actigrad('list');
  const lines = stdout.trimEnd().split('\n');
  expect(lines.slice(2, 2 + activations.size).map((line) => line.split(' ')[0])).toEqual([
    ...activations.keys(),
  ]);
  for (const id of [...arrayFunctions.keys(), ...units.keys()]) {
    expect(lines.some((line) => line.startsWith(`${id} `))).toBe(true);
  }
  expect(lines.find((line) => line.startsWith('relu '))).toMatch(
    /0 to ∞ +x < 0 → 0 +x ≤ 0 +no +1$/,
  );
  expect(code).toBe(0);
});

describe('show', () => {
  test.each([...activations.keys()])('%s draws its curve and tells its facts', async (id) => {
    const { code, stdout } = await actigrad('show', id);
    expect(stdout).toMatch(/[\u2801-\u28ff]{3}/);
    expect(stdout).toContain('steepest slope');
    expect(stdout).not.toMatch(/NaN|undefined|\[object/);
    expect(code).toBe(0);
  });

  test.each([...arrayFunctions.keys()])('%s says what it makes of a row', async (id) => {
    const { code, stdout } = await actigrad('show', id);
    expect(stdout).toMatch(/example +−1, 0, 1, 2 → [\d−.]/);
    expect(code).toBe(0);
  });

  test('finds a framework name and sets parameters', async () => {
    const { stdout } = await actigrad(
      'show',
      'torch.nn.LeakyReLU',
      '--param',
      'slope=0.2',
      '--json',
    );
    const { id, parameters } = JSON.parse(stdout) as Described;
    expect({ id, parameters }).toEqual({ id: 'leaky-relu', parameters: { slope: 0.2 } });
  });

  test('is plain text in a pipe', async () => {
    const { stdout } = await actigrad('show', 'tanh');
    expect(stdout).not.toContain('\u001b[');
  });
});
