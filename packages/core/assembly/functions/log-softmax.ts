import {
  difference,
  differenceRest,
  exponentials,
  largest,
  loadSigned,
  sumOfExponentials,
} from '../lanes/row-exponentials';
import { storeLast, storeTwo, sumOfTwo } from '../lanes/two';
import { Rowwise } from '../rowwise';
import { loadGradient } from './softmax';

/**
 * ln(Σ e^(x - m)) as log1p of the sum without one of its largest terms, each of which is 1: so the
 * logarithm of a share near 1 keeps its digits.
 */
function logOfSum<T extends number>(x: usize, length: usize, m: v128): f64 {
  const none = f64x2.splat(0);
  let others = f64x2.splat(0);
  let ties = f64x2.splat(0);
  for (let i: usize = 0; i < length; i += 2) {
    const signed = loadSigned<T>(x, i, length, none);
    const isLargest = f64x2.eq(signed, m);
    others = f64x2.add(others, v128.andnot(exponentials<T>(signed, m), isLargest));
    ties = f64x2.add(ties, v128.and(isLargest, f64x2.splat(1)));
  }
  return Math.log1p(sumOfTwo(others) + (sumOfTwo(ties) - 1));
}

/** x - ln Σ e^x over the row. */
export class LogSoftmax<T extends number> extends Rowwise<T> {
  forward(x: usize, y: usize, length: usize): void {
    const none = f64x2.splat(0);
    const m = f64x2.splat(largest<T>(x, length, none));
    const log = f64x2.splat(logOfSum<T>(x, length, m));
    for (let i: usize = 0; i < length; i += 2) {
      const signed = loadSigned<T>(x, i, length, none);
      const rounded = difference(signed, m);
      const result = f64x2.add(f64x2.sub(rounded, log), differenceRest<T>(signed, m, rounded));
      const to = y + i * sizeof<T>();
      if (i + 1 < length) storeTwo<T>(to, result);
      else storeLast<T>(to, result);
    }
  }
  /** dx = dy - s Σ dy, with s the softmax. */
  backward(x: usize, dy: usize, dx: usize, length: usize): void {
    const none = f64x2.splat(0);
    const m = f64x2.splat(largest<T>(x, length, none));
    const sum = f64x2.splat(sumOfExponentials<T>(x, length, none, m));
    let gradients = f64x2.splat(0);
    for (let i: usize = 0; i < length; i += 2) {
      gradients = f64x2.add(gradients, loadGradient<T>(dy, i, length));
    }
    const total = f64x2.splat(sumOfTwo(gradients));
    for (let i: usize = 0; i < length; i += 2) {
      const share = f64x2.div(exponentials<T>(loadSigned<T>(x, i, length, none), m), sum);
      const gradient = f64x2.sub(loadGradient<T>(dy, i, length), f64x2.mul(share, total));
      const to = dx + i * sizeof<T>();
      if (i + 1 < length) storeTwo<T>(to, gradient);
      else storeLast<T>(to, gradient);
    }
  }
}
