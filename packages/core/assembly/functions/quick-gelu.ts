import { splat } from '../lanes/arithmetic';
import { timesLogistic, timesLogisticSlope } from '../lanes/logistic';
import { productRest } from '../lanes/two-words';
import { ThroughFloat64 } from '../through-float64';

/** 1.702 in two words */
const FACTOR: f64 = 1.702;
const FACTOR_REST: f64 = 4.263256414560601e-17;

/** x σ(1.702 x) */
export class QuickGelu<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    const z = f64x2.mul(splat<f64>(FACTOR), x);
    return timesLogistic<T>(x, z, rest<T>(x, z));
  }
  slope(x: v128): v128 {
    const z = f64x2.mul(splat<f64>(FACTOR), x);
    return timesLogisticSlope<T>(z, rest<T>(x, z), z);
  }
}

/** What is rounded off z = 1.702 x. */
function rest<T extends number>(x: v128, z: v128): v128 {
  if (sizeof<T>() == 4) return splat<f64>(0);
  const lost = productRest<T>(splat<f64>(FACTOR), x, z);
  return f64x2.add(lost, f64x2.mul(splat<f64>(FACTOR_REST), x));
}
