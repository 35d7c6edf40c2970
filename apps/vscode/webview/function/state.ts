import { activations, type Activation } from '@actigrad/core';
import { readChoice } from '../../src/activation-choice.ts';

/** Values that a layer was seen to be given, in bins. */
interface CapturedInputs {
  /** Such as the layer's name. */
  readonly name: string;
  /** Ascending; one more than there are counts. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** What the view shows. */
export interface FunctionState {
  readonly functions: readonly Activation[];
  /** Highest derivative that is drawn. */
  readonly derivatives: 0 | 1 | 2;
  /** Inputs of the functions: N(mean, std), unless captured ones are given. */
  readonly mean: number;
  readonly std: number;
  readonly captured: CapturedInputs | undefined;
  /** Layers that the gradient comes back through. */
  readonly depth: number;
  /** Where the curves are read. */
  readonly x: number;
}

/** Colours and dashes tell so many apart. */
export const mostFunctions = 6;
export const dials = {
  mean: { min: -5, max: 5, step: 0.1 },
  std: { min: 0.1, max: 5, step: 0.1 },
  depth: { min: 1, max: 64, step: 1 },
} as const;

const initialState: Omit<FunctionState, 'functions'> = {
  derivatives: 1,
  mean: 0,
  std: 1,
  captured: undefined,
  depth: 8,
  x: 1,
};

/** Reads what was remembered, or came from a link: whatever does not fit is as at first. */
export function readState(saved: unknown): FunctionState {
  const given = (typeof saved === 'object' && saved !== null ? saved : {}) as Partial<
    Record<keyof FunctionState, unknown>
  >;
  const listed = Array.isArray(given.functions) ? given.functions : [];
  const functions = listed.flatMap((choice) => readChoice(choice) ?? []).slice(0, mostFunctions);
  const number = (key: 'mean' | 'std' | 'depth' | 'x'): number => {
    const value = given[key];
    if (typeof value !== 'number' || !Number.isFinite(value)) return initialState[key];
    if (key === 'x') return value;
    return Math.min(dials[key].max, Math.max(dials[key].min, value));
  };
  return {
    functions: functions.length > 0 ? functions : [firstFunction()],
    derivatives: given.derivatives === 0 || given.derivatives === 2 ? given.derivatives : 1,
    mean: number('mean'),
    std: number('std'),
    depth: Math.round(number('depth')),
    x: number('x'),
    captured: isCaptured(given.captured) ? given.captured : undefined,
  };
}

/** Where nothing was asked for: the one that most frameworks have the most names for. */
function firstFunction(): Activation {
  return [...activations.values()].reduce((most, each) =>
    countNames(each) > countNames(most) ? each : most,
  );
}

function countNames({ record }: Activation): number {
  return Object.values(record.names).flat().length;
}

function isCaptured(value: unknown): value is CapturedInputs {
  if (typeof value !== 'object' || value === null) return false;
  const { name, edges, counts } = value as Partial<Record<keyof CapturedInputs, unknown>>;
  return (
    typeof name === 'string' &&
    Array.isArray(edges) &&
    Array.isArray(counts) &&
    counts.length > 0 &&
    edges.length === counts.length + 1 &&
    [...(edges as unknown[]), ...(counts as unknown[])].every(Number.isFinite)
  );
}
