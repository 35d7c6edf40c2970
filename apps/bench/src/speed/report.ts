import { activations } from '@actigrad/core';
import { adaptivePalette, barChart, darkPalette, lightPalette } from '@actigrad/plot';
import { markdownTable } from '../markdown-table.ts';
import type { Cell } from './cell.ts';
import type { Outcome } from './compare-speeds.ts';
import type { Machine } from './machine.ts';
import type { FileCost } from './file-costs.ts';
import type { Growth } from './growth.ts';
import type { CallOverhead, StartUp } from './overhead.ts';
import type { SoftmaxRows } from './softmax-rows.ts';
import {
  ratiosByFunction,
  ratioTable,
  sizeName,
  speedTable,
  summaryTable,
  times,
  type Table,
} from './tables.ts';
import type { Verdict } from './verdicts.ts';
import type { WideRun } from './wide-run.ts';

export interface Results extends Outcome {
  readonly machine: Machine;
  readonly overhead: readonly CallOverhead[];
  readonly startUp: StartUp;
  readonly softmaxRows: SoftmaxRows;
  readonly growth: readonly Growth[];
  readonly fileCosts: readonly FileCost[];
  readonly wide: WideRun | undefined;
  readonly verdicts: readonly Verdict[];
}

interface Section {
  readonly title: string;
  readonly text?: string;
  readonly table?: Table;
}

/** The sections of the report, in order: for the terminal and for BENCHMARKS.md. */
export function reportSections({
  cells,
  refused,
  overhead,
  startUp,
  softmaxRows,
  growth,
  fileCosts,
  wide,
  verdicts,
}: Results): readonly Section[] {
  return [
    { title: 'Summary', table: summaryTable(cells) },
    {
      title: 'What is claimed, and whether it holds',
      text: 'Computed from the cells below. Cells of a run in parts (`--keep`) were measured before what the first line says of the machine.',
      table: {
        header: ['Claim', 'Measured', 'Holds'],
        rows: verdicts.map(({ claim, measured, holds }) => [
          claim,
          measured,
          holds === undefined ? 'not measured' : holds ? 'yes' : 'no',
        ]),
      },
    },
    {
      title: 'Forward: ours / best Node peer',
      text: 'The best Node peer is the fastest of those that run in Node, each with at most as many threads. onnxruntime-node copies each result into a new array: at 16 Mi that takes most of its time where the system has to map it, and little where its heap has one left from sizes before, which differs from run to run (GELU on one thread 0.43 or 0.94 · 10⁹ a second).',
      table: ratioTable(cells, 'forward', ({ bestPeer }) => bestPeer),
    },
    {
      title: 'Backward: ours / best Node peer',
      table: ratioTable(cells, 'backward', ({ bestPeer }) => bestPeer),
    },
    { title: 'Forward, 10⁹ elements a second', table: speedTable(cells, 'forward') },
    { title: 'Backward, 10⁹ elements a second', table: speedTable(cells, 'backward') },
    {
      title: 'Forward: ours / memcpy on one thread',
      table: ratioTable(cells, 'forward', ({ memcpy }) => memcpy),
    },
    {
      title: 'Forward: kernel memory / plain arrays on one thread',
      table: ratioTable(
        cells.filter(({ threads }) => threads === 1),
        'forward',
        ({ plainArrays }) => plainArrays,
      ),
    },
    ...(wide ? wideSections(wide) : []),
    {
      title: 'One call',
      table: {
        header: ['Elements', 'Kernel memory, ns', 'Plain arrays, ns'],
        rows: overhead.map(({ n, nsInKernelMemory, nsOverPlainArrays }) => [
          String(n),
          nsInKernelMemory.toFixed(0),
          nsOverPlainArrays.toFixed(0),
        ]),
      },
    },
    {
      title: 'Softmax, 1,000 rows of 1,000',
      table: {
        header: ['', 'Milliseconds'],
        rows: [
          ['ours, one thread', softmaxRows.oursMs.toFixed(2)],
          ['plain loop', softmaxRows.loopMs.toFixed(2)],
          ['memcpy', softmaxRows.memcpyMs.toFixed(2)],
        ],
      },
    },
    {
      title: 'Sigmoid as arrays grow, one thread',
      table: {
        header: ['Elements', 'ns an element'],
        rows: growth.map(({ n, nsPerElement }) => [sizeName(n), nsPerElement.toFixed(2)]),
      },
    },
    {
      title: 'Sigmoid from file to file, beside cp',
      table: {
        header: ['Elements', 'ns an element', 'cp, ns an element', 'cp / ours'],
        rows: fileCosts.map(({ n, nsPerElement, nsPerElementOfCp }) => [
          sizeName(n),
          nsPerElement.toFixed(2),
          nsPerElementOfCp.toFixed(2),
          times(nsPerElementOfCp / nsPerElement),
        ]),
      },
    },
    {
      title: 'Start-up',
      table: {
        header: ['Process', 'Milliseconds'],
        rows: [
          ['node alone', startUp.nodeMs.toFixed(0)],
          ['node, import of core', startUp.coreMs.toFixed(0)],
          ['actigrad list', startUp.listMs.toFixed(0)],
        ],
      },
    },
    {
      title: 'Not compared',
      text:
        refused.length === 0
          ? 'All results agree.'
          : refused.map((reason) => `- ${reason}`).join('\n'),
    },
  ];
}

