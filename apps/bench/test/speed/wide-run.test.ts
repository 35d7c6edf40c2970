import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activation, kernelBuild } from '@actigrad/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cellOf, type Cell } from '../../src/speed/cell.ts';
import { reportSections, type Results } from '../../src/speed/report.ts';
import { readCells, saveCells } from '../../src/speed/results-file.ts';
import { judge } from '../../src/speed/verdicts.ts';
import { readWideRun, wideRunOf } from '../../src/speed/wide-run.ts';

/** Sigmoid at 4 Ki: ours 10, the peer 8, and ours with wide lanes as given. */
function cell(wide: number | undefined, direction: Cell['direction'] = 'forward'): Cell {
  const speeds = {
    ours: 10,
    'ours, plain arrays': 9,
    memcpy: 20,
    native: 8,
    ...(wide && { 'ours, wide': wide }),
  };
  return cellOf(
    { direction, function: 'sigmoid', n: 4096, threads: 1 },
    Object.entries(speeds).map(([name, best]) => ({
      name,
      threads: 1,
      speed: { best, median: best, worst: best },
    })),
  );
}

/** Measured and whether it holds, of each claim about wide lanes. */
function wideVerdicts(wide: number | undefined): unknown[] {
  return judge(
    {
      // This run's own cells say nothing of wide lanes.
      cells: [cell(undefined)],
      overhead: [],
      fileCosts: [],
      wide: wideRunOf('24.0.0', [cell(wide)]),
    },
    (name) => activation(name).id,
  )
    .filter(({ claim }) => /wide lanes/i.test(claim))
    .map(({ measured, holds }) => [measured, holds]);
}

function results(wide: Results['wide']): Results {
  return {
    machine: {
      cpu: '',
      cores: 2,
      memoryGiB: 1,
      platform: '',
      node: '20.0.0',
      v8: '',
      busyCores: 0,
      load: 0,
      date: '',
      versions: {},
    },
    cells: [cell(undefined)],
    refused: [],
    overhead: [],
    startUp: { nodeMs: 0, coreMs: 0, listMs: 0 },
    softmaxRows: { oursMs: 0, loopMs: 0, memcpyMs: 0 },
    growth: [],
    fileCosts: [],
    wide,
    verdicts: [],
  };
}

function wideSections(wide: Results['wide']): ReturnType<typeof reportSections> {
  return reportSections(results(wide)).filter(({ title }) => /wide lanes/i.test(title));
}

describe('what wide lanes reach', () => {
  test('stands for ours, with ours beside it', () => {
    expect(wideRunOf('24.0.0', [cell(16), cell(undefined, 'backward')])).toEqual({
      node: '24.0.0',
      cells: [{ ...cell(16), ours: 16, narrow: 10 }],
    });
  });

  test('is nothing where no cell has them', () => {
    expect(wideRunOf('20.0.0', [cell(undefined)])).toBeUndefined();
  });
});

describe('the claims about wide lanes', () => {
  test('are judged by the cells that have them', () => {
    expect(wideVerdicts(16)).toEqual([
      ['least 2.00 (sigmoid 4 Ki ×1); 0 of 1 cells under', true],
      ['least 1.60 (sigmoid 4 Ki ×1); 0 of 1 cells under', true],
    ]);
    expect(wideVerdicts(6)).toEqual([
      ['least 0.75 (sigmoid 4 Ki ×1); 1 of 1 cells under', false],
      ['least 0.60 (sigmoid 4 Ki ×1); 1 of 1 cells under', false],
    ]);
  });

  test('are open without such cells', () => {
    expect(wideVerdicts(undefined)).toEqual([
      ['', undefined],
      ['', undefined],
    ]);
  });
});

describe('the report', () => {
  test('says on which Node wide lanes were measured, against peers and against ours without', () => {
    const [peers, forward, backward] = wideSections(
      wideRunOf('24.1.2', [cell(16), cell(20, 'backward')]),
    );
    expect(peers?.text).toContain('Node 24.1.2');
    expect(peers?.table?.rows).toEqual([['sigmoid', '2.0×']]);
    expect(forward?.table?.rows).toEqual([['sigmoid', '1.6×']]);
    expect(backward?.table?.rows).toEqual([['sigmoid', '2.0×']]);
  });

  test('is silent about them where they were not measured', () => {
    expect(wideSections(undefined)).toEqual([]);
  });
});

describe('a file of another run', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wide-run-'));
    path = join(folder, 'wide.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const refusal = (): unknown => {
    try {
      return readWideRun(path);
    } catch (error) {
      return error;
    }
  };

  test('gives its wide cells and its Node, whichever runs now', () => {
    const saved = { build: kernelBuild, node: '24.1.2', cells: [cell(16)] };
    writeFileSync(path, JSON.stringify(saved));
    expect(readWideRun(path)).toEqual(wideRunOf('24.1.2', [cell(16)]));
    expect(readCells(path)).toEqual([]);
  });

  test('gives what this run has kept', () => {
    saveCells(path, [cell(16)]);
    expect(readWideRun(path)).toEqual(wideRunOf(process.versions.node, [cell(16)]));
    expect(readCells(path)).toEqual([cell(16)]);
  });

  test('is refused if its kernels were others', () => {
    writeFileSync(path, JSON.stringify({ build: 'other', node: '24.1.2', cells: [cell(16)] }));
    expect(refusal()).toMatchObject({
      code: 'BENCH_WIDE_BUILD',
      message: `${path} was measured with kernels of build other; these are of build ${kernelBuild}: measure it again`,
    });
  });

  test('is refused without wide lanes in it', () => {
    saveCells(path, [cell(undefined)]);
    expect(refusal()).toMatchObject({
      code: 'BENCH_WIDE_NONE',
      message: expect.stringContaining(`made on Node ${process.versions.node}`) as string,
    });
  });

  test('is refused if it is missing, or something else', () => {
    expect(refusal()).toMatchObject({ code: 'BENCH_FILE' });
    for (const text of ['', 'null', '{}', '{"build":"a","node":"b"}']) {
      writeFileSync(path, text);
      expect(refusal()).toMatchObject({ code: 'BENCH_FILE' });
      expect(() => readCells(path)).toThrow('is not a file that --keep has made');
    }
  });
});
