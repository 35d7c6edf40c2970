import { prepare, runStudy, studies, type Check, type Verdict } from '@actigrad/studies';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const setting = prepare({ quick: true });

/** What comes out in the quick setting. Times are missing: they are no test. */
const verdicts: { readonly [study: string]: Verdict } = {
  'sigmoid-linear-near-zero': 'held',
  'sigmoid-gradient-vanishes': 'held',
  'one-sided-inputs-zig-zag': 'in part',
  'tanh-zero-centred': 'held',
  'relu-right-side': 'held',
  'relu-converges-faster': 'in part',
  'relu-half-zero': 'in part',
  'dead-relu-initialisation': 'held',
  'leaky-relu-none-dead': 'held',
  'prelu-learns-alpha': 'held',
  'elu-mean-nearer-zero': 'held',
  'elu-keeps-noise-out': 'in part',
  maxout: 'held',
};

function keeps({ value, expected }: Check): boolean {
  if (expected.kind === 'between') return value >= expected.low && value <= expected.high;
  return expected.kind === 'under' ? value < expected.limit : value > expected.limit;
}

describe.each(studies.map((study) => [study.id, study] as const))('%s', (id, study) => {
  it('measures its claim, judges it by its figures alone, and says what came out', async () => {
    const { checks, sentences, verdict } = await runStudy(study, setting);
    expect(study.claim).toMatch(/^[A-Z].*\.$/);
    expect(checks.length).toBeGreaterThan(1);
    for (const check of checks) {
      expect(Number.isFinite(check.value), check.figure).toBe(true);
      expect(check.because.length).toBeGreaterThan(3);
      expect(check.held).toBe(keeps(check));
    }
    const held = checks.filter((check) => check.held).length;
    expect(verdict).toBe(held === checks.length ? 'held' : held === 0 ? 'did not hold' : 'in part');
    expect(sentences.join(' ')).toMatch(/\d/);
    expect(sentences.join(' ')).not.toMatch(/NaN|undefined/);
    if (id in verdicts) expect(verdict).toBe(verdicts[id]);
  }, 30_000);
});

describe('the studies', () => {
  it('are one claim and one file each, called after their ids', () => {
    const files = readdirSync(new URL('../src/studies/', import.meta.url));
    const ids = files.filter((name) => name !== 'index.ts').map((name) => name.replace('.ts', ''));
    expect(studies.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(new Set(studies.map(({ claim }) => claim)).size).toBe(studies.length);
  });

  it('find the same figures in every run, but for times', async () => {
    const study = studies.find(({ id }) => id === 'elu-mean-nearer-zero')!;
    const [first, second] = [await runStudy(study, setting), await runStudy(study, setting)];
    expect(first.checks).toEqual(second.checks);
  });
});
