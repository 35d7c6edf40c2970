import { Gated } from '../gated';
import { slopeOf, valueOf } from '../through-float64';
import { Relu } from './relu';

/** v · max(g, 0) */
export class Reglu<T extends number> extends Gated<T> {
  gate(g: v128): v128 {
    return valueOf<Relu<T>, T>(changetype<usize>(this), g);
  }
  gateSlope(g: v128): v128 {
    return slopeOf<Relu<T>, T>(changetype<usize>(this), g);
  }
}
