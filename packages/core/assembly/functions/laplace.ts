import { abs, atMost, nonNegative, splat } from '../lanes/arithmetic';
import { lower } from '../lanes/exp';
import { lowerHalf, narrow, upperHalf } from '../lanes/halves';
import {
  NARROW_UNIT,
  PEAK,
  liftedBell,
  millsRatio,
  narrowTail,
  normalBounded,
} from '../lanes/normal';
import { quotientRest, sumRest } from '../lanes/two-words';
import { SlopeThroughFloat64 } from '../through-float64';

/** Φ((x - μ) / σ), the normal distribution function; parameters mu and sigma > 0. */
export class Laplace<T extends number> extends SlopeThroughFloat64<T> {
  value(x: v128): v128 {
    if (sizeof<T>() == 4) return this.narrowValue(x);
    const z = this.standard(x);
    const a = normalBounded<T>(z);
    const tail = lower<T>(f64x2.mul(millsRatio(a), this.bell(x, z, a)));
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
  /** Of float32: |[z >= 0] - Φ(-|z|)| */
  private narrowValue(x: v128): v128 {
    const mu = this.wideParameter(0);
    // Not learned, so that both halves have the same: one quotient for both, and finite.
    const quotient = f64x2.div(splat<f64>(NARROW_UNIT), this.wideParameter(1));
    const scale = atMost<f64>(quotient, splat<f64>(1e300));
    const low = f64x2.mul(f64x2.sub(lowerHalf(x), mu), scale);
    const high = f64x2.mul(f64x2.sub(upperHalf(x), mu), scale);
    const tail = narrow(narrowTail(low), narrowTail(high));
    const below = i32x4.shr_s(v128.shuffle<i32>(low, high, 1, 3, 5, 7), 31);
    return abs<f32>(f32x4.sub(v128.andnot(splat<f32>(1), below), tail));
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
