/**
 * c0 + c1 x + c2 x² + ... in Estrin's scheme: terms are joined in pairs, pairs in fours, and so on,
 * because what bounds the speed is the length of the longest chain of operations.
 *
 * Zeros at the end cost nothing: the calls are inlined, and what multiplies them is left out.
 */
import { splat } from './arithmetic';

function two<L extends number>(x: v128, a: f64, b: f64): v128 {
  if (b == 0) return splat<L>(a);
  return v128.add<L>(splat<L>(a), v128.mul<L>(splat<L>(b), x));
}

function four<L extends number>(x: v128, x2: v128, a: f64, b: f64, c: f64, d: f64): v128 {
  if (c == 0) return two<L>(x, a, b);
  return v128.add<L>(two<L>(x, a, b), v128.mul<L>(x2, two<L>(x, c, d)));
}

export function polynomial<L extends number>(
  x: v128,
  c0: f64,
  c1: f64,
  c2: f64 = 0,
  c3: f64 = 0,
  c4: f64 = 0,
  c5: f64 = 0,
  c6: f64 = 0,
  c7: f64 = 0,
  c8: f64 = 0,
  c9: f64 = 0,
  c10: f64 = 0,
  c11: f64 = 0,
): v128 {
  const x2 = v128.mul<L>(x, x);
  const low = four<L>(x, x2, c0, c1, c2, c3);
  if (c4 == 0) return low;
  const x4 = v128.mul<L>(x2, x2);
  const middle = four<L>(x, x2, c4, c5, c6, c7);
  if (c8 == 0) return v128.add<L>(low, v128.mul<L>(x4, middle));
  const high = four<L>(x, x2, c8, c9, c10, c11);
  return v128.add<L>(low, v128.mul<L>(x4, v128.add<L>(middle, v128.mul<L>(x4, high))));
}
