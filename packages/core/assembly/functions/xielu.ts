import { atLeast, atMost, line, positive, select, splat } from '../lanes/arithmetic';
import { expm1, expm1Along, expm1Excess } from '../lanes/exp';
import { productRest, sumRest } from '../lanes/two-words';
import { ThroughFloat64 } from '../through-float64';

/**
 * αp x² + βx above 0, αn (e^min(x, ε) - 1 - x) + βx below, with learned αp and αn; parameters
 * alphaP, alphaN, beta, epsilon <= 0. The slope at 0 and at ε is that of the left side.
 */
export class Xielu<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    const beta = this.parameter(2);
    const above = f64x2.mul(x, f64x2.add(f64x2.mul(this.parameter(0), x), beta));
    const below = sizeof<T>() == 4 ? this.narrowBelow(x) : this.below(x);
    return select(positive<f64>(x), above, below);
  }
  slope(x: v128): v128 {
    const beta = this.parameter(2);
    const twice = f64x2.add(this.parameter(0), this.parameter(0));
    const above = f64x2.add(line<f64>(twice, x), beta);
    const inside = f64x2.gt(x, this.parameter(3));
    const steepness = select(inside, splat<f64>(-1), expm1<T>(bounded(x)));
    const below = f64x2.add(f64x2.mul(this.parameter(1), steepness), beta);
    return select(positive<f64>(x), above, below);
  }
  valueVectors(): usize {
    return 2;
  }
  /** The value at x <= 0. */
  private below(x: v128): v128 {
    const alphaN = this.parameter(1);
    const beta = this.parameter(2);
    // Beyond the bound the two terms in x are joined: both may be infinite.
    const b = bounded(x);
    const small = f64x2.add(f64x2.mul(alphaN, this.excess(b)), f64x2.mul(beta, b));
    const near = select(f64x2.lt(b, splat<f64>(-1)), this.farBelow(b), small);
    return f64x2.add(near, line<f64>(f64x2.sub(beta, alphaN), f64x2.sub(x, b)));
  }
  /** The same for a float32 result: αn (e^min(x, ε) - 1) + (β - αn) x. */
  private narrowBelow(x: v128): v128 {
    const alphaN = this.parameter(1);
    const m = atLeast<f64>(atMost<f64>(x, this.parameter(3)), splat<f64>(-64));
    // An infinite x times 0 would be NaN.
    const finite = atLeast<f64>(x, splat<f64>(-1e300));
    return expm1Along(alphaN, m, f64x2.mul(f64x2.sub(this.parameter(2), alphaN), finite));
  }
  /** x² above 0 for αp; e^min(x, ε) - 1 - x below for αn */
  parameterSlope(index: usize, x: v128): v128 {
    const above = positive<f64>(x);
    if (index == 0) return v128.and(f64x2.mul(x, x), v128.or(above, f64x2.ne(x, x)));
    const b = bounded(x);
    return v128.andnot(f64x2.sub(this.excess(b), f64x2.sub(x, b)), above);
  }
  /**
   * αn (e^x - 1) + (β - αn) x for x under -1, where ε is far away. The sum passes through zero near
   * -2.4 with the defaults, so that what is rounded off its terms counts.
   */
  private farBelow(x: v128): v128 {
    const alphaN = this.parameter(1);
    const beta = this.parameter(2);
    const e = expm1<T>(x);
    const factor = f64x2.sub(beta, alphaN);
    const curve = f64x2.mul(alphaN, e);
    const straight = f64x2.mul(factor, x);
    const sum = f64x2.add(curve, straight);
    const ofFactor = f64x2.mul(sumRest<T>(beta, f64x2.neg(alphaN), factor), x);
    const ofProducts = f64x2.add(
      productRest<T>(alphaN, e, curve),
      productRest<T>(factor, x, straight),
    );
    return f64x2.add(
      sum,
      f64x2.add(f64x2.add(ofFactor, ofProducts), sumRest<T>(curve, straight, sum)),
    );
  }
  /** e^m - 1 - x with m = min(x, ε), for bounded x */
  private excess(x: v128): v128 {
    const m = atMost<f64>(x, this.parameter(3));
    return f64x2.add(expm1Excess<f64>(m), f64x2.sub(m, x));
  }
}

/** x down to where e^x is under half an ULP of 1, and not above 0 */
function bounded(x: v128): v128 {
  return atLeast<f64>(atMost<f64>(x, splat<f64>(0)), splat<f64>(-64));
}
