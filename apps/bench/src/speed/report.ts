import { activations } from '@actigrad/core';
import { adaptivePalette, barChart, darkPalette, lightPalette } from '@actigrad/plot';
import { markdownTable } from '../markdown-table.ts';
import type { Cell } from './cell.ts';
import type { Outcome } from './compare-speeds.ts';
import type { Machine } from './machine.ts';
import type { CallOverhead, StartUp } from './overhead.ts';
import {
  ratiosByFunction,
  ratioTable,
  speedTable,
  summaryTable,
  times,
  type Table,
} from './tables.ts';

export interface Results extends Outcome {
  readonly machine: Machine;
  readonly overhead: readonly CallOverhead[];
  readonly startUp: StartUp;
}

/** The sections of the report, in order: for the terminal and for BENCHMARKS.md. */
export function reportSections({ cells, refused, overhead, startUp }: Results): readonly {
  readonly title: string;
  readonly text?: string;
  readonly table?: Table;
}[] {
  return [
    { title: 'Summary', table: summaryTable(cells) },
    {
      title: 'Forward: ours / best Node peer',
      text: 'The best Node peer is the fastest of those that run in Node, each with at most as many threads.',
      table: ratioTable(cells, 'forward', 'bestPeer'),
    },
    {
      title: 'Backward: ours / best Node peer',
      table: ratioTable(cells, 'backward', 'bestPeer'),
    },
    { title: 'Forward, 10⁹ elements a second', table: speedTable(cells, 'forward') },
    { title: 'Backward, 10⁹ elements a second', table: speedTable(cells, 'backward') },
    {
      title: 'Forward: ours / memcpy on one thread',
      table: ratioTable(cells, 'forward', 'memcpy'),
    },
    {
      title: 'Forward: kernel memory / plain arrays on one thread',
      table: ratioTable(
        cells.filter(({ threads }) => threads === 1),
        'forward',
        'plainArrays',
      ),
    },
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

export function describeMachine(machine: Machine): string {
  const { cpu, cores, memoryGiB, platform, node, v8, busyCores, load, date, versions } = machine;
  const peers = Object.entries(versions).map(([name, version]) => `${name} ${version}; `);
  return `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${platform}; Node ${node}, V8 ${v8}; ${peers.join('')}${busyCores.toFixed(1)} cores busy before, load ${load.toFixed(2)}; ${date}`;
}

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

Written by \`npx pnpm@10 bench --write\`; do not edit.

${describeMachine(results.machine)}.

All contenders run in turn, round after round, over the same float32 numbers; a speed is that of the
best round. Each does the same work: outputs are allocated once where the contender can reuse one.
Ours has its arrays in kernel memory, or with several threads in shared memory, where the pool may
still choose the calling thread. Results are compared with float64 before anything is timed.

![Forward: ours against the best Node peer](${chartPath('forward')})

![Backward: ours against the best Node peer](${chartPath('backward')})

${sections.join('\n\n')}
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
