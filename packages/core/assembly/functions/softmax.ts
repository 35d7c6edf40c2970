import { exponentials, largest, loadSigned, sumOfExponentials } from '../lanes/row-exponentials';
import { loadLast, loadTwo, storeLast, storeTwo, sumOfTwo } from '../lanes/two';
import { Rowwise } from '../rowwise';

/** e^x / Σ e^x over the row; `sign` flips x for the softmin. */
export function softmaxForward<T extends number>(
  x: usize,
  y: usize,
  length: usize,
  sign: v128,
): void {
  const m = f64x2.splat(largest<T>(x, length, sign));
  const sum = f64x2.splat(sumOfExponentials<T>(x, length, sign, m));
  for (let i: usize = 0; i < length; i += 2) {
    const share = f64x2.div(exponentials<T>(loadSigned<T>(x, i, length, sign), m), sum);
    const to = y + i * sizeof<T>();
    if (i + 1 < length) storeTwo<T>(to, share);
    else storeLast<T>(to, share);
  }
}

/** dx = s (dy - Σ dy s), with s the softmax recomputed from x. */
export function softmaxBackward<T extends number>(
  x: usize,
  dy: usize,
  dx: usize,
  length: usize,
  sign: v128,
): void {
  const m = f64x2.splat(largest<T>(x, length, sign));
  const sum = f64x2.splat(sumOfExponentials<T>(x, length, sign, m));
  let products = f64x2.splat(0);
  for (let i: usize = 0; i < length; i += 2) {
    const share = f64x2.div(exponentials<T>(loadSigned<T>(x, i, length, sign), m), sum);
    products = f64x2.add(products, f64x2.mul(loadGradient<T>(dy, i, length), share));
  }
  const mean = f64x2.splat(sumOfTwo(products));
  for (let i: usize = 0; i < length; i += 2) {
    const share = f64x2.div(exponentials<T>(loadSigned<T>(x, i, length, sign), m), sum);
    const centred = f64x2.sub(loadGradient<T>(dy, i, length), mean);
    const gradient = v128.xor(f64x2.mul(share, centred), sign);
    const to = dx + i * sizeof<T>();
    if (i + 1 < length) storeTwo<T>(to, gradient);
    else storeLast<T>(to, gradient);
  }
}

export function loadGradient<T extends number>(dy: usize, i: usize, length: usize): v128 {
  const address = dy + i * sizeof<T>();
  return i + 1 < length ? loadTwo<T>(address) : loadLast<T>(address, 0);
}

/** e^x / Σ e^x: positive shares of 1. */
export class Softmax<T extends number> extends Rowwise<T> {
  forward(x: usize, y: usize, length: usize): void {
    softmaxForward<T>(x, y, length, f64x2.splat(0));
  }
  backward(x: usize, dy: usize, dx: usize, length: usize): void {
    softmaxBackward<T>(x, dy, dx, length, f64x2.splat(0));
  }
}
