import { largest } from '../lanes/row-exponentials';
import { Rowwise } from '../rowwise';

/** 1 at the first largest element of the row, 0 elsewhere; its gradient is 0. */
export class Hardmax<T extends number> extends Rowwise<T> {
  forward(x: usize, y: usize, length: usize): void {
    const m = largest<T>(x, length, f64x2.splat(0));
    let found = false;
    for (let i: usize = 0; i < length; i++) {
      const isFirst = !found && <f64>load<T>(x + i * sizeof<T>()) == m;
      found = found || isFirst;
      store<T>(y + i * sizeof<T>(), m == m ? (isFirst ? 1 : 0) : <T>NaN);
    }
  }
  backward(x: usize, dy: usize, dx: usize, length: usize): void {
    const m = largest<T>(x, length, f64x2.splat(0));
    const zero: f64 = m == m ? 0 : NaN;
    for (let i: usize = 0; i < length; i++) store<T>(dx + i * sizeof<T>(), <T>zero);
  }
}
