import { atLeast, atMost, nonNegative, positive, select, splat } from '../lanes/arithmetic';
import { expm1, liftedExp, lower } from '../lanes/exp';
import { ThroughFloat64 } from '../through-float64';

/** scale · elu with α; parameters scale and alpha. At 0 the left slope. */
export class Selu<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    // e^-40 is under half an ULP of 1.
    const bounded = atLeast<f64>(atMost<f64>(x, splat<f64>(0)), splat<f64>(-40));
    const below = f64x2.mul(this.parameter(1), expm1<f64, T>(bounded));
    return f64x2.mul(this.parameter(0), select(nonNegative<f64>(x), x, below));
  }
  slope(x: v128): v128 {
    const e = f64x2.mul(this.parameter(1), liftedExp<T>(atMost<f64>(x, splat<f64>(0))));
    const below = lower<T>(f64x2.mul(this.parameter(0), e));
    return select(positive<f64>(x), this.parameter(0), below);
  }
}
