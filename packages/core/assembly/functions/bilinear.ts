import { splat } from '../lanes/arithmetic';
import { Gated } from '../gated';

/** v · g */
export class Bilinear<T extends number> extends Gated<T> {
  gate(g: v128): v128 {
    return g;
  }
  gateSlope(g: v128): v128 {
    return splat<T>(1);
  }
}
