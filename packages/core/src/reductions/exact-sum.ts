/**
 * Sums, each kept as an unevaluated pair high + low of float64: about 106 bits, so that order and
 * splitting of the summands leave the rounded result unchanged.
 *
 * @see Dekker 1971, A floating-point technique for extending the available precision,
 * doi 10.1007/BF01397083; TwoSum by Knuth, The Art of Computer Programming, volume 2, 4.2.2
 */
export class ExactSums {
  readonly high: Float64Array;
  readonly low: Float64Array;

  /** Adds to the sums that the arrays hold. */
  constructor(high: Float64Array, low: Float64Array) {
    this.high = high;
    this.low = low;
  }

  add(index: number, value: number, rest = 0): void {
    const before = this.high[index]!;
    const sum = before + value;
    const part = sum - before;
    this.high[index] = sum;
    this.low[index]! += before - (sum - part) + (value - part) + rest;
  }

  /** The rounded sum, and what rounding left. */
  rounded(index: number): Pair {
    return normalise(this.high[index]!, this.low[index]!);
  }
}

/** An unevaluated sum high + low with |low| at most half a unit in the last place of high. */
export interface Pair {
  readonly high: number;
  readonly low: number;
}

function normalise(high: number, low: number): Pair {
  const sum = high + low;
  // Once a sum has overflowed its low part is NaN: the overflow is the answer.
  return Number.isFinite(high) ? { high: sum, low: high - sum + low } : { high, low: 0 };
}

/**
 * Σx² - (Σx)²/n as (n Σx² - (Σx)²)/n in full width, so that a mean far from 0 costs no digits.
 * Infinite where the squares overflow float64.
 */
export function squaredDeviation(sum: Pair, squares: Pair, count: number): number {
  const grown = product(count, squares.high);
  const square = product(sum.high, sum.high);
  const difference =
    grown.high -
    square.high +
    (grown.low - square.low + count * squares.low - 2 * sum.high * sum.low);
  return Number.isFinite(difference) ? Math.max(0, difference / count) : Infinity;
}

/** a·b and the rounding error of that product. */
function product(a: number, b: number): Pair {
  const high = a * b;
  const [aHigh, aLow] = split(a);
  const [bHigh, bLow] = split(b);
  return { high, low: aHigh * bHigh - high + aHigh * bLow + aLow * bHigh + aLow * bLow };
}

/** Veltkamp: cuts 53 bits into 26 and 27, whose products are exact. 134217729 = 2²⁷ + 1. */
function split(x: number): [high: number, low: number] {
  const scaled = 134_217_729 * x;
  const high = scaled - (scaled - x);
  return [high, x - high];
}
