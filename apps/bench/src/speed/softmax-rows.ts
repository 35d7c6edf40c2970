import { allocate, softmax } from '@actigrad/core';
import { repeat } from './contender.ts';

/** Milliseconds for softmax over 1,000 rows of 1,000, the best of a few in turns. */
export interface SoftmaxRows {
  readonly oursMs: number;
  readonly loopMs: number;
  readonly memcpyMs: number;
}

const rows = 1000;
const rounds = 15;

export function measureSoftmaxRows(): SoftmaxRows {
  const [x, out] = [allocate(rows * rows, 'float32'), allocate(rows * rows, 'float32')];
  for (let index = 0; index < x.length; index++) x[index] = Math.sin(index) * 4;
  const plain = x.slice();
  const y = new Float32Array(plain.length);
  const contenders = [
    () => void softmax.forward(x, { out, shape: [rows, rows] }),
    () => softmaxLoop(plain, y),
    () => y.set(plain),
  ];
  const best = contenders.map(() => Infinity);
  for (let round = 0; round < rounds; round++) {
    for (const [index, run] of contenders.entries()) {
      best[index] = Math.min(best[index] ?? Infinity, repeat(run, 1));
    }
  }
  const [oursMs = NaN, loopMs = NaN, memcpyMs = NaN] = best;
  return { oursMs, loopMs, memcpyMs };
}

/** As one writes it: subtract the largest, exponentiate, divide by the sum. */
function softmaxLoop(x: Float32Array, y: Float32Array): void {
  for (let start = 0; start < x.length; start += rows) {
    let largest = -Infinity;
    for (let i = start; i < start + rows; i++) largest = Math.max(largest, x[i] as number);
    let sum = 0;
    for (let i = start; i < start + rows; i++) {
      const e = Math.exp((x[i] as number) - largest);
      y[i] = e;
      sum += e;
    }
    for (let i = start; i < start + rows; i++) y[i] = (y[i] as number) / sum;
  }
}
