import { atMost, nonNegative, positive, select, splat } from '../lanes/arithmetic';
import { decayingExp, expm1 } from '../lanes/exp';
import { Elementwise } from '../elementwise';

/** x above 0, α (e^x - 1) below; at 0 the left slope α. */
export class Elu<T extends number> extends Elementwise<T> {
  value(x: v128): v128 {
    const below = v128.mul<T>(this.parameter(0), expm1<T>(atMost<T>(x, splat<T>(0))));
    return select(nonNegative<T>(x), x, below);
  }
  /** α e^x from x, never y + α: that is 0 from x = -17.33 in float32. */
  slope(x: v128): v128 {
    const below = v128.mul<T>(this.parameter(0), decayingExp<T>(atMost<T>(x, splat<T>(0)), 1));
    return select(positive<T>(x), splat<T>(1), below);
  }
}
