import { exp } from '../lanes/exp';
import { ThroughFloat64 } from '../through-float64';

/** e^x */
export class Exponential<T extends number> extends ThroughFloat64<T> {
  value(x: v128): v128 {
    return exp<T>(x);
  }
  slope(x: v128): v128 {
    return exp<T>(x);
  }
}
