import { Direct } from '../elementwise';
import { nanOf, positive, select, splat } from '../lanes/arithmetic';
import { leaky, narrowLeaky } from '../lanes/leaky';
import { leakyRounds } from '../loops/leaky';

/** x above 0, α x below with a learned α; at 0 the left slope. */
export class Prelu<T extends number> extends Direct<T> {
  value(x: v128): v128 {
    const a = this.wideParameter(0);
    return sizeof<T>() == 4 ? narrowLeaky(a, this.upperParameter(0), x) : leaky(a, x);
  }
  slope(x: v128): v128 {
    return v128.or(select(positive<T>(x), splat<T>(1), this.parameter(0)), nanOf<T>(x));
  }
  /** ∂f/∂α = x below 0, else 0. */
  parameterSlope(index: usize, x: v128): v128 {
    return v128.pmin<T>(x, splat<T>(0));
  }
  valuesOfOneBlock(x: usize, y: usize, bytes: usize): usize {
    return leakyRounds(f64x2.extract_lane(this.wideParameter(0), 0), x, y, bytes);
  }
}
