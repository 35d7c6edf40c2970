import { cpus, loadavg } from 'node:os';
import { allocate, type Activation } from '@actigrad/core';
import { createPool } from '@actigrad/pool';
import { printJson, printLine, type Output } from '../output.ts';
import { chooseActivation } from '../parameters.ts';
import { layOutTable } from '../table.ts';

export interface BenchOptions {
  readonly threads?: number;
  readonly json?: boolean;
}

/** 16 MiB of float32: more than caches hold, little enough that a round takes milliseconds. */
const elements = 2 ** 22;
/** In turns, so that whatever else the machine does falls on all. */
const rounds = 15;

/** Some of the cheapest, the usual, and the costliest. */
const usual = ['relu', 'sigmoid', 'gelu'];

interface Rate {
  readonly best: number;
  readonly median: number;
}

/** Thousand million elements in a second, by what was done. */
type Rates = { readonly [what in 'value' | 'gradient' | 'valueOnPool' | 'copy']: Rate };

/** `actigrad bench`: rates of the kernels in float32, beside copying the same memory, measured now. */
export async function bench(
  output: Output,
  names: readonly string[],
  options: BenchOptions,
  signal: AbortSignal,
): Promise<void> {
  const activations = (names.length > 0 ? names : usual).map((name) => chooseActivation(name));
  await using pool = createPool({
    runOn: 'workers',
    ...(options.threads !== undefined && { threads: options.threads }),
  });
  const measured: { readonly function: string; readonly rates: Rates }[] = [];
  for (const activation of activations) {
    signal.throwIfAborted();
    measured.push({ function: activation.id, rates: await measure(activation, pool) });
  }
  const machine = {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    processors: cpus().length,
    node: process.version,
    load: loadavg()[0] ?? 0,
    threads: pool.threads,
  };
  if (options.json) {
    const about = { schemaVersion: 1, command: 'bench', unit: '1e9 elements/s', elements, rounds };
    return printJson(output, { ...about, machine, functions: measured });
  }
  printLine(output, `${machine.processor}, ${machine.processors} processors, Node ${machine.node}`);
  printLine(
    output,
    `load ${machine.load.toFixed(2)}; ${elements.toLocaleString('en')} float32, G elements/s, best (median) of ${rounds} rounds`,
  );
  printLine(output);
  const header = ['function', 'value', 'gradient', `value, ${pool.threads} threads`, 'copy'];
  const rows = measured.map(({ function: id, rates }) => [
    id,
    ...[rates.value, rates.gradient, rates.valueOnPool, rates.copy].map(formatRate),
  ]);
  for (const line of layOutTable(header, rows)) printLine(output, line);
}

async function measure(
  activation: Activation,
  pool: ReturnType<typeof createPool>,
): Promise<Rates> {
  const [x, out] = [allocate(elements, 'float32'), allocate(elements, 'float32')];
  const [shared, sharedOut] = [
    pool.allocate(elements, 'float32'),
    pool.allocate(elements, 'float32'),
  ];
  for (let index = 0; index < elements; index++) {
    // Knuth's multiplicative hash, from -5 to 5.
    x[index] = ((Math.imul(index + 1, 2654435761) >>> 0) / 2 ** 32 - 0.5) * 10;
  }
  shared.set(x);
  const acts = {
    value: () => activation.forward(x, { out }),
    gradient: () => activation.backward(x, x, { out }),
    valueOnPool: () => pool.forward(activation, shared, { out: sharedOut }),
    copy: () => out.set(x),
  };
  const times = { value: [], gradient: [], valueOnPool: [], copy: [] } as Record<
    keyof Rates,
    number[]
  >;
  for (let round = -1; round < rounds; round++) {
    for (const what of Object.keys(acts) as (keyof Rates)[]) {
      const began = performance.now();
      await acts[what]();
      // The first round starts threads and compiles.
      if (round >= 0) times[what].push(performance.now() - began);
    }
  }
  return {
    value: rateOf(times.value),
    gradient: rateOf(times.gradient),
    valueOnPool: rateOf(times.valueOnPool),
    copy: rateOf(times.copy),
  };
}

function rateOf(times: readonly number[]): Rate {
  const sorted = times.toSorted((a, b) => a - b);
  const [best = NaN, median = NaN] = [sorted[0], sorted[Math.floor(sorted.length / 2)]];
  return { best: elements / best / 1e6, median: elements / median / 1e6 };
}

function formatRate({ best, median }: Rate): string {
  return `${best.toFixed(2)} (${median.toFixed(2)})`;
}
