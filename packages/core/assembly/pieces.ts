/** A function of several pieces of its input, lane by lane. */
export abstract class Pieces<T extends number> {
  /** y = f(x at `x`, at `x + stride`, ...), one vector of it */
  abstract forward(x: usize, y: usize, pieces: usize, stride: usize): void;
  /** dx of each piece, `stride` apart like x */
  abstract backward(x: usize, dy: usize, dx: usize, pieces: usize, stride: usize): void;
}
