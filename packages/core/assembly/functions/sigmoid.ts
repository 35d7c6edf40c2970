import { minusAbs, negative, select, splat } from '../lanes/arithmetic';
import { decayingExp } from '../lanes/exp';
import { Elementwise } from '../elementwise';

/** 1 / (1 + e^-x) from e = e^-|x| <= 1, so that nothing overflows and no tail is rounded away. */
export class Sigmoid<T extends number> extends Elementwise<T> {
  value(x: v128): v128 {
    const e = decayingExp<T>(minusAbs<T>(x), 1);
    const one = splat<T>(1);
    return v128.div<T>(select(negative<T>(x), e, one), v128.add<T>(one, e));
  }
  /** e / (1 + e)², never y (1 - y): that is 0 from x = 16.64 in float32. */
  slope(x: v128): v128 {
    const e = decayingExp<T>(minusAbs<T>(x), 1);
    const d = v128.add<T>(splat<T>(1), e);
    return v128.div<T>(e, v128.mul<T>(d, d));
  }
}
