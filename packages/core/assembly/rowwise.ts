/**
 * A function of a whole row of numbers. Rows lie at addresses of their own, elements side by side;
 * results may take the place of x or dy. Arithmetic is float64 for both types.
 */
export abstract class Rowwise<T extends number> {
  /** y = f(x) */
  abstract forward(x: usize, y: usize, length: usize): void;
  /** dx[i] = Σ dy[j] · ∂f(x)[j] / ∂x[i] */
  abstract backward(x: usize, dy: usize, dx: usize, length: usize): void;
}
