import { atMost, select, splat } from '../lanes/arithmetic';
import { ThroughFloat64 } from '../through-float64';

/** x · clamp(x / 6 + ½, 0, 1); the slope is 0 at -3 and 1 at 3. */
export class HardSwish<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    const gate = atMost<f64>(f64x2.add(x, splat<f64>(3)), splat<f64>(6));
    const share =
      sizeof<T>() == 4
        ? f64x2.mul(gate, splat<f64>(0.16666666666666666))
        : f64x2.div(gate, splat<f64>(6));
    return v128.andnot(f64x2.mul(x, share), f64x2.le(x, splat<f64>(-3)));
  }
  slope(x: v128): v128 {
    const inside = f64x2.div(f64x2.add(f64x2.add(x, x), splat<f64>(3)), splat<f64>(6));
    const upper = select(f64x2.ge(x, splat<f64>(3)), splat<f64>(1), inside);
    return v128.andnot(upper, f64x2.le(x, splat<f64>(-3)));
  }
}
