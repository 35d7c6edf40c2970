import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSafetensors } from '@actigrad/tensors/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  inspectSeries,
  openCaptures,
  readCaptureRecords,
  type Capture,
} from '@actigrad/diagnostics/node';

async function collect(text: Iterable<string>): Promise<Capture[]> {
  const captures: Capture[] = [];
  for await (const capture of readCaptureRecords(text)) captures.push(capture);
  return captures;
}

const record = (step: number, x: readonly unknown[]) =>
  JSON.stringify({
    step,
    activation: 'relu',
    learningRate: 0.1,
    tensors: { 'a.preactivation': { shape: [x.length / 2, 2], data: x } },
  });

const recordOf = (value: unknown) => JSON.stringify({ step: 1, tensors: { 'a.weight': value } });

const inspectLines = (...records: string[]) =>
  inspectSeries(readCaptureRecords([records.join('\n')]));

const weightsAt = (step: number) => Float32Array.of(1, 2 + step / 100);

describe('capture records', () => {
  it('give the same series however the text is cut', async () => {
    const text: string = `${record(0, [1, -1, 2, 3])}\n\n${record(5, [-1, -1, -2, 3])}\n`;
    for (const size of [1, 7, text.length]) {
      const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g'))!;
      const { series } = await inspectSeries(readCaptureRecords(pieces));
      expect(series.steps).toEqual([0, 5]);
      expect(series.layers.get('a')!.figures.map(({ deadUnits }) => deadUnits)).toEqual([0, 1]);
      expect(series.layers.get('a')!.deaths).toEqual([{ unit: 0, index: 1, step: 5 }]);
    }
  });

  it('write what JSON cannot as null or words', async () => {
    const { findings } = await inspectSeries(
      readCaptureRecords([record(0, [null, 'NaN', 'Infinity', '-Infinity'])]),
    );
    expect(findings).toMatchObject([{ rule: 'non-finite', figure: 4 }]);
  });

  it('are refused with the number of the line', async () => {
    const wrong = [
      'not json',
      '[NaN]',
      'null',
      '{"step": "1", "tensors": {}}',
      '{"step": 1}',
      recordOf(1),
      recordOf({ shape: [-1], data: [] }),
      recordOf({ shape: [1], data: ['x'] }),
      recordOf({ shape: [1], data: [1], dtype: 'F16' }),
    ];
    for (const line of wrong) {
      await expect(collect([`${record(0, [1, 2])}\n${line}\n`]), line).rejects.toMatchObject({
        code: 'DIAGNOSTICS_RECORD',
        message: expect.stringContaining('line 2') as string,
      });
    }
    await expect(collect([recordOf({ shape: [3], data: [1] })])).rejects.toMatchObject({
      code: 'DIAGNOSTICS_SHAPE',
    });
  });
});

describe('a series', () => {
  it('refuses steps that go back, other networks, and nothing at all', async () => {
    await expect(inspectLines(record(3, [1, 2]), record(3, [1, 2]))).rejects.toMatchObject({
      code: 'DIAGNOSTICS_STEP',
    });
    const wider = JSON.stringify({
      step: 4,
      activation: 'relu',
      tensors: { 'a.preactivation': { shape: [1, 3], data: [1, 2, 3] } },
    });
    await expect(inspectLines(record(3, [1, 2]), wider)).rejects.toMatchObject({
      code: 'DIAGNOSTICS_SHAPE',
    });
    await expect(inspectSeries([])).rejects.toMatchObject({ code: 'DIAGNOSTICS_NO_LAYERS' });
  });
});

describe('capture files', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'actigrad-captures-'));
    for (const step of [2, 10, 1]) {
      const tensor = (name: string) => ({
        name,
        dtype: 'F32' as const,
        shape: [1, 2],
        data: weightsAt(step),
      });
      const metadata = new Map([
        ['activation', 'relu'],
        ['step', String(step)],
      ]);
      await writeSafetensors(
        join(folder, `step-${step}.safetensors`),
        [tensor('a.preactivation'), tensor('a.weight')],
        metadata,
      );
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('come in natural order, and measure how far weights moved between them', async () => {
    const { series } = await inspectSeries(openCaptures(folder));
    expect(series.steps).toEqual([1, 2, 10]);
    const ratios = series.layers.get('a')!.figures.map(({ updateRatio }) => updateRatio);
    expect(ratios[0]).toBeNull();
    expect(ratios[1]).toBeCloseTo(0.01 / Math.hypot(1, 2.01), 6);
    expect(ratios[2]).toBeCloseTo(0.01 / Math.hypot(1, 2.02), 6); // 0.08 in eight steps
  });

  it('are closed when the reader stops early', async () => {
    for await (const capture of openCaptures(folder)) {
      expect(capture.metadata.get('step')).toBe('1');
      break;
    }
  });

  it('are missed with a code in an empty folder', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'actigrad-captures-'));
    await expect(openCaptures(empty).next()).rejects.toMatchObject({
      code: 'DIAGNOSTICS_NO_LAYERS',
    });
    await rm(empty, { recursive: true });
  });
});
