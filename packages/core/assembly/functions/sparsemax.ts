import { largest } from '../lanes/row-exponentials';
import { Rowwise } from '../rowwise';

/** An element against the largest, m; +Infinity counts as the limit, 0, and NaN stays. */
function below(value: f64, m: f64): f64 {
  return value == m && m > 0 ? 0 : value - m;
}

/** What was rounded off a sum a + b (Knuth's two-sum); 0 where that is not finite. */
function lost(a: f64, b: f64, sum: f64): f64 {
  const back = sum - a;
  const rest = a - (sum - back) + (b - back);
  return rest == rest ? rest : 0;
}

/** What was rounded off a product of a number and a count below 2^26 (Dekker's split). */
function lostOfProduct(a: f64, count: f64, product: f64): f64 {
  // 2^27 + 1
  const shifted = a * 134217729;
  const high = shifted - (shifted - a);
  return high * count - product + (a - high) * count;
}

/** The rest of the last threshold, which is the sum of two numbers: shares near 0 keep their digits. */
let thresholdRest: f64 = 0;

/**
 * The threshold t with Σ max(x - m - t, 0) = 1. Starting from all that can be in the support, which
 * lies within 1 of the largest, elements at or under the mean excess are dropped until none is
 * (Michelot 1986); NaN where the row has no largest element.
 */
function threshold<T extends number>(x: usize, length: usize, m: f64): f64 {
  let t: f64 = -1;
  let support: usize = 0;
  let count: usize = 0;
  thresholdRest = 0;
  do {
    support = count;
    let sum: f64 = -1;
    let rest: f64 = 0;
    count = 0;
    for (let i: usize = 0; i < length; i++) {
      const value = <f64>load<T>(x + i * sizeof<T>());
      const d = below(value, m);
      if (d - t - thresholdRest > 0) {
        const next = sum + d;
        rest += lost(sum, d, next) + lost(value, -m, d);
        sum = next;
        count++;
      }
    }
    // The same support again: t is already the threshold of it.
    if (count != support) {
      t = (sum + rest) / <f64>count;
      const product = t * <f64>count;
      thresholdRest = (sum - product + (rest - lostOfProduct(t, <f64>count, product))) / <f64>count;
    }
  } while (count != support);
  return count == 0 ? NaN : t;
}

/** How far an element lies above the threshold t of its row. */
function excess<T extends number>(x: usize, i: usize, m: f64, t: f64): f64 {
  const value = <f64>load<T>(x + i * sizeof<T>());
  const d = below(value, m);
  return d - t + (lost(value, -m, d) - thresholdRest);
}

/** The point of the simplex nearest to the row: shares of 1, many of them exactly 0. */
export class Sparsemax<T extends number> extends Rowwise<T> {
  forward(x: usize, y: usize, length: usize): void {
    const m = largest<T>(x, length, f64x2.splat(0));
    const t = threshold<T>(x, length, m);
    for (let i: usize = 0; i < length; i++) {
      const share = excess<T>(x, i, m, t);
      store<T>(y + i * sizeof<T>(), <T>(share <= 0 ? 0 : share));
    }
  }
  /** Within the support dy less its mean there, outside 0. */
  backward(x: usize, dy: usize, dx: usize, length: usize): void {
    const m = largest<T>(x, length, f64x2.splat(0));
    const t = threshold<T>(x, length, m);
    let sum: f64 = 0;
    let count: usize = 0;
    for (let i: usize = 0; i < length; i++) {
      if (excess<T>(x, i, m, t) > 0) {
        sum += <f64>load<T>(dy + i * sizeof<T>());
        count++;
      }
    }
    const mean = sum / <f64>count;
    for (let i: usize = 0; i < length; i++) {
      const share = excess<T>(x, i, m, t);
      const gradient = share <= 0 ? 0 : <f64>load<T>(dy + i * sizeof<T>()) - mean;
      store<T>(dx + i * sizeof<T>(), <T>(share == share ? gradient : NaN));
    }
  }
}
