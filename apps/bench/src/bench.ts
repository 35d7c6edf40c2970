import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { activation, activations } from '@actigrad/core';
import { BenchError } from './bench-error.ts';
import { markdownTable } from './markdown-table.ts';
import { startProgress } from './progress.ts';
import { compareSpeeds } from './speed/compare-speeds.ts';
import type { Contender } from './speed/contender.ts';
import { measureFileCosts } from './speed/file-costs.ts';
import { measureGrowth } from './speed/growth.ts';
import { measureBusyCores, mostBusyCores, readMachine } from './speed/machine.ts';
import { quickEffort, thoroughEffort } from './speed/measure.ts';
import { memoryCopy } from './speed/memory-copy.ts';
import { oursOnCallingThread, oursOnPool, oursOverPlainArrays } from './speed/ours.ts';
import { measureCallOverhead, measureStartUp } from './speed/overhead.ts';
import { installLibraries } from './speed/peers/libraries.ts';
import { startPeer, startTorch, type PeerProcess } from './speed/peers/process.ts';
import { plainLoop } from './speed/plain-loop.ts';
import { benchmarksText, describeMachine, ratioChart, reportSections } from './speed/report.ts';
import { readCells, saveCells } from './speed/results-file.ts';
import { takeScatteredMemory } from './speed/scattered-memory.ts';
import { measureSoftmaxRows } from './speed/softmax-rows.ts';
import { judge, claimed } from './speed/verdicts.ts';
import { readWideRun, wideRunOf } from './speed/wide-run.ts';

const usage = `Usage: bench [options] [function...]

Measures core's functions beside other libraries, in interleaved rounds.

  --quick      fewer rounds: under 8 minutes for everything
  --json       prints { machine, cells, ... } with speeds in elements per second, and pnpm --silent nothing else
  --write      writes BENCHMARKS.md and its charts
  --keep <f>   takes cells from this file and adds those it measures: a run in parts
  --wide <f>   takes what wide lanes reach from this file, made by --keep on Node 22 or newer
  --claimed    only the functions that the claims are about
  --no-peers   only the plain loop and memcpy
  --sizes <n,...>  elements (default 4096,65536,1048576,16777216)
  --files <n,...>  elements of the files that are streamed (default up to 2^30, with --quick 2^26)
  --force      measures on a busy machine too

Wide lanes need Node 22 or newer. To show them beside figures of an older Node:
  npx -y -p node@24 node apps/bench/dist/bench.js --quick --claimed --keep wide.json
  npx pnpm@10 bench --claimed --wide wide.json --write`;

const grownSizes = [10, 12, 14, 16, 18, 20, 22, 24, 26].map((power) => 2 ** power);
/** Longer ones take most of a minute on a slow disk. */
const quickFiles = [2 ** 24, 2 ** 26];
const thoroughFiles = [2 ** 24, 2 ** 26, 2 ** 28, 2 ** 30];

/** Under 8 minutes with what comes before and after. */
const quickLimitMs = 7 * 60_000;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    keep: { type: 'string' },
    wide: { type: 'string' },
    claimed: { type: 'boolean', default: false },
    'no-peers': { type: 'boolean', default: false },
    files: { type: 'string' },
    sizes: { type: 'string', default: [4096, 65_536, 2 ** 20, 2 ** 24].join(',') },
    force: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
});

if (options.help) {
  console.log(usage);
} else {
  // Interrupted, it ends the libraries' processes as well.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  try {
    await run();
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    console.error(`${error.message} [${error.code}]`);
    process.exitCode = 1;
  }
}

