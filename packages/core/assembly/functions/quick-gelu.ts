import { splat } from '../lanes/arithmetic';
import { timesLogistic, timesLogisticSlope } from '../lanes/logistic';
import { productRest } from '../lanes/two-words';
import { ThroughFloat64 } from '../through-float64';

const FACTOR: f64 = 1.702;

/** x σ(1.702 x) */
export class QuickGelu<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    const z = f64x2.mul(splat<f64>(FACTOR), x);
    return timesLogistic<T>(x, z, productRest<T>(splat<f64>(FACTOR), x, z));
  }
  slope(x: v128): v128 {
    const z = f64x2.mul(splat<f64>(FACTOR), x);
    return timesLogisticSlope<T>(z, productRest<T>(splat<f64>(FACTOR), x, z), z);
  }
}
