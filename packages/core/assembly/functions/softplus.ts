import { minusAbs, mul, select, splat } from '../lanes/arithmetic';
import { liftedExpOfSum, lower } from '../lanes/exp';
import { log1p } from '../lanes/log1p';
import { logisticOfSum } from '../lanes/logistic';
import { productRest } from '../lanes/two-words';
import { ThroughFloat64 } from '../through-float64';

/** log(1 + e^(βx)) / β = max(x, 0) + log(1 + e^-|βx|) / β for β > 0, without a threshold. */
export class Softplus<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    const beta = this.parameter(0);
    const z = mul<f64>(beta, x);
    const rest = v128.xor(productRest<T>(beta, x, z), v128.andnot(splat<f64>(-0.0), z));
    const lifted = liftedExpOfSum<T>(minusAbs<f64>(z), rest);
    const near = f64x2.div(log1p<T>(lower<T>(lifted)), beta);
    // Below 2^-54 log(1 + e) is e, which stays lifted until it is divided by β.
    const far = lower<T>(f64x2.div(lifted, beta));
    const bend = sizeof<T>() == 4 ? near : select(f64x2.lt(z, splat<f64>(-38)), far, near);
    return f64x2.add(v128.pmax<f64>(x, splat<f64>(0)), bend);
  }
  /** σ(βx) */
  slope(x: v128): v128 {
    const beta = this.parameter(0);
    const z = mul<f64>(beta, x);
    return logisticOfSum<T>(z, productRest<T>(beta, x, z));
  }
}