async function run(): Promise<void> {
  const functions =
    positionals.length > 0
      ? positionals.map((name) => activation(name))
      : options.claimed
        ? claimed.map((name) => activation(name))
        : [...activations.values()];
  const sizes = wholeNumbers('sizes', options.sizes);
  const files = options.files
    ? wholeNumbers('files', options.files)
    : options.quick
      ? quickFiles
      : thoroughFiles;
  const otherRun = options.wide ? readWideRun(options.wide) : undefined;
  const known = options.keep ? readCells(options.keep) : [];
  const busyCores = await measureBusyCores();
  const most = mostBusyCores(availableParallelism());
  if (busyCores > most && !options.force) {
    throw new BenchError(
      'BENCH_BUSY',
      `${busyCores.toFixed(1)} cores are busy with something else; figures need at most ${most}: wait, or measure all the same with --force`,
    );
  }
  const scattered = takeScatteredMemory();
  const threads = [1, 2].filter((count) => count <= availableParallelism());
  const peers = options['no-peers'] ? [] : await startPeers(threads);
  const contenders: Contender[] = [
    oursOnCallingThread(),
    ...threads.filter((count) => count > 1).map(oursOnPool),
    oursOverPlainArrays(),
    memoryCopy(),
    plainLoop(),
    ...peers,
  ];
  const versions = Object.fromEntries(peers.map(({ name, version }) => [name, version]));
  try {
    const machine = readMachine(busyCores, versions);
    const overhead = measureCallOverhead();
    const startUp = measureStartUp();
    const softmaxRows = measureSoftmaxRows();
    const usual = activation('torch.nn.Sigmoid');
    const growth = measureGrowth(usual, grownSizes);
    const fileCosts = await measureFileCosts(usual, files);
    const all = [...known];
    const progress = startProgress('cells', functions.length * sizes.length * 2);
    const outcome = await compareSpeeds(
      {
        functions,
        sizes,
        threads,
        contenders,
        effort: options.quick ? quickEffort : thoroughEffort,
        known,
        leaveOutSlower: options.quick ? 4 : 20,
        timeLimitMs: options.quick ? quickLimitMs : Infinity,
      },
      (cells) => {
        all.push(...cells);
        if (options.keep && cells.length > 0) saveCells(options.keep, all);
        progress.advance(1);
      },
    );
    progress.clear();
    const wide = otherRun ?? wideRunOf(machine.node, outcome.cells);
    const evidence = { ...outcome, overhead, fileCosts, wide };
    const verdicts = judge(evidence, (name) => activation(name).id);
    const results = { machine, ...evidence, startUp, softmaxRows, growth, verdicts };
    if (options.write) write(results);
    print(results);
  } finally {
    for (const contender of contenders) await contender.close();
    scattered.length = 0;
  }
}

async function startPeers(threads: readonly number[]): Promise<PeerProcess[]> {
  installLibraries();
  const started = await Promise.all([
    ...['onnxruntime-node', 'onnxruntime-web'].flatMap((name) =>
      threads.map((count) => startPeer(name, count)),
    ),
    startPeer('tfjs-wasm', 1),
    startPeer('stdlib', 1),
    ...(hasWideLanes() ? threads.map((count) => startPeer('ours, wide', count)) : []),
    ...threads.map(startTorch),
  ]);
  return started.filter((peer) => peer !== undefined);
}

/** As the pool decides it. */
function hasWideLanes(): boolean {
  return Number.parseInt(process.versions.node, 10) >= 22 && process.arch === 'x64';
}

function print(results: Parameters<typeof reportSections>[0]): void {
  if (options.json) {
    console.log(JSON.stringify(results, undefined, 2));
    return;
  }
  console.log(describeMachine(results.machine));
  for (const { title, text, table } of reportSections(results)) {
    console.log(`\n${title}`);
    if (text) console.log(text);
    if (table) console.log(markdownTable(table.header, table.rows));
  }
}

function write(results: Parameters<typeof reportSections>[0]): void {
  const root = new URL('../../../', import.meta.url);
  const charts = 'apps/bench/charts/';
  mkdirSync(new URL(charts, root), { recursive: true });
  for (const direction of ['forward', 'backward'] as const) {
    writeFileSync(new URL(`${charts}${direction}.svg`, root), ratioChart(results.cells, direction));
  }
  const text = benchmarksText(results, (direction) => `${charts}${direction}.svg`);
  writeFileSync(new URL('BENCHMARKS.md', root), text);
}

function wholeNumbers(name: string, list: string): number[] {
  return list.split(',').map((text) => {
    const value = Number(text);
    if (Number.isSafeInteger(value) && value >= 1) return value;
    throw new RangeError(`--${name} holds ${text}; it must be whole numbers from 1`);
  });
}
