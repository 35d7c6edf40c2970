/** The loops over functions of pieces. Pieces lie `stride` bytes apart; `bytes` counts whole pairs. */
import { Pieces } from '../pieces';

export function forward<F extends Pieces<T>, T extends number>(
  x: usize,
  y: usize,
  pieces: usize,
  stride: usize,
  bytes: usize,
): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    changetype<F>(0).forward(x + i, y + i, pieces, stride);
  }
}

export function backward<F extends Pieces<T>, T extends number>(
  x: usize,
  dy: usize,
  dx: usize,
  pieces: usize,
  stride: usize,
  bytes: usize,
): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    changetype<F>(0).backward(x + i, dy + i, dx + i, pieces, stride);
  }
}
