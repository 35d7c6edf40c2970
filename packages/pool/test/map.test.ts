import { setTimeout as sleep } from 'node:timers/promises';
import { relu, tanh } from '@actigrad/core';
import { createPool } from '@actigrad/pool';
import { afterAll, describe, expect, test } from 'vitest';
import { samples, sha256 } from './samples.ts';

const pools = [
  createPool({ threads: 2, runOn: 'workers' }),
  createPool({ runOn: 'calling-thread' }),
];
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

const lengths = [200_000, 1, 0, 70_000, 3_000, 300_000, 2];

describe.each(
  pools.map((pool) => [pool.threads === 2 ? 'workers' : 'the calling thread', pool] as const),
)('on %s', (_, pool) => {
  test('many arrays give their results in order', async () => {
    const xs = lengths.map((length) => samples(length, new Float64Array(length)));
    const results: string[] = [];
    for await (const y of pool.map(
      tanh,
      xs.map((x) => ({ x })),
    ))
      results.push(sha256(y));
    expect(results).toEqual(xs.map((x) => sha256(tanh.forward(x))));
  });

  test('an input with dy gives its gradient, into its own out', async () => {
    const x = samples(1_000);
    const dy = samples(1_000).toReversed();
    const out = new Float32Array(1_000);
    const [y, gradient] = await collect(pool.map(tanh, [{ x }, { x, dy, out }]));
    expect(sha256(y!)).toBe(sha256(tanh.forward(x)));
    expect(gradient).toBe(out);
    expect(sha256(out)).toBe(sha256(tanh.backward(x, dy)));
  });

  test('it reads no further ahead than it is told', async () => {
    let read = 0;
    async function* source() {
      for (; read < 50;) yield { x: samples(1_000 + read++) };
    }
    let yielded = 0;
    for await (const y of pool.map(tanh, source(), { inFlight: 3 })) {
      expect(y.length).toBe(1_000 + yielded++);
      await sleep(1);
      expect(read).toBeLessThanOrEqual(yielded + 3);
    }
    expect(yielded).toBe(50);
  });

  test('a result does not wait for an input that is not there yet', async () => {
    const results = pool.map(relu, silentAfterOne());
    expect((await results.next()).value).toEqual(Float32Array.of(0, 2));
    await results.return();
  });

  test('a consumer that leaves closes the source', async () => {
    let closed = false;
    async function* source() {
      try {
        for (;;) yield { x: samples(1_000) };
      } finally {
        closed = true;
      }
    }
    const results = pool.map(tanh, source());
    await results.next();
    await results.return();
    expect(closed).toBe(true);
  });

  test('a source that throws ends it with what was thrown', async () => {
    const thrown = new Error('the file is gone');
    async function* source() {
      yield { x: samples(1_000) };
      throw thrown;
    }
    await expect(collect(pool.map(tanh, source()))).rejects.toBe(thrown);
  });

  test('an input that is refused throws in its turn, after the results before it', async () => {
    const inputs = [{ x: samples(10) }, { x: samples(10), dy: samples(9) }];
    const results = pool.map(tanh, inputs);
    expect((await results.next()).value).toHaveLength(10);
    await expect(results.next()).rejects.toMatchObject({ code: 'POOL_LENGTH' });
  });

  test('a signal ends it while the source is silent', async () => {
    const controller = new AbortController();
    const results = pool.map(tanh, silentAfterOne(), { signal: controller.signal });
    await results.next();
    const next = results.next();
    controller.abort();
    await expect(next).rejects.toMatchObject({ name: 'AbortError' });
  });
});

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

async function* silentAfterOne(): AsyncGenerator<{ x: Float32Array }> {
  yield { x: Float32Array.of(-1, 2) };
  await new Promise(() => {});
}
