import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import {
  relu,
  SlopeCounts,
  Summary,
  tanh,
  type Elements,
  type ReductionStep,
} from '@actigrad/core';
import { createPool, type Pool } from '@actigrad/pool';
import { afterAll, describe, expect, test } from 'vitest';
import { samples } from './samples.ts';

const x = samples(3_000_000);
const columns = 100;

function inParts(
  into: ReductionStep['into'],
  values: Elements,
  length: number,
): (readonly ReductionStep[])[] {
  const groups = [];
  for (let start = 0; start < values.length; start += length)
    groups.push([{ into, arrays: [values.subarray(start, start + length)], start }]);
  return groups;
}

async function summaryBy(pool: Pool, length: number): Promise<Summary> {
  const summary = new Summary({ columns });
  await pool.reduce(inParts(summary, x, length));
  return summary;
}

const whole = new Summary({ columns });
whole.add(x);

describe('reducing an array in parts', () => {
  const pools = [1, 2].map((threads) => createPool({ threads, runOn: 'workers' }));
  afterAll(() => Promise.all(pools.map((pool) => pool.close())));

  test('gives the figures of the whole, for any number of threads and any cut', async () => {
    for (const pool of [...pools, createPool({ runOn: 'calling-thread' }), createPool()]) {
      for (const length of [1_000_000, 77_777]) {
        const summary = await summaryBy(pool, length);
        expect(summary.whole).toEqual(whole.whole);
        for (const column of [0, columns - 1])
          expect(summary.column(column)).toEqual(whole.column(column));
        expect(summary.quantile(0.1)).toBe(whole.quantile(0.1));
      }
      if (!pools.includes(pool)) await pool.close();
    }
    expect(pools[1]!.stats().workers.size).toBe(2);
  });

  test('reduces one part for several figures, from arrays that are used again', async () => {
    const [summary, slopes] = [new Summary({ columns }), new SlopeCounts(tanh, { columns })];
    const buffer = new Float32Array(300_000);
    async function* groups(): AsyncGenerator<readonly ReductionStep[]> {
      for (let start = 0; start < x.length; start += buffer.length) {
        buffer.set(x.subarray(start, start + buffer.length));
        yield [
          { into: summary, arrays: [buffer], start },
          { into: slopes, arrays: [buffer], start },
        ];
        buffer.fill(NaN);
      }
    }
    await pools[1]!.reduce(groups());
    const alone = new SlopeCounts(tanh, { columns });
    alone.add(x);
    expect(summary.whole).toEqual(whole.whole);
    expect(slopes.below1Percent).toBe(alone.below1Percent);
    expect([...slopes.sketch.buckets()]).toEqual([...alone.sketch.buckets()]);
  });

  test('goes on when a thread dies', async () => {
    const ready = new Set<Worker>();
    const watch = (worker: Worker): void => {
      worker.once('message', () => ready.add(worker));
      worker.once('exit', () => ready.delete(worker));
    };
    process.on('worker', watch);
    const pool = createPool({ threads: 2, runOn: 'workers' });
    await summaryBy(pool, 1_000_000);
    for (let afterMs = 0; afterMs < 8; afterMs += 2) {
      const killed = sleep(afterMs).then(() => [...ready].at(-1)?.terminate());
      const [summary] = await Promise.all([summaryBy(pool, 200_000), killed]);
      expect(summary.whole).toEqual(whole.whole);
    }
    process.off('worker', watch);
    await pool.close();
  });

  test('gives up a part that ends three threads, by its range', async () => {
    const workerUrl = new URL('./fixtures/exiting-worker.mjs', import.meta.url);
    const pool = createPool({ threads: 1, runOn: 'workers', workerUrl });
    await expect(summaryBy(pool, 1_000_000)).rejects.toMatchObject({
      code: 'POOL_WORKER_DIED',
      message:
        '3 workers died reducing elements 0 to 1000000; the last one: worker exited with code: 7',
    });
    await pool.close();
  });

  test('ends with what the source throws, what a reduction refuses, and an abort', async () => {
    const [pool] = pools as [Pool];
    async function* broken(): AsyncGenerator<readonly ReductionStep[]> {
      yield [{ into: new Summary({ columns }), arrays: [x], start: 0 }];
      throw new Error('the disk is gone');
    }
    await expect(pool.reduce(broken())).rejects.toThrow('the disk is gone');
    const slopes = new SlopeCounts(relu, { columns: 7 });
    const mismatched = [{ into: slopes, arrays: [x, x], start: 0 }];
    await expect(pool.reduce([mismatched])).rejects.toMatchObject({ code: 'POOL_WORKER_FAILED' });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(pool.reduce([], { signal })).rejects.toThrow('enough');
    expect((await summaryBy(pool, 1_000_000)).whole).toEqual(whole.whole);
  });
});
