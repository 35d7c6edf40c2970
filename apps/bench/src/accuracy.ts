import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { activation, activations, type Accuracy, type Activation } from '@actigrad/core';
import { accuracyModule } from './accuracy/accuracy-module.ts';
import { merge, noFigures } from './accuracy/figures.ts';
import { referenceErrors } from './accuracy/reference-points.ts';
import { accuracyReport, describeErrors } from './accuracy/report.ts';
import { resultsFile, type ResultsFile } from './accuracy/results-file.ts';
import { maps, tasksOf, type Task, type TaskResult, type Which } from './accuracy/task.ts';
import { toAccuracy } from './accuracy/to-accuracy.ts';
import type { ErrorOf, WalkedErrors } from './accuracy/walk.ts';
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
  const walked = functions.flatMap((f) => maps.map((which) => startWalk(f, which, step)));
  const open = walked.flatMap(openTasks);
  const finished = new Map<string, ErrorOf>();
  const finish = (id: string): void => {
    const of = walked.filter((walk) => walk.id === id);
    if (of.some((walk) => openTasks(walk).length > 0)) return;
    const [value, slope] = of.map(({ results }) => mergeInOrder(results)) as [
      WalkedErrors,
      WalkedErrors,
    ];
    const errors = { value: value.figures, slope: slope.figures, nearZero: slope.nearZero };
    finished.set(id, errors);
    progress.clear();
    console.log(describeErrors(id, errors));
  };
  const progress = startProgress(
    'inputs',
    open.reduce((total, { count }) => total + count, 0),
  );
  functions.forEach(({ id }) => finish(id));
  await walkOnCores(open, processes, (result) => {
    const { id, which, first, count } = result.task;
    const walk = walked.find((one) => one.id === id && one.which === which);
    walk?.results.set(first, result);
    walk?.file?.append(result);
    progress.advance(count);
    finish(id);
  });
  return finished;
}

/** Of one value or slope: what is to be walked, and the results so far by their first input. */
interface Walk {
  readonly id: string;
  readonly which: Which;
  readonly tasks: readonly Task[];
  readonly results: Map<number, TaskResult>;
  /** Only where every input is walked. */
  readonly file: ResultsFile | undefined;
}

function startWalk(f: Activation, which: Which, step: number): Walk {
  const file = step === 1 ? resultsFile(f, which) : undefined;
  const results = new Map(file?.read().map((result) => [result.task.first, result]));
  return { id: f.id, which, tasks: tasksOf(f.id, which, step), results, file };
}

function openTasks({ tasks, results }: Walk): Task[] {
  return tasks.filter(({ first }) => !results.has(first));
}

/** Results arrive in any order; sums and the first worst input must not depend on it. */
function mergeInOrder(results: ReadonlyMap<number, TaskResult>): WalkedErrors {
  return [...results.values()]
    .toSorted((a, b) => a.task.first - b.task.first)
    .reduce<WalkedErrors>(
      (sum, { errors }) => ({
        figures: merge(sum.figures, errors.figures),
        nearZero: merge(sum.nearZero, errors.nearZero),
      }),
      { figures: noFigures, nearZero: noFigures },
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
