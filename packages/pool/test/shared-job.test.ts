import { elu, tanh } from '@actigrad/core';
import type { Pool } from '@actigrad/pool';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { samples, sha256 } from './samples.ts';
import { startPool, type StartedPool } from './started-pool.ts';

/** From 1 to 8 ms on one thread. */
const length = 2 ** 21 + 3;
/** Applied a second time, it would change every negative element again. */
const notIdempotent = elu.with({ alpha: 0.5 });

let pool: Pool;
let workers: StartedPool['workers'];
let close: StartedPool['close'];
beforeAll(async () => ({ pool, workers, close } = await startPool()));
afterAll(() => close());

const elementsOf = (threads: Iterable<{ readonly elements: number }>): number =>
  [...threads].reduce((sum, { elements }) => sum + elements, 0);

test('a short job is computed by the calling thread and by workers, to the same bits', async () => {
  const x = samples(length, pool.allocate(length, 'float32'));
  const out = pool.allocate(length, 'float32');
  const value = sha256(tanh.forward(x));
  const before = pool.stats();
  const here = (): number => pool.stats().callingThread.elements - before.callingThread.elements;
  const there = (): number =>
    elementsOf(pool.stats().workers.values()) - elementsOf(before.workers.values());
  let calls = 0;
  // Both may be busy elsewhere for a while.
  for (; calls < 2000 && (here() === 0 || there() === 0); calls++) {
    out.fill(0);
    await pool.forward(tanh, x, { out });
    expect(sha256(out)).toBe(value);
  }
  expect(here()).toBeGreaterThan(0);
  expect(there()).toBeGreaterThan(0);
  // A worker reports when it comes to rest, after the result is there.
  await expect.poll(() => here() + there(), { timeout: 30_000 }).toBe(calls * length);
});

test('a worker that is killed meanwhile leaves no element out', async () => {
  const x = samples(length, pool.allocate(length, 'float32'));
  const value = sha256(notIdempotent.forward(x));
  const out = pool.allocate(length, 'float32');
  for (let round = 0; round < 12; round++) {
    out.fill(0);
    // It dies somewhere in these.
    const killed = [...workers].at(-1)?.terminate();
    for (let call = 0; call < 3; call++) {
      await pool.forward(notIdempotent, x, { out });
      expect(sha256(out)).toBe(value);
    }
    await killed;
  }
});

test('over its input, none is computed twice either', async () => {
  const x = samples(length);
  const value = sha256(notIdempotent.forward(x));
  const array = pool.allocate(length, 'float32');
  for (let round = 0; round < 12; round++) {
    array.set(x);
    const call = pool.forward(notIdempotent, array, { out: array });
    const killed = [...workers].at(-1)?.terminate();
    await call;
    expect(sha256(array)).toBe(value);
    await killed;
  }
});

test('when all workers have died, others take part in later calls', async () => {
  await Promise.all([...workers].map((worker) => worker.terminate()));
  const x = samples(length, pool.allocate(length, 'float32'));
  const out = pool.allocate(length, 'float32');
  const there = (): number => elementsOf(pool.stats().workers.values());
  const before = there();
  // Threads start within a second, if others leave them a core.
  await expect
    .poll(() => pool.forward(tanh, x, { out }).then(there), { timeout: 30_000, interval: 1 })
    .toBeGreaterThan(before);
});
