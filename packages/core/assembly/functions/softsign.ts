import { abs, atLeast, atMost, copySign, select, splat, splatBits } from '../lanes/arithmetic';
import { ThroughFloat64 } from '../through-float64';

/** x / (1 + |x|) */
export class Softsign<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    // From 2^60 on the result is ±1; an infinite x must not make ∞ / ∞.
    const large = splat<f64>(1152921504606846976);
    const bounded = atMost<f64>(atLeast<f64>(x, f64x2.neg(large)), large);
    return f64x2.div(bounded, f64x2.add(splat<f64>(1), abs<f64>(bounded)));
  }
  /** 1 / (1 + |x|)², squared last: the square of 1 + |x| overflows before its inverse is 0 */
  slope(x: v128): v128 {
    const r = f64x2.div(splat<f64>(1), f64x2.add(splat<f64>(1), abs<f64>(x)));
    return f64x2.mul(r, r);
  }
  joinedValueVectors(): usize {
    return 4;
  }
  /**
   * The same quotient in float64 lanes for a vector of float32, but with integer instructions around it: engines that
   * join vectors do not join conversions between the two types. A number below 2^-126 is its own result.
   */
  joinedValue(x: v128): v128 {
    const isUsual = f32x4.ge(abs<f32>(x), splat<f32>(1.1754943508222875e-38));
    const lower = quotientBits(i64x2.shl(v128.and(x, i64x2.splat(0x7fffffff)), 29));
    const upper = quotientBits(v128.and(i64x2.shr_u(x, 3), i64x2.splat(0x0fffffffe0000000)));
    // The lower one may be unusual, its bits anything.
    const magnitudes = v128.or(
      v128.and(i64x2.shr_u(lower, 29), i64x2.splat(0xffffffff)),
      i64x2.shl(i64x2.shr_u(upper, 29), 32),
    );
    // Adding -0 changes no number and makes NaN quiet, as conversions do.
    const unusual = f32x4.add(x, splat<f32>(-0.0));
    return select(isUsual, copySign<f32>(magnitudes, x), unusual);
  }
}

/**
 * a / (1 + a) for two magnitudes of float32 whose bits stand where those of float64 do: read as float64 they are
 * a 2^-896, since the exponent's bias is 127 instead of 1023. An infinite a is 2^128. The result is rounded to float32,
 * to even, in the upper 35 bits, with the bias of float32.
 */
function quotientBits(scaled: v128): v128 {
  // 2^-896
  const one = splatBits<f64>(0, 0x07f0000000000000);
  const q = f64x2.div(scaled, f64x2.add(one, scaled));
  const isOdd = v128.and(i64x2.shr_u(q, 29), i64x2.splat(1));
  // Half a unit less one bit, less 896 in the exponent
  return i64x2.add(i64x2.add(q, i64x2.splat(0x0fffffff - (896 << 52))), isOdd);
}
