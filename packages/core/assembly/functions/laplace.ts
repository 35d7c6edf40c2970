import { abs, atLeast, nonNegative, splat } from '../lanes/arithmetic';
import { lower } from '../lanes/exp';
import { lowerHalf, narrow, upperHalf } from '../lanes/halves';
import { PEAK, liftedBell, millsRatio, normalBounded } from '../lanes/normal';
import { exp2MinusOne, timesPower } from '../lanes/exp32';
import { quotientRest, sumRest } from '../lanes/two-words';
import { SlopeThroughFloat64 } from '../through-float64';

/** Φ((x - μ) / σ), the normal distribution function; parameters mu and sigma > 0. */
export class Laplace<T extends number> extends SlopeThroughFloat64<T> {
  value(x: v128): v128 {
    if (sizeof<T>() == 4) return this.narrowValue(x);
    const z = this.standard(x);
    const a = normalBounded<T>(z);
    const tail = lower<T>(f64x2.mul(millsRatio<T>(a), this.bell(x, z, a)));
    const above = nonNegative<f64>(z);
    const turned = v128.xor(tail, v128.and(above, splat<f64>(-0.0)));
    return f64x2.add(v128.and(above, splat<f64>(1)), turned);
  }
  /** φ(z) / σ */
  slope(x: v128): v128 {
    const z = this.standard(x);
    const bell = this.bell(x, z, normalBounded<T>(z));
    return lower<T>(f64x2.div(f64x2.mul(splat<f64>(PEAK), bell), this.wideParameter(1)));
  }
  valueVectors(): usize {
    return 2;
  }
  /** Of float32, where only the bell, 2^(n + f) with n + f = -z² / 2 ln 2, is computed in float32 lanes. */
  private narrowValue(x: v128): v128 {
    const low = f64x2.div(f64x2.sub(lowerHalf(x), this.wideParameter(0)), this.wideParameter(1));
    const high = f64x2.div(f64x2.sub(upperHalf(x), this.upperParameter(0)), this.upperParameter(1));
    const lowExponent = bellExponent(low);
    const highExponent = bellExponent(high);
    const shift = splat<f64>(ROUNDING_SHIFT);
    const lowShifted = f64x2.add(lowExponent, shift);
    const highShifted = f64x2.add(highExponent, shift);
    const f = narrow(
      f64x2.sub(lowExponent, f64x2.sub(lowShifted, shift)),
      f64x2.sub(highExponent, f64x2.sub(highShifted, shift)),
    );
    const shifted = v128.shuffle<i32>(lowShifted, highShifted, 0, 2, 4, 6);
    const mills = narrow(
      millsRatio<T>(normalBounded<T>(low)),
      millsRatio<T>(normalBounded<T>(high)),
    );
    const whole = f32x4.mul(mills, timesPower(splat<f32>(1), shifted));
    const lifted = f32x4.add(whole, f32x4.mul(whole, exp2MinusOne(f)));
    const z = narrow(low, high);
    // Beyond 14.2 the result is 0, and arithmetic below the smallest number would be slow. 2^-30
    const far = f32x4.ge(abs<f32>(z), splat<f32>(14.2));
    const tail = f32x4.mul(v128.andnot(lifted, far), splat<f32>(9.313225746154785e-10));
    const above = nonNegative<f32>(z);
    const turned = v128.xor(tail, v128.and(above, splat<f32>(-0.0)));
    return f32x4.add(v128.and(above, splat<f32>(1)), turned);
  }
  private standard(x: v128): v128 {
    return f64x2.div(f64x2.sub(x, this.wideParameter(0)), this.wideParameter(1));
  }
  /** e^(-z²/2) for a = |z|, with what is rounded off z */
  private bell(x: v128, z: v128, a: v128): v128 {
    if (sizeof<T>() == 4) return liftedBell<T>(a, splat<f64>(0));
    const minusMu = f64x2.neg(this.wideParameter(0));
    const difference = f64x2.add(x, minusMu);
    const sigma = this.wideParameter(1);
    const lost = f64x2.div(sumRest<T>(x, minusMu, difference), sigma);
    const rest = f64x2.add(quotientRest<T>(difference, sigma, z), lost);
    const turned = v128.xor(rest, v128.and(z, splat<f64>(-0.0)));
    return liftedBell<T>(a, v128.and(turned, f64x2.eq(a, abs<f64>(z))));
  }
}

/** 1.5 · 2^52 + 30: adding it rounds to an integer, plus 30, in the low bits. */
const ROUNDING_SHIFT: f64 = 6755399441055774;

/** -z² / 2 ln 2, down to where Φ is long 0 and 2^30 times its power of 2 still normal. */
function bellExponent(z: v128): v128 {
  // -log2(e) / 2
  const exponent = f64x2.mul(f64x2.mul(z, z), splat<f64>(-0.7213475204444817));
  return atLeast<f64>(exponent, splat<f64>(-146));
}
