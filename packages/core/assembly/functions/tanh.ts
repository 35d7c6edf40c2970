import { copySign, minusAbs, splat } from '../lanes/arithmetic';
import { decayingExp, expm1 } from '../lanes/exp';
import { Elementwise } from '../elementwise';

/** tanh |x| = -m / (2 + m) with m = e^-2|x| - 1, exact in sign and without cancellation at 0. */
export class Tanh<T extends number> extends Elementwise<T> {
  value(x: v128): v128 {
    const m = expm1<T>(v128.mul<T>(splat<T>(2), minusAbs<T>(x)));
    return copySign<T>(v128.div<T>(m, v128.add<T>(splat<T>(2), m)), x);
  }
  /** 4 E / (1 + E)² with E = e^-2|x|, never 1 - y²: that is 0 from x = 9.01 in float32. */
  slope(x: v128): v128 {
    const fourE = decayingExp<T>(v128.mul<T>(splat<T>(2), minusAbs<T>(x)), 4);
    const d = v128.add<T>(splat<T>(1), v128.mul<T>(splat<T>(0.25), fourE));
    return v128.div<T>(fourE, v128.mul<T>(d, d));
  }
}
