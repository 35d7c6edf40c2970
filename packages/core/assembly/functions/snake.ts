import { line, splat } from '../lanes/arithmetic';
import { narrowSinSquared, scalarSinOfSum, sinSquared } from '../lanes/sin';
import { productRest } from '../lanes/two-words';
import { ThroughFloat64 } from '../through-float64';

/** x + sin²(f x) / f with a learned frequency f; x where f is 0. */
export class Snake<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    if (sizeof<T>() == 4) return this.narrowValue(x);
    const frequency = this.parameter(0);
    const wave = f64x2.div(this.wave(x, 0), frequency);
    // None for a frequency of 0, nor for ±Infinity, which has no sine.
    const waveless = v128.or(f64x2.eq(frequency, splat<f64>(0)), f64x2.ne(wave, wave));
    const sum = f64x2.add(x, v128.andnot(wave, waveless));
    // -0 + 0 has lost the sign.
    return v128.or(sum, v128.and(x, f64x2.eq(x, splat<f64>(0))));
  }
  /** 1 + sin(2 f x) = 2 sin²(f x + π/4): no cancellation where it touches 0 */
  slope(x: v128): v128 {
    const half = this.wave(x, 1);
    return f64x2.add(half, half);
  }
  /** ∂f/∂frequency = (x sin(2 f x) - sin²(f x) / f) / f, and x² where the frequency is 0 */
  parameterSlope(index: usize, x: v128): v128 {
    const frequency = this.parameter(0);
    const twice = f64x2.add(frequency, frequency);
    const angle = line<f64>(twice, x);
    const turn = f64x2.mul(x, scalarSinOfSum(angle, productRest<T>(twice, x, angle)));
    const wave = f64x2.div(this.wave(x, 0), frequency);
    const quotient = f64x2.div(f64x2.sub(turn, wave), frequency);
    return v128.bitselect(f64x2.mul(x, x), quotient, f64x2.eq(frequency, splat<f64>(0)));
  }
  /** Of float32, for which x + sin²(f x) / f needs no sine of a large angle. */
  private narrowValue(x: v128): v128 {
    const frequency = this.parameter(0);
    const wave = f64x2.div(narrowSinSquared(f64x2.mul(frequency, x)), frequency);
    // 0 / 0 for a frequency of 0: no wave.
    const sum = f64x2.add(x, v128.and(wave, f64x2.eq(wave, wave)));
    // It has the sign of x, which -0 + 0 has lost.
    return v128.or(sum, v128.and(x, splat<f64>(-0.0)));
  }
  /** sin²(f x + eighths · π/4) for 0 or 1 eighths of a turn */
  private wave(x: v128, eighths: i32): v128 {
    const frequency = this.parameter(0);
    const angle = line<f64>(frequency, x);
    return sinSquared<T>(angle, productRest<T>(frequency, x, angle), eighths);
  }
}
