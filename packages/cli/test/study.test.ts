import { expect, test } from 'vitest';
import { actigrad } from './actigrad.ts';

test('--list names every study with its claim, and runs none', async () => {
  const { code, stdout } = await actigrad('study', '--list', '--json');
  const entries = JSON.parse(stdout) as { study: string; claim: string }[];
  expect(code).toBe(0);
  expect(entries.length).toBeGreaterThan(14);
  expect(entries.map(({ study }) => study)).toContain('dead-relu-initialisation');
});

test('a study prints its sentences, its figures and the table of claims', async () => {
  const { code, stdout } = await actigrad('study', 'relu-right-side', '--quick');
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^relu-right-side {2}ReLU does not saturate for positive inputs\.\n✓ held/,
  );
  expect(stdout).toMatch(/^study +figure +measured +expected +claim$/m);
  expect(stdout).toContain('1 claim: 1 held, 0 held in part, 0 did not hold.');
});

test('a claim that does not hold as told is no failure: that is what came out', async () => {
  const { code, stdout } = await actigrad('study', 'relu-half-zero', '--quick', '--json');
  const [result] = JSON.parse(stdout) as { verdict: string; checks: { held: boolean }[] }[];
  expect(code).toBe(0);
  expect(result?.verdict).toBe('in part');
  expect(result?.checks.map(({ held }) => held)).toEqual([true, true, false]);
}, 30_000);

test('a study that is not there is wrong usage, and those that are there are named', async () => {
  const { code, stderr } = await actigrad('study', 'nosuch');
  expect(code).toBe(2);
  expect(stderr).toMatch(/no study "nosuch".*maxout \[CLI_USAGE\]\n$/);
});
