import { Gated } from '../gated';
import { slopeOf, valueOf } from '../through-float64';
import { Gelu } from './gelu';

/** v · gelu(g), with the exact gelu */
export class Geglu<T extends number> extends Gated<T> {
  gate(g: v128): v128 {
    return valueOf<Gelu<T>, T>(changetype<usize>(this), g);
  }
  gateSlope(g: v128): v128 {
    return slopeOf<Gelu<T>, T>(changetype<usize>(this), g);
  }
}
