/** The loops over rows, written once for every rowwise function and type. */
import { Rowwise } from '../rowwise';

export function forward<F extends Rowwise<T>, T extends number>(
  x: usize,
  y: usize,
  rows: usize,
  length: usize,
): void {
  const bytes = length * sizeof<T>();
  for (let row: usize = 0; row < rows; row++) {
    changetype<F>(0).forward(x + row * bytes, y + row * bytes, length);
  }
}

export function backward<F extends Rowwise<T>, T extends number>(
  x: usize,
  dy: usize,
  dx: usize,
  rows: usize,
  length: usize,
): void {
  const bytes = length * sizeof<T>();
  for (let row: usize = 0; row < rows; row++) {
    changetype<F>(0).backward(x + row * bytes, dy + row * bytes, dx + row * bytes, length);
  }
}