function wideSections({ node, cells }: WideRun): readonly Section[] {
  const oneThread = cells.filter(({ threads }) => threads === 1);
  return [
    {
      title: 'With wide lanes',
      text: `An experiment of V8 on Node 22 or newer, x64 (\`wide: true\`, or \`--wide\` of the command): two adjacent vectors are computed as one of 256 bits where every result stays the same. Measured on Node ${node}; the best Node peer is that of the same run. Forward: ours with wide lanes / best Node peer.`,
      table: ratioTable(cells, 'forward', ({ bestPeer }) => bestPeer),
    },
    ...(['forward', 'backward'] as const).map((direction) => ({
      title: `With wide lanes, ${direction}: ours / ours without them, one thread`,
      table: ratioTable(oneThread, direction, ({ narrow }) => narrow),
    })),
  ];
}

export function describeMachine(machine: Machine): string {
  const { cpu, cores, memoryGiB, platform, node, v8, busyCores, load, date, versions } = machine;
  const peers = Object.entries(versions).map(([name, version]) => `${name} ${version}; `);
  return `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${platform}; Node ${node}, V8 ${v8}; ${peers.join('')}${busyCores.toFixed(1)} cores busy before, load ${load.toFixed(2)}; ${date}`;
}

const whatDidNotWork = `## What did not work

- Passing shared arrays through tiles in each worker: two threads were hardly faster than one calling
  thread over kernel memory (0.83 against 0.77 Gelem/s for sigmoid at 16 Mi). Workers now share the
  memory of the kernels and compute arrays where they are.
- Posting views to the workers: each message makes a new buffer object there, which cannot be told
  from any other shared memory. Places (address, length, type) can, and cost less.
- Chunks as tasks of the pool: a trip between threads costs more than a small chunk. There is one task a thread
  that claims chunks.
- Wide lanes for kernels that pass through float64: V8 does not join conversions between the two types, and these stay as
  they are. Softsign alone has a second loop, with integer instructions instead: 1.5 becomes 2.5 Gelem/s.
- One vector after the other in the module: Node 20 orders the instructions of a round itself, V8 from Node 22 on does
  not, and the processor's queues fill with what waits: GELU 0.42 instead of 0.62 Gelem/s, GELU (tanh) 0.52 instead of
  0.76. Vectors now alternate, but not in kernels of under 20 instructions, which spill: hard tanh 5.6 instead of 7.9.
- GELU (tanh) in float32 lanes with x³ + C x from the nearest multiple of 1/16: one instruction more, and 3.1 instead of
  2.5 ULP. Adding 2^n and p first and 1 last: at most 2.0 ULP instead of 2.5, but 0.41 instead of 0.36 on average where results round.
- Wide lanes for float64 forward of gaussian and laplace: the check finds other bits, and leaves them
  switched off.
- Waiting for V8 to optimize the wide kernels by itself: its baseline compiler does not join, and the
  flag would have to stay on for every module of the process. It is on while a kernel is compiled.
- One vector a round, to spill fewer registers: laplace fell from 0.23 to 0.21 Gelem/s, xielu from 0.25 to 0.21, gelu
  from 0.50 to 0.38. Six where registers do not suffice: mish 0.18 of 0.59. Rounds are of two to four.
- Three vectors for gelu: 0.61 instead of 0.57 on Node 20, but V8 does not join the odd one, and wide lanes fell from
  0.75 to 0.55.
- exp as a quotient of float32 polynomials: 24 to 29 instructions instead of 29 to 33, but 2.9 ULP in sigmoid, 4.0 in
  silu and 4.3 in tanh.
- Shorter chains for gelu, by Estrin's scheme: 0.48 instead of 0.54 Gelem/s. V8 mixes the instructions of all vectors of a round,
  so that what could be computed side by side is kept in more registers than there are. One long chain, by Horner's
  scheme, spills least: 0.65; the exponentials of sigmoid, silu, tanh, elu and selu are no faster by it (0.95 to 1.03
  times). With e^-x as a quotient, 4 instructions less but a second division: no faster.
- Quotients of polynomials for the normal distribution in float32: as few instructions as one polynomial, but 5 to 7 ULP.
- Softsign in float32 lanes with a quotient corrected by its remainder: as fast narrow (1.5 Gelem/s), 3.0 instead of 1.5
  with wide lanes, but 0.501 ULP, while through float64 every result is the nearest number. With a float32 inverse refined in
  float64 lanes instead of a float64 division every result is the nearest, but 1.2 instead of 1.5 Gelem/s. With one
  division for both halves of a vector: 1.25 times as fast, but what one element gets then depends on its neighbour, and 2
  of 2^32 results are not the nearest.
- Choosing where on the stack a kernel keeps what its registers do not hold: at 3 to 9 of 100 depths of the stack a kernel takes
  up to 2 to 3 times as long on Node 20, fewer on Node 24, most likely because one of these vectors crosses the bound of a page.
  Calling from half a page further down wherever that was faster mended most of it (least of 130 depths: GELU 0.60 instead of
  0.30 Gelem/s), but cost ReLU 11 % at 64 Ki. Changing places only after a slow call cost 1 to 2 %, and was misled by what else
  is slow.
- ReLU into a tile that is then copied out, since a large copy writes past the cache: 2.1 Gelem/s at 16 Mi at most,
  2.9 without the detour. Copying x over y and computing there: 2.5 to 3.1 where the plain loop reached 3.3. Four or eight pages at once:
  2.4. Touching lines 2 KiB or a page ahead: 2.4 to 2.6. Backwards, two or four streams, 8 or 16 vectors a round, other
  distances of x and y: 3.1 to 3.5, as the plain loop. memory.fill just ahead, which need not read what it overwrites, gained 2 to 10 %
  with pieces of 4 KiB, lost 9 to 33 % with 8 to 64 KiB, and would destroy arrays that overlap.
- A worker that joins in calls of 50 µs: 1.5 times as fast when it is awake on a core of its own, but where the system
  wakes it on the core of the caller, although another is idle, they took twice as long. From 0.2 ms on it joins in.
- Statistics of what a function gives, a tile at a time while it is computed: 0 to 9 % gained with chunks of 2 MiB, which
  diagnostics has anyway; 1 to 20 % lost with 256 KiB, over 58 % with 64 KiB. They are bound by computing, not by memory.
- Huge pages for kernel memory: systems give them to whom asks (\`madvise\`), and JavaScript cannot. No array of any
  contender has them. What differs is whether single pages are neighbours: 1.4 a run in arrays that came first, 64 to 480
  in later ones, which are 1.2 times as fast at 16 Mi. The benchmark takes the scattered ones before it begins. Distance
  and alignment of x and y, and the rest between rounds, make no difference.
- Calls of 64 KiB over kernel memory: between two of them a loop that is bound by memory waits. ReLU at 16 Mi: 2.9; calls
  of 256 KiB 3.4, of 1 MiB 3.5, of 4 MiB 3.5.
- Leaky ReLU in float32 lanes with a check of each vector for subnormal products that stops at -0: 5.6 instead of 5.0
  Gelem/s, but 2.5 where a third of x is -0. Choosing for the round whether one is small, with its four vectors at hand: 5.1,
  and 3.6 with -0. One integer subtraction a vector sorts -0 to the other end: 5.0 for both.`;

