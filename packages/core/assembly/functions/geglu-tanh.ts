import { Gated } from '../gated';
import { slopeOf, valueOf } from '../through-float64';
import { GeluTanh } from './gelu-tanh';

/** v · gelu(g), with the tanh form of gelu */
export class GegluTanh<T extends number> extends Gated<T> {
  gate(g: v128): v128 {
    return valueOf<GeluTanh<T>, T>(changetype<usize>(this), g);
  }
  gateSlope(g: v128): v128 {
    return slopeOf<GeluTanh<T>, T>(changetype<usize>(this), g);
  }
}
