import { Gated } from '../gated';
import { slopeOf, valueOf } from '../through-float64';
import { Sigmoid } from './sigmoid';

/** v · σ(g) */
export class Glu<T extends number> extends Gated<T> {
  gate(g: v128): v128 {
    return valueOf<Sigmoid<T>, T>(changetype<usize>(this), g);
  }
  gateSlope(g: v128): v128 {
    return slopeOf<Sigmoid<T>, T>(changetype<usize>(this), g);
  }
}
