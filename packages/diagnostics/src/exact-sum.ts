/**
 * A column of sums, each kept as an unevaluated pair high + low of float64: about 106 bits, so
 * that order and splitting of the summands leave the rounded result unchanged.
 *
 * @see Dekker 1971, A floating-point technique for extending the available precision,
 * doi 10.1007/BF01397083; TwoSum by Knuth, The Art of Computer Programming, volume 2, 4.2.2
 */
export class ExactSums {
  readonly high: Float64Array;
  readonly low: Float64Array;

  constructor(length: number) {
    this.high = new Float64Array(length);
    this.low = new Float64Array(length);
  }

  add(index: number, value: number): void {
    const before = this.high[index]!;
    const sum = before + value;
    const part = sum - before;
    this.high[index] = sum;
    this.low[index]! += before - (sum - part) + (value - part);
  }

  merge(other: ExactSums): void {
    for (let index = 0; index < this.high.length; index++) {
      this.add(index, other.high[index]!);
      this.low[index]! += other.low[index]!;
    }
  }

  at(index: number): Pair {
    return { high: this.high[index]!, low: this.low[index]! };
  }

  set(index: number, high: number, low: number): void {
    this.high[index] = high;
    this.low[index] = low;
  }

  /** The rounded sum of a column, and what rounding left. */
  rounded(index: number): Pair {
    return normalise(this.at(index));
  }

  /** The same of all columns together. */
  total(): Pair {
    const total = new ExactSums(1);
    for (let index = 0; index < this.high.length; index++) {
      total.add(0, this.high[index]!);
      total.low[0]! += this.low[index]!;
    }
    return total.rounded(0);
  }
}

/** An unevaluated sum high + low with |low| at most half a unit in the last place of high. */
export interface Pair {
  readonly high: number;
  readonly low: number;
}

function normalise({ high, low }: Pair): Pair {
  const sum = high + low;
  // Once a sum has overflowed its low part is NaN: the overflow is the answer.
  return Number.isFinite(high) ? { high: sum, low: high - sum + low } : { high, low: 0 };
}

/**
 * x² less its rounded value. A float32 has an exact square; another x is cut into a float32 and a
 * rest: (h + r)² - square.
 */
export function squareError(x: number, square: number): number {
  const head = Math.fround(x);
  if (head === x || head - head !== 0) return 0;
  const rest = x - head;
  return head * head - square + 2 * head * rest + rest * rest;
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
