/**
 * Values of a leaky ReLU in float32 lanes alone: max(x, a x) with one slope a for all elements.
 *
 * A slope that is a float32 number takes one multiplication. Any other is split into a head of 12
 * bits and a rest, and so is x: the product of the heads is exact, and what is left is so much
 * smaller that its roundings add less than 0.002 ULP to that of the sum (Dekker 1971).
 */
import { atLeast, negative, select } from '../lanes/arithmetic';
import { narrowLeaky } from '../lanes/leaky';

/** Bytes of what these loops compute side by side: a round of the loops for all functions. */
const ROUND: usize = 64;

/** y = f(x) for whole rounds if the slope allows it; returns the bytes that are done. */
export function leakyRounds(a: f64, x: usize, y: usize, bytes: usize): usize {
  // Above 1 it would be min(x, a x), and 0 times -∞ is NaN.
  if (a > 0 && a <= 1 && <f64>(<f32>a) == a) {
    forwardNarrow(<f32>a, x, y, bytes);
    return bytes;
  }
  // From 2^-64 on the rest of a is a normal number; up to 1/2 a x stays below x, even if subnormal.
  if (a >= 5.421010862427522e-20 && a <= 0.5) {
    forwardSplit(a, x, y, bytes);
    return bytes;
  }
  return 0;
}

function forwardNarrow(a: f32, x: usize, y: usize, bytes: usize): void {
  const slope = f32x4.splat(a);
  for (let i: usize = 0; i < bytes; i += ROUND) {
    const x0 = v128.load(x + i);
    const x1 = v128.load(x + i, 16);
    const x2 = v128.load(x + i, 32);
    const x3 = v128.load(x + i, 48);
    v128.store(y + i, atLeast<f32>(x0, f32x4.mul(x0, slope)));
    v128.store(y + i, atLeast<f32>(x1, f32x4.mul(x1, slope)), 16);
    v128.store(y + i, atLeast<f32>(x2, f32x4.mul(x2, slope)), 32);
    v128.store(y + i, atLeast<f32>(x3, f32x4.mul(x3, slope)), 48);
  }
}

function forwardSplit(a: f64, x: usize, y: usize, bytes: usize): void {
  // Half a unit in the last of 12 bits is added before the bits behind it are cut off.
  const upper = reinterpret<f64>((reinterpret<u64>(a) + 0x10000000000) & 0xfffffe0000000000);
  const head = f32x4.splat(<f32>upper);
  const rest = f32x4.splat(<f32>(a - upper));
  // From |a x| = 2^-100 on no part of the product is subnormal.
  const limit = f32x4.splat(-(<f32>(7.888609052210118e-31 / a)));
  let i: usize = 0;
  for (;;) {
    for (; i < bytes; i += ROUND) {
      const x0 = v128.load(x + i);
      const x1 = v128.load(x + i, 16);
      const x2 = v128.load(x + i, 32);
      const x3 = v128.load(x + i, 48);
      const least01 = i32x4.min_s(order(x0), order(x1));
      const least23 = i32x4.min_s(order(x2), order(x3));
      if (i32x4.bitmask(i32x4.lt_s(i32x4.min_s(least01, least23), limit))) break;
      v128.store(y + i, splitLeaky(head, rest, x0));
      v128.store(y + i, splitLeaky(head, rest, x1), 16);
      v128.store(y + i, splitLeaky(head, rest, x2), 32);
      v128.store(y + i, splitLeaky(head, rest, x3), 48);
    }
    if (i >= bytes) return;
    const wide = f64x2.splat(a);
    // Only small lanes take the other way: what is next to an element never changes its result.
    for (const end = i + ROUND; i < end; i += 16) {
      const at = v128.load(x + i);
      const small = v128.and(negative<f32>(at), f32x4.gt(at, limit));
      const others = splitLeaky(head, rest, v128.andnot(at, small));
      v128.store(y + i, select(small, narrowLeaky(wide, wide, at), others));
    }
  }
}

/** Integers of which the least belong to the smallest negative numbers: 1 taken off -0 makes the greatest. */
function order(x: v128): v128 {
  return i32x4.sub(x, i32x4.splat(1));
}

function splitLeaky(head: v128, rest: v128, x: v128): v128 {
  const upper = v128.and(x, i32x4.splat(0xfffff000));
  const lower = f32x4.sub(x, upper);
  const small = f32x4.add(f32x4.mul(lower, head), f32x4.mul(x, rest));
  // Where x is -∞ the product is NaN, and passed over.
  return atLeast<f32>(x, f32x4.add(f32x4.mul(upper, head), small));
}
