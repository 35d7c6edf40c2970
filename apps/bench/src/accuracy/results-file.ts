import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import type { Activation } from '@actigrad/core';
import { zonesNearZero } from './near-zero.ts';
import type { TaskResult, Which } from './task.ts';

const folder = new URL('../../results/', import.meta.url);
const hashes = JSON.parse(
  readFileSync(
    new URL('../build/kernel-hashes.json', import.meta.resolve('@actigrad/core')),
    'utf8',
  ),
) as { readonly [kernel: string]: string };
const comparison = readFileSync(new URL('../../build/compare.wasm', import.meta.url));

/**
 * Results of one function's value or slope, a line for each task: a run that is stopped goes on
 * where it was. They hold as long as the loops that were compared are the same.
 */
export interface ResultsFile {
  readonly read: () => TaskResult[];
  readonly append: (result: TaskResult) => void;
}

export function resultsFile(f: Activation, which: Which): ResultsFile {
  const state = createHash('sha256').update(comparison).update(JSON.stringify(f.parameters));
  const loop = which === 'value' ? 'forward' : 'backward';
  for (const lane of ['f32', 'f64']) {
    state.update(hashOf(`${f.id.replaceAll('-', '_')}_${loop}_${lane}`));
  }
  if (which === 'slope') state.update(JSON.stringify(zonesNearZero(f)));
  const path = new URL(`${f.id}-${which}-${state.digest('hex').slice(0, 16)}.jsonl`, folder);
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

function hashOf(kernel: string): string {
  const hash = hashes[kernel];
  if (!hash) throw new Error(`build/kernel-hashes.json of core has no ${kernel}`);
  return hash;
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
