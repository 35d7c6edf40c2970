import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import type { Activation } from '@actigrad/core';
import type { TaskResult } from './task.ts';

const folder = new URL('../../results/', import.meta.url);
const kernels = readFileSync(
  new URL('kernel-binary.js', import.meta.resolve('@actigrad/core')),
  'utf8',
);

/**
 * Results of one function, a line for each task, in a file of their own for each state of the
 * kernels and parameters: a run that is stopped goes on where it was.
 */
export interface ResultsFile {
  readonly read: () => TaskResult[];
  readonly append: (result: TaskResult) => void;
}

export function resultsFile({ id, parameters }: Activation): ResultsFile {
  const state = createHash('sha256').update(kernels).update(JSON.stringify(parameters));
  const path = new URL(`${id}-${state.digest('hex').slice(0, 16)}.jsonl`, folder);
  return {
    read() {
      if (!existsSync(path)) return [];
      return readFileSync(path, 'utf8').split('\n').flatMap(parseLine);
    },
    append(result) {
      mkdirSync(folder, { recursive: true });
      appendFileSync(path, `${JSON.stringify(result, spellInfinity)}\n`);
    },
  };
}

/** The last line is cut short where a run was killed while writing it: its task is done again. */
function parseLine(line: string): TaskResult[] {
  if (!line.endsWith('}')) return [];
  return [JSON.parse(line, readInfinity) as TaskResult];
}

function spellInfinity(_key: string, value: unknown): unknown {
  return value === Infinity ? 'Infinity' : value;
}

function readInfinity(_key: string, value: unknown): unknown {
  return value === 'Infinity' ? Infinity : value;
}
