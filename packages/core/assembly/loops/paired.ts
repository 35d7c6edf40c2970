/** The loops over functions with two results, `bytes` of whole vectors at a time. */
import { Paired } from '../paired';

export function forward<F extends Paired<T>, T extends number>(
  x: usize,
  first: usize,
  second: usize,
  bytes: usize,
): void {
  const f = changetype<F>(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const at = v128.load(x + i);
    v128.store(first + i, f.first(at));
    v128.store(second + i, f.second(at));
  }
}

/** dx = dFirst · first'(x) + dSecond · second'(x) */
export function backward<F extends Paired<T>, T extends number>(
  x: usize,
  dFirst: usize,
  dSecond: usize,
  dx: usize,
  bytes: usize,
): void {
  const f = changetype<F>(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const at = v128.load(x + i);
    const ofFirst = v128.mul<T>(v128.load(dFirst + i), f.firstSlope(at));
    const ofSecond = v128.mul<T>(v128.load(dSecond + i), f.secondSlope(at));
    v128.store(dx + i, v128.add<T>(ofFirst, ofSecond));
  }
}
