import { loadDigits, standardise, type DigitSets } from './digits.ts';

/** A claim about activation functions, as an experiment. */
export interface Study {
  readonly id: string;
  /** The claim as introductions tell it. */
  readonly claim: string;
  run(setting: Setting): Findings | Promise<Findings>;
}

/** What every study works with. */
export interface Setting {
  /** Pixels from 0 to 1. */
  readonly raw: DigitSets;
  /** Pixels of mean 0 and variance 1. */
  readonly digits: DigitSets;
  /** Steps to train for, where a study would take `steps`: fewer in a quick run. */
  readonly steps: (steps: number) => number;
  /** Starts to average over, where one would be chance. */
  readonly seeds: readonly number[];
  /** Whether sizes are small, to see that it works: figures are then rougher. */
  readonly quick: boolean;
}

/** What a study found. */
export interface Findings {
  readonly checks: readonly Check[];
  /** What came out, in sentences with their figures. */
  readonly sentences: readonly string[];
}

/** A figure, and what it would be if the claim held. */
export interface Check {
  readonly figure: string;
  readonly value: number;
  readonly expected: Bound;
  /** Why the bound lies there. */
  readonly because: string;
  readonly held: boolean;
}

export type Bound =
  | { readonly kind: 'under' | 'over'; readonly limit: number }
  | { readonly kind: 'between'; readonly low: number; readonly high: number };

export function under(figure: string, value: number, limit: number, because: string): Check {
  return { figure, value, expected: { kind: 'under', limit }, because, held: value < limit };
}

export function over(figure: string, value: number, limit: number, because: string): Check {
  return { figure, value, expected: { kind: 'over', limit }, because, held: value > limit };
}

export function between(
  figure: string,
  value: number,
  [low, high]: readonly [number, number],
  because: string,
): Check {
  const held = value >= low && value <= high;
  return { figure, value, expected: { kind: 'between', low, high }, because, held };
}

/** `in part`: some of what the claim says came out, and some did not. */
export type Verdict = 'held' | 'in part' | 'did not hold';

/** A finished study. */
export interface Result extends Findings {
  readonly study: string;
  readonly claim: string;
  readonly verdict: Verdict;
  readonly elapsedMs: number;
}

/** Small enough that every study takes a second or two. */
const quickSetting = { train: 1000, test: 500, steps: 0.2, seeds: [1] };
const wholeSetting = { train: 8000, test: 2000, steps: 1, seeds: [1, 2, 3] };

/** Loads the digits for all studies. */
export function prepare({ quick = false }: { readonly quick?: boolean } = {}): Setting {
  const size = quick ? quickSetting : wholeSetting;
  const raw = loadDigits(size.train, size.test);
  return {
    raw,
    digits: standardise(raw),
    quick,
    seeds: size.seeds,
    steps: (steps) => Math.max(1, Math.round(size.steps * steps)),
  };
}

/** Runs a study and judges its claim by its checks. */
export async function runStudy(study: Study, setting: Setting): Promise<Result> {
  const started = performance.now();
  const { checks, sentences } = await study.run(setting);
  const held = checks.filter((check) => check.held).length;
  return {
    study: study.id,
    claim: study.claim,
    verdict: held === checks.length ? 'held' : held === 0 ? 'did not hold' : 'in part',
    checks,
    sentences,
    elapsedMs: performance.now() - started,
  };
}
