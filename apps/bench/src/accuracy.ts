import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { activation, activations, type Accuracy, type Activation } from '@actigrad/core';
import { accuracyModule } from './accuracy/accuracy-module.ts';
import { merge, noFigures } from './accuracy/figures.ts';
import { referenceErrors } from './accuracy/reference-points.ts';
import { accuracyReport, describeErrors } from './accuracy/report.ts';
import { resultsFile } from './accuracy/results-file.ts';
import { tasksOf, type Task, type TaskResult } from './accuracy/task.ts';
import { toAccuracy } from './accuracy/to-accuracy.ts';
import type { ErrorOf } from './accuracy/walk.ts';
import { walkOnCores } from './accuracy/walk-on-cores.ts';
import { startProgress } from './progress.ts';

const usage = `Usage: accuracy [--every <n>] [--processes <n>] [function...]

Measures the error of value and slope at every float32 input and writes what it found into
packages/core. A run that is stopped goes on where it was.

  --every <n>    only every n-th bit pattern (4099 takes seconds); nothing is written
  --processes <n>  default: one for each core`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    every: { type: 'string', default: '1' },
    processes: { type: 'string', default: String(availableParallelism()) },
    help: { type: 'boolean', short: 'h' },
  },
});
if (options.help) {
  console.log(usage);
} else {
  await run(wholeNumber('every', options.every), wholeNumber('processes', options.processes));
}

async function run(step: number, processes: number): Promise<void> {
  const functions =
    positionals.length > 0
      ? positionals.map((name) => activation(name))
      : [...activations.values()];
  const errors = await measure(functions, step, processes);
  if (step > 1) return;
  writeToCore(errors);
}

/** Errors by function, from the results of earlier runs and of what is still to be walked. */
async function measure(
  functions: readonly Activation[],
  step: number,
  processes: number,
): Promise<Map<string, ErrorOf>> {
  const results = new Map<string, TaskResult[]>();
  const open: Task[] = [];
  const finished = new Map<string, ErrorOf>();
  const finish = (id: string): void => {
    const errors = mergeInOrder(results.get(id) ?? []);
    finished.set(id, errors);
    progress.clear();
    console.log(describeErrors(id, errors));
  };
  const tasks = new Map(functions.map(({ id }) => [id, tasksOf(id, step)]));
  for (const f of functions) {
    const found = step === 1 ? resultsFile(f).read() : [];
    const walked = new Map(found.map((result) => [result.task.first, result]));
    results.set(f.id, [...walked.values()]);
    open.push(...(tasks.get(f.id) ?? []).filter(({ first }) => !walked.has(first)));
  }
  const progress = startProgress(
    'inputs',
    open.reduce((total, { count }) => total + count, 0),
  );
  const isComplete = (id: string): boolean => results.get(id)?.length === tasks.get(id)?.length;
  functions.filter(({ id }) => isComplete(id)).forEach(({ id }) => finish(id));
  await walkOnCores(open, processes, (result) => {
    const { id, count } = result.task;
    results.get(id)?.push(result);
    if (step === 1) resultsFile(activation(id)).append(result);
    progress.advance(count);
    if (isComplete(id)) finish(id);
  });
  return finished;
}

/** Results arrive in any order; sums and the first worst input must not depend on it. */
function mergeInOrder(results: readonly TaskResult[]): ErrorOf {
  return results
    .toSorted((a, b) => a.task.first - b.task.first)
    .reduce<ErrorOf>(
      (sum, { errors }) => ({
        value: merge(sum.value, errors.value),
        slope: merge(sum.slope, errors.slope),
        nearZero: merge(sum.nearZero, errors.nearZero),
      }),
      { value: noFigures, slope: noFigures, nearZero: noFigures },
    );
}

/** Replaces what core says of the functions measured now, and keeps the rest. */
function writeToCore(errors: ReadonlyMap<string, ErrorOf>): void {
  const references = referenceErrors();
  const accuracies = new Map<string, Accuracy>();
  for (const { id, accuracy } of activations.values()) {
    const measured = errors.get(id);
    const reference = references.get(id);
    if (measured && !reference) throw new Error(`packages/core/test/reference has no ${id}`);
    const latest =
      measured && reference ? toAccuracy(activation(id), measured, reference) : accuracy;
    if (latest) accuracies.set(id, latest);
  }
  const core = import.meta.resolve('@actigrad/core');
  writeFileSync(new URL('../src/measured-accuracy.ts', core), accuracyModule(accuracies));
  writeFileSync(new URL('../ACCURACY.md', core), accuracyReport(accuracies));
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new RangeError(`--${name} is ${text}; it must be a whole number from 1`);
}
