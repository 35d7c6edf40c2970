import { nanOf, positive, select, splat } from '../lanes/arithmetic';
import { leaky, narrowLeaky } from '../lanes/leaky';
import { SlopeThroughFloat64 } from '../through-float64';

/** x above 0, α x below with a learned α; at 0 the left slope. */
export class Prelu<T extends number> extends SlopeThroughFloat64<T> {
  value(x: v128): v128 {
    const a = this.wideParameter(0);
    return sizeof<T>() == 4 ? narrowLeaky(a, this.upperParameter(0), x) : leaky(a, x);
  }
  slope(x: v128): v128 {
    return v128.or(select(positive<f64>(x), splat<f64>(1), this.wideParameter(0)), nanOf<f64>(x));
  }
  /** ∂f/∂α = x below 0, else 0. */
  parameterSlope(index: usize, x: v128): v128 {
    return v128.pmin<T>(x, splat<T>(0));
  }
}
