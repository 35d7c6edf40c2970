import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  examine,
  presets,
  type Examination,
  type PresetName,
  type Reducer,
} from '@actigrad/diagnostics';
import { UsageError, describeError } from '../errors.ts';
import { printJson, printLine, type Output } from '../output.ts';
import { failOn, parseFailOn } from './fail-on.ts';
import { countBytes, openInput, standardInput } from './open-input.ts';
import { printExamination } from './print-examination.ts';

export interface InspectOptions {
  readonly activation?: string;
  readonly preset?: string;
  readonly json?: boolean;
  /** Path of the report to write. */
  readonly html?: string;
  readonly failOn?: string;
}

/** Less is measured by one thread before a pool has started: about a quarter of a second. */
const pooledBytes = 2 ** 28;

interface Examined {
  readonly name: string;
  readonly examination: Examination;
}

/**
 * `actigrad inspect <captures...>`: the figures of every layer, and what is wrong with it. Returns
 * whether every capture could be read.
 *
 * @throws FoundError for a finding of a kind named by `--fail-on`, once all is written
 */
export async function inspect(
  output: Output,
  paths: readonly string[],
  { activation, preset = 'actigrad', json, html, failOn: failWords }: InspectOptions,
): Promise<boolean> {
  requirePreset(preset);
  const kinds = failWords === undefined ? [] : parseFailOn(failWords);
  await using pool = (await countBytes(paths)) > pooledBytes ? await openPool() : undefined;
  const options = {
    preset,
    ...(activation === undefined ? {} : { activation }),
    ...(pool ? { pool } : {}),
  };
  const examined: Examined[] = [];
  for (const path of paths) {
    try {
      const examination = await examine(await openInput(path), options);
      const name = path === standardInput ? 'standard input' : path;
      examined.push({ name, examination });
    } catch (error) {
      // One broken file of many is told, and the others are inspected; of none there is no report.
      if (examined.length === 0 && path === paths.at(-1)) throw error;
      output.err.write(`${describeError(error)}\n`);
    }
  }
  if (json) printJson(output, paths.length === 1 ? plain(examined[0]!) : examined.map(named));
  else {
    for (const { name, examination } of examined) {
      if (paths.length > 1) printLine(output, `${examined[0]!.name === name ? '' : '\n'}${name}`);
      printExamination(output, examination);
    }
  }
  if (html !== undefined) await writeReport(html, examined, preset);
  failOn(kinds, examined);
  return examined.length === paths.length;
}

async function openPool(): Promise<Reducer & AsyncDisposable> {
  const { createPool } = await import('@actigrad/pool');
  return createPool();
}

function requirePreset(preset: string): asserts preset is PresetName {
  if (Object.hasOwn(presets, preset)) return;
  throw new UsageError(
    `there is no preset "${preset}"; there are ${Object.keys(presets).join(', ')}`,
  );
}

async function writeReport(
  path: string,
  examined: readonly Examined[],
  preset: PresetName,
): Promise<void> {
  const { reportPage } = await import('@actigrad/diagnostics/report');
  const networks = examined.map(({ name, examination }) => ({ name: basename(name), examination }));
  await writeFile(path, reportPage(networks, { preset }));
}

/** What JSON has of a network: the figures of its last step, the findings, and the steps before. */
function plain({ examination: { network, findings, series } }: Examined): object {
  const layers = network.layers.map(({ figures }) => figures);
  return { layers, findings, ...(series ? { series } : {}) };
}

function named(examined: Examined): object {
  return { name: examined.name, ...plain(examined) };
}
