import { line, nanOf, nonNegative, positive, select, splat } from '../lanes/arithmetic';
import { ThroughFloat64 } from '../through-float64';

/** x above 0, α x below with a learned α; at 0 the left slope. */
export class Prelu<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    return select(nonNegative<f64>(x), x, line<f64>(this.parameter(0), x));
  }
  slope(x: v128): v128 {
    return v128.or(select(positive<f64>(x), splat<f64>(1), this.parameter(0)), nanOf<f64>(x));
  }
  /** ∂f/∂α = x below 0, else 0. */
  parameterSlope(index: usize, x: v128): v128 {
    return v128.pmin<f64>(x, splat<f64>(0));
  }
}