/** The text of BENCHMARKS.md; `chartPath` is where each chart lies from there. */
export function benchmarksText(
  results: Results,
  chartPath: (direction: Cell['direction']) => string,
): string {
  const sections = reportSections(results).map(({ title, text, table }) =>
    [`## ${title}`, text, table && markdownTable(table.header, table.rows)]
      .filter(Boolean)
      .join('\n\n'),
  );
  return `# Benchmarks

Written by \`npx pnpm@10 bench --write\` ([how](CONTRIBUTING.md#measure-speed)); do not edit.

${describeMachine(results.machine)}.

All contenders run in turn, round after round, over the same float32 numbers; a speed is that of the
best round, in a thorough run of three calls at least that follow each other. Each does the same work: outputs are allocated once where the contender can reuse one.
Ours has its arrays in kernel memory, the same for one thread and for several, where the pool may
still choose the calling thread. Results are compared with float64 before anything is timed, and
scattered free pages of the machine are taken, so that arrays of all lie in adjacent ones.

![Forward: ours against the best Node peer](${chartPath('forward')})

![Backward: ours against the best Node peer](${chartPath('backward')})

${sections.join('\n\n')}

${whatDidNotWork}
`;
}

/** Ours against the best Node peer, a bar a function: mean over the cells, whiskers to the extremes. */
export function ratioChart(cells: readonly Cell[], direction: Cell['direction']): string {
  const bars = ratiosByFunction(cells, direction)
    .toSorted((a, b) => b.mean - a.mean)
    .map(({ id, mean, spread }) => ({
      label: activations.get(id)?.name ?? id,
      value: mean,
      text: times(mean),
      spread,
    }));
  return barChart(
    {
      title: `${direction === 'forward' ? 'Forward' : 'Backward'}: ours against the best Node peer`,
      description:
        'Geometric mean over sizes and threads; whiskers reach from the least to the greatest cell.',
      bars,
      reference: { at: 1, label: 'as fast' },
      scale: 'log10',
      xLabel: 'times as fast',
    },
    adaptivePalette(lightPalette, darkPalette),
  );
}
