import { minusAbs, mul, select, splat } from '../lanes/arithmetic';
import { liftedExpOfSum, lower } from '../lanes/exp';
import { log1p, log1pOfExp } from '../lanes/log1p';
import { logisticOfSum } from '../lanes/logistic';
import { productRest } from '../lanes/two-words';
import { ThroughFloat64 } from '../through-float64';

/** log(1 + e^(βx)) / β = max(x, 0) + log(1 + e^-|βx|) / β for β > 0, without a threshold. */
export class Softplus<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    const beta = this.parameter(0);
    const z = mul<f64>(beta, x);
    const bend = sizeof<T>() == 4 ? narrowBend(beta, z) : wideBend<T>(beta, z, x);
    return f64x2.add(v128.pmax<f64>(x, splat<f64>(0)), bend);
  }
  /** σ(βx) */
  slope(x: v128): v128 {
    const beta = this.parameter(0);
    const z = mul<f64>(beta, x);
    return logisticOfSum<T>(z, productRest<T>(beta, x, z));
  }
}

/** log(1 + e^-|z|) / β for a float32 result: the reciprocal of β waits for nothing. */
function narrowBend(beta: v128, z: v128): v128 {
  return f64x2.mul(log1pOfExp<f32>(minusAbs<f64>(z)), f64x2.div(splat<f64>(1), beta));
}

/** The same for float64, with what is rounded off z = βx. */
function wideBend<T extends number>(beta: v128, z: v128, x: v128): v128 {
  const rest = v128.xor(productRest<T>(beta, x, z), v128.andnot(splat<f64>(-0.0), z));
  const lifted = liftedExpOfSum<T>(minusAbs<f64>(z), rest);
  const near = f64x2.div(log1p(lower<T>(lifted)), beta);
  // Below 2^-54 log(1 + e) is e, which stays lifted until it is divided by β.
  const far = lower<T>(f64x2.div(lifted, beta));
  return select(f64x2.lt(z, splat<f64>(-38)), far, near);
}
