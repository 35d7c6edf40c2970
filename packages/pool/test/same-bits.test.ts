import { activations, prelu, tanh, type Elements } from '@actigrad/core';
import { createPool, type Pool } from '@actigrad/pool';
import { afterAll, describe, expect, test } from 'vitest';
import { samples, sha256 } from './samples.ts';

const many = 1_000_003;
const pools = [1, 2, 3].map((threads) => createPool({ threads, runOn: 'workers' }));
const here = createPool({ runOn: 'calling-thread' });
afterAll(() => Promise.all([...pools, here].map((pool) => pool.close())));

/** The two chunk sizes that matter (many claims, one claim) and the default. */
const chunkSizes = [1_000, 1_000_000, undefined];

describe.each(['float32', 'float64'] as const)('in %s', (dtype) => {
  const x = samples(many, here.allocate(many, dtype));
  const dy = here.allocate(many, dtype);
  dy.set(x.toReversed());

  test.each([...activations.keys()])('%s has the bits of one thread', async (id) => {
    const activation = activations.get(id)!;
    const value = sha256(activation.forward(x));
    const gradient = sha256(activation.backward(x, dy));
    for (const pool of [...pools, here]) {
      expect(sha256(await pool.forward(activation, x))).toBe(value);
      expect(sha256(await pool.backward(activation, x, dy))).toBe(gradient);
    }
  });

  test.each(chunkSizes)('chunks of %s elements change nothing', async (chunkElements) => {
    const value = sha256(tanh.forward(x));
    for (const pool of [...pools, here]) {
      const how = chunkElements ? { chunkElements } : {};
      expect(sha256(await pool.forward(tanh, x, how))).toBe(value);
    }
  });

  test('in place gives the same bits, into x or into dy', async () => {
    const value = sha256(tanh.forward(x));
    const gradient = sha256(tanh.backward(x, dy));
    for (const pool of [...pools, here]) {
      const copy = pool.allocate(many, dtype);
      copy.set(x);
      expect(await pool.forward(tanh, copy, { out: copy })).toBe(copy);
      expect(sha256(copy)).toBe(value);
      copy.set(dy);
      await pool.backward(tanh, x, copy, { out: copy });
      expect(sha256(copy)).toBe(gradient);
    }
  });

  test('a bias for each channel is added, as it is by one call, in any chunks', async () => {
    const shape = [1000, 1000];
    const bias = samples(1000, here.allocate(1000, dtype));
    const [matrix, gradients] = [x.subarray(0, 1_000_000), dy.subarray(0, 1_000_000)];
    const value = sha256(tanh.forward(matrix, { shape, bias }));
    const gradient = sha256(tanh.backward(matrix, gradients, { shape, bias }));
    for (const pool of [...pools, here]) {
      for (const each of [bias, bias.slice()]) {
        const how = { shape, bias: each, chunkElements: 77_777 };
        expect(sha256(await pool.forward(tanh, matrix, how))).toBe(value);
        expect(sha256(await pool.backward(tanh, matrix, gradients, how))).toBe(gradient);
        expect(sha256(await pool.forward(tanh, matrix.slice(), how))).toBe(value);
      }
    }
  });

  test('plain arrays, alone or beside shared ones, give the same bits', async () => {
    const value = sha256(tanh.forward(x));
    const gradient = sha256(tanh.backward(x, dy));
    const plain = x.slice();
    expect(plain.buffer).toBeInstanceOf(ArrayBuffer);
    for (const pool of [...pools, here]) {
      const made = await pool.forward(tanh, plain);
      expect(made.buffer).toBeInstanceOf(ArrayBuffer);
      expect(sha256(made)).toBe(value);
      expect(sha256(await pool.forward(tanh, x, { out: x.slice() }))).toBe(value);
      expect(sha256(await pool.backward(tanh, plain, dy))).toBe(gradient);
      expect(sha256(await pool.backward(tanh, x, dy.slice(), { out: x.slice() }))).toBe(gradient);
    }
  });
});

test('a plain array longer than a staging window gives the same bits', async () => {
  const x = samples(5_000_001);
  const value = sha256(tanh.forward(x));
  for (const pool of pools) expect(sha256(await pool.forward(tanh, x))).toBe(value);
});

test('views at any offset of a buffer give the same bits', async () => {
  const pool = pools[1] as Pool;
  const buffer = new SharedArrayBuffer(4 * 300_000);
  for (const offset of [0, 1, 3, 17]) {
    const x = samples(100_000, new Float32Array(buffer, 4 * offset, 100_000));
    const out = new Float32Array(buffer, 4 * (150_000 + offset), 100_000);
    await pool.forward(tanh, x, { out });
    expect(sha256(out)).toBe(sha256(tanh.forward(x)));
  }
});

test('lengths around chunks and blocks are computed to the last element', async () => {
  const pool = pools[1] as Pool;
  for (const length of [0, 1, 15, 16, 17, 65_535, 65_536, 65_537, 131_073]) {
    const x = samples(length, pool.allocate(length, 'float32'));
    const out: Elements = pool.allocate(length, 'float32').fill(7);
    await pool.forward(tanh, x, { out, chunkElements: 65_536 });
    expect(sha256(out)).toBe(sha256(tanh.forward(x)));
  }
});

test('a parameter with one value a channel follows its channel through the chunks', async () => {
  const channels = 7;
  const shape = [11, channels, 1_301];
  const length = shape.reduce((product, size) => product * size);
  const withAlpha = prelu.with({ alpha: Array.from({ length: channels }, (_, c) => c / 10) });
  const x = samples(length, here.allocate(length, 'float32'));
  const value = sha256(withAlpha.forward(x, { shape }));
  for (const pool of [...pools, here]) {
    const how = { shape, chunkElements: 1_000 };
    expect(sha256(await pool.forward(withAlpha, x, how))).toBe(value);
    expect(sha256(await pool.forward(withAlpha, x.slice(), how))).toBe(value);
    const tail = await pool.forward(withAlpha, x.subarray(5_000), { ...how, start: 5_000 });
    expect(sha256(tail)).toBe(sha256(withAlpha.forward(x, { shape }).subarray(5_000)));
  }
});
