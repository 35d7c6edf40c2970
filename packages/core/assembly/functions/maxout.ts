import { select } from '../lanes/arithmetic';
import { Pieces } from '../pieces';

/** The largest of the pieces; the first of equal ones, and the first NaN over all. */
function largestOf<T extends number>(x: usize, pieces: usize, stride: usize): v128 {
  let most = v128.load(x);
  for (let piece: usize = 1; piece < pieces; piece++) {
    const other = v128.load(x + piece * stride);
    // most where other <= most or most is NaN, else other.
    const keep = v128.or(v128.le<T>(other, most), v128.ne<T>(most, most));
    most = select(keep, most, other);
  }
  return most;
}

/** The largest of several pieces; the first of the largest receives the gradient. */
export class Maxout<T extends number> extends Pieces<T> {
  forward(x: usize, y: usize, pieces: usize, stride: usize): void {
    v128.store(y, largestOf<T>(x, pieces, stride));
  }
  backward(x: usize, dy: usize, dx: usize, pieces: usize, stride: usize): void {
    const most = largestOf<T>(x, pieces, stride);
    const isNaN = v128.ne<T>(most, most);
    const gradient = v128.load(dy);
    let found = v128.splat<i32>(0);
    for (let piece: usize = 0; piece < pieces; piece++) {
      const at = piece * stride;
      const other = v128.load(x + at);
      const equal = v128.or(v128.eq<T>(other, most), v128.and(isNaN, v128.ne<T>(other, other)));
      v128.store(dx + at, v128.and(gradient, v128.andnot(equal, found)));
      found = v128.or(found, equal);
    }
  }
}
