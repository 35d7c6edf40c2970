import { Gated } from '../gated';
import { slopeOf, valueOf } from '../through-float64';
import { Swish } from './swish';

/** v · g σ(β g) */
export class Swiglu<T extends number> extends Gated<T> {
  gate(g: v128): v128 {
    return valueOf<Swish<T>, T>(changetype<usize>(this), g);
  }
  gateSlope(g: v128): v128 {
    return slopeOf<Swish<T>, T>(changetype<usize>(this), g);
  }
}
