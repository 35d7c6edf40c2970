/**
 * c0 + c1 x + c2 x² + ... as two polynomials in x², of the even and of the odd terms, each by
 * Horner's scheme: chains half as long as in Horner's scheme for the whole, and fewer values alive
 * at a time than in schemes with shorter ones, which engines with 16 vector registers would spill.
 *
 * Zeros at the end cost nothing: the calls are inlined, and what multiplies them is left out.
 */
import { add, mul, splat } from './arithmetic';

/** c + z · rest, where `rest` is left out if it stands for zero terms only. */
function step<L extends number>(z: v128, c: f64, last: bool, rest: v128): v128 {
  return last ? splat<L>(c) : add<L>(splat<L>(c), mul<L>(z, rest));
}

export function polynomial<L extends number>(
  x: v128,
  c0: f64,
  c1: f64,
  c2: f64,
  c3: f64,
  c4: f64 = 0,
  c5: f64 = 0,
  c6: f64 = 0,
  c7: f64 = 0,
  c8: f64 = 0,
  c9: f64 = 0,
  c10: f64 = 0,
  c11: f64 = 0,
  c12: f64 = 0,
  c13: f64 = 0,
  c14: f64 = 0,
  c15: f64 = 0,
  c16: f64 = 0,
  c17: f64 = 0,
  c18: f64 = 0,
  c19: f64 = 0,
  c20: f64 = 0,
  c21: f64 = 0,
  c22: f64 = 0,
  c23: f64 = 0,
): v128 {
  const z = mul<L>(x, x);
  let even = splat<L>(c22);
  even = step<L>(z, c20, c22 == 0, even);
  even = step<L>(z, c18, c20 == 0, even);
  even = step<L>(z, c16, c18 == 0, even);
  even = step<L>(z, c14, c16 == 0, even);
  even = step<L>(z, c12, c14 == 0, even);
  even = step<L>(z, c10, c12 == 0, even);
  even = step<L>(z, c8, c10 == 0, even);
  even = step<L>(z, c6, c8 == 0, even);
  even = step<L>(z, c4, c6 == 0, even);
  even = step<L>(z, c2, c4 == 0, even);
  even = step<L>(z, c0, c2 == 0, even);
  let odd = splat<L>(c23);
  odd = step<L>(z, c21, c23 == 0, odd);
  odd = step<L>(z, c19, c21 == 0, odd);
  odd = step<L>(z, c17, c19 == 0, odd);
  odd = step<L>(z, c15, c17 == 0, odd);
  odd = step<L>(z, c13, c15 == 0, odd);
  odd = step<L>(z, c11, c13 == 0, odd);
  odd = step<L>(z, c9, c11 == 0, odd);
  odd = step<L>(z, c7, c9 == 0, odd);
  odd = step<L>(z, c5, c7 == 0, odd);
  odd = step<L>(z, c3, c5 == 0, odd);
  odd = step<L>(z, c1, c3 == 0, odd);
  return add<L>(even, mul<L>(x, odd));
}

/** c0 + c1 x + c2 x² + ... by Horner's scheme: a chain twice as long, but fewer roundings. */
export function horner<L extends number>(
  x: v128,
  c0: f64,
  c1: f64,
  c2: f64,
  c3: f64,
  c4: f64,
  c5: f64,
  c6: f64 = 0,
  c7: f64 = 0,
): v128 {
  let p = splat<L>(c7);
  p = step<L>(x, c6, c7 == 0, p);
  p = step<L>(x, c5, c6 == 0, p);
  p = step<L>(x, c4, false, p);
  p = step<L>(x, c3, false, p);
  p = step<L>(x, c2, false, p);
  p = step<L>(x, c1, false, p);
  return step<L>(x, c0, false, p);
}

/** c0 + c1 x + ... + c4 x⁴ + x⁵ in the same way: a divisor may be scaled to this. */
export function monicQuintic<L extends number>(
  x: v128,
  c0: f64,
  c1: f64,
  c2: f64,
  c3: f64,
  c4: f64,
): v128 {
  const z = mul<L>(x, x);
  const even = step<L>(z, c0, false, step<L>(z, c2, false, splat<L>(c4)));
  const odd = step<L>(z, c1, false, add<L>(splat<L>(c3), z));
  return add<L>(even, mul<L>(x, odd));
}
