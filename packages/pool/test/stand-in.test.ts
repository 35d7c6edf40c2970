import { setImmediate } from 'node:timers/promises';
import { elu, softplus, tanh, type Elements } from '@actigrad/core';
import type { Pool } from '@actigrad/pool';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { samples, sha256 } from './samples.ts';
import { startPool, type StartedPool } from './started-pool.ts';

/** From 20 to 200 ms on one thread. */
const length = 2 ** 24 + 3;
/** Applied a second time, it would change every negative element again. */
const notIdempotent = elu.with({ alpha: 0.5 });

let pool: Pool;
let workers: StartedPool['workers'];
let close: StartedPool['close'];
let x: Elements;
let out: Elements;
/** From 100 ms on two threads, with softplus. */
let many: Elements;
beforeAll(async () => {
  ({ pool, workers, close } = await startPool());
  x = samples(length, pool.allocate(length, 'float32'));
  out = pool.allocate(length, 'float32');
  many = pool.allocate(2 ** 25, 'float64');
});
afterAll(() => close());

const here = (): number => pool.stats().callingThread.elements;
const there = (): number[] => [...pool.stats().workers.values()].map(({ elements }) => elements);

test('a long call is computed by the calling thread and by a worker, to the same bits', async () => {
  const value = sha256(tanh.forward(x));
  const before = here() + sum(there());
  let calls = 0;
  // The worker may be kept from its core for a while.
  for (let own = 0; calls < 200 && (own === 0 || own === length); calls++) {
    const ownBefore = here();
    await pool.forward(tanh, x, { out: out.fill(0) });
    own = here() - ownBefore;
    expect(sha256(out)).toBe(value);
  }
  expect(calls).toBeLessThan(200);
  // A task that was revoked is still to be answered, but has computed nothing.
  expect(here() + sum(there()) - before).toBe(calls * length);
});

test('everything else has its turn meanwhile', async () => {
  const call = pool.forward(softplus, many, { out: many });
  let turns = 0;
  while (await Promise.race([call.then(() => false), setImmediate(true)])) turns++;
  expect(turns).toBeGreaterThan(1);
});

const areAllAtWork = (): boolean => there().length === 2 && there().every((count) => count > 0);

test('a very long call is handed over to a thread that goes on', async () => {
  // One thread may be kept from its core until the other is done.
  for (let calls = 0; calls < 50 && (calls === 0 || !areAllAtWork()); calls++) {
    const before = here();
    await pool.forward(softplus, many, { out: many });
    expect(here() - before).toBeLessThan(many.length);
  }
  expect(areAllAtWork()).toBe(true);
});

test('calls that are made together are left to the workers', async () => {
  const value = sha256(softplus.forward(x));
  const before = here();
  const calls = [
    pool.forward(softplus, many, { out: many }),
    pool.forward(softplus, x, { out: out.fill(0) }),
  ];
  await Promise.all(calls);
  expect(sha256(out)).toBe(value);
  expect(here()).toBe(before);
});

test('a call that is aborted between two turns writes no more', async () => {
  many.fill(1);
  const controller = new AbortController();
  const reason = new Error('changed my mind');
  const call = pool.forward(softplus, many, { out: many, signal: controller.signal });
  await setImmediate();
  controller.abort(reason);
  await expect(call).rejects.toBe(reason);
  expect(many.at(-1)).toBe(1);
});

test('a worker that is killed meanwhile leaves no element out, and computes none twice in place', async () => {
  const value = sha256(notIdempotent.forward(x));
  const array = pool.allocate(length, 'float32');
  for (let round = 0; round < 8; round++) {
    array.set(x);
    const call = pool.forward(notIdempotent, array, { out: array });
    for (let turns = 0; turns < round % 3; turns++) await setImmediate();
    const killed = [...workers].at(-1)?.terminate();
    await call;
    expect(sha256(array)).toBe(value);
    await killed;
  }
});

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
