import { prelu, relu, tanh, type Elements } from '@actigrad/core';
import { createPool } from '@actigrad/pool';
import { afterAll, expect, test } from 'vitest';
import { samples, sha256 } from './samples.ts';

const pool = createPool({ threads: 2 });
afterAll(() => pool.close());

/** Small ones in a row, and between them all that is not computed with others. */
const lengths = Array.from({ length: 3000 }, (_, index) =>
  index % 97 === 0 ? 5000 : index % 101 === 0 ? 0 : 1 + (index % 200),
);

test('many small arrays, and larger ones between them, give the bits of single calls, in order', async () => {
  const xs = lengths.map((length, index) =>
    samples(length, index % 31 === 0 ? new Float64Array(length) : new Float32Array(length)),
  );
  const inputs = xs.map((x) => ({ x }));
  let index = 0;
  for await (const y of pool.map(tanh, inputs)) {
    expect(y).not.toBe(xs[index]);
    if (sha256(y) !== sha256(tanh.forward(xs[index]!))) expect.fail(`array ${index} differs`);
    // A result has memory of its own, so that it can be handed to another thread.
    if (lengths[index] === 50) expect(y.buffer.byteLength).toBe(y.byteLength);
    index++;
  }
  expect(index).toBe(lengths.length);
});

test('a source may use one array for all of its inputs', async () => {
  let value = 0;
  for await (const y of pool.map(relu, refilled())) expect(y[9]).toBe(value++);
});

test('a source that takes its time is not read far ahead', async () => {
  let read = 0;
  function* source() {
    for (; read < 20; read++) {
      const until = performance.now() + 2;
      while (performance.now() < until);
      yield { x: samples(10) };
    }
  }
  let yielded = 0;
  for await (const _ of pool.map(relu, source())) expect(read).toBeLessThanOrEqual(++yielded + 4);
});

test('what a source throws comes after the results before it', async () => {
  let yielded = 0;
  const all = async (): Promise<void> => {
    for await (const _ of pool.map(relu, breaking())) yielded++;
  };
  await expect(all()).rejects.toThrow('the file is gone');
  expect(yielded).toBe(100);
});

test('a refusal in the middle, a gradient and parameters by channel keep their turn', async () => {
  const x = samples(6);
  const [value, gradient] = [tanh.forward(x), tanh.backward(x, x)];
  const inputs = [{ x }, { x, dy: x }, { x }, { x: [1] as never }, { x }];
  const results = pool.map(tanh, inputs);
  for (const expected of [value, gradient, value])
    expect((await results.next()).value).toEqual(expected);
  await expect(results.next()).rejects.toMatchObject({ code: 'POOL_DTYPE' });
  const perChannel = prelu.with({ alpha: [0.1, 0.5, 0.9] });
  const { value: y } = await pool.map(perChannel, [{ x, shape: [2, 3] }]).next();
  expect(y).toEqual(perChannel.forward(x, { shape: [2, 3] }));
});

test('calls that are not awaited one by one are answered in order', async () => {
  const results = pool.map(
    relu,
    Array.from({ length: 300 }, (_, value) => ({ x: Float32Array.of(value) })),
  );
  const all = await Promise.all(Array.from({ length: 300 }, () => results.next()));
  expect(all.map(({ value }) => value?.[0])).toEqual(
    Array.from({ length: 300 }, (_, value) => value),
  );
  expect(await results.next()).toEqual({ done: true, value: undefined });
});

function* refilled(): Generator<{ x: Float32Array }> {
  const x = new Float32Array(10);
  for (let value = 0; value < 500; value++) yield { x: x.fill(value) };
}

function* breaking(): Generator<{ x: Elements }> {
  for (let index = 0; index < 100; index++) yield { x: samples(10) };
  throw new Error('the file is gone');
}
