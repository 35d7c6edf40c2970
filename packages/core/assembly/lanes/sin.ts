/**
 * sin² and sin of x + rest in float64 lanes, to the precision of T, for arguments of any size.
 *
 * With n = round(x / (π/2)) and r = x - n π/2, |r| <= 0.786, sin² is sin² r or 1 - sin² r by n
 * modulo 2. Up to |n| = 2^20 three words of π/2 leave r exact enough; lanes beyond take the scalar
 * functions of AssemblyScript's library, which reduce by as many words as the argument needs.
 */
import { abs, atLeast, atMost, select, splat, splatBits } from './arithmetic';
import { polynomial } from './polynomial';

/** 1.5 · 2^52: adding it leaves a number rounded to an integer in the low bits of the sum. */
const ROUNDING_SHIFT: f64 = 6755399441055744;
/** 2^20 · π/2 */
const REDUCED_IN_LANES: f64 = 1647099;
const QUARTER_PI: f64 = 0.7853981633974483;
const QUARTER_PI_REST: f64 = 3.061616997868383e-17;

/** sin²(x + rest + eighths · π/4) for 0 or 1 eighths of a turn */
export function sinSquared<T extends number>(x: v128, rest: v128, eighths: i32): v128 {
  // x / (π/2) + eighths / 2
  const quarters = f64x2.mul(x, splat<f64>(0.6366197723675814));
  const shifted = f64x2.add(
    eighths ? f64x2.add(quarters, splat<f64>(0.5)) : quarters,
    splat<f64>(ROUNDING_SHIFT),
  );
  const n = f64x2.sub(shifted, splat<f64>(ROUNDING_SHIFT));
  // π/2 cut to 33 bits, the next 33 bits, and what is left.
  const first = f64x2.sub(x, f64x2.mul(n, splatBits<f64>(0, 0x3ff921fb54400000)));
  let r: v128;
  let lost = f64x2.splat(0);
  if (sizeof<T>() == 4) {
    r = f64x2.sub(first, f64x2.mul(n, splat<f64>(6.077100506506192e-11)));
    if (eighths) r = f64x2.add(r, splat<f64>(QUARTER_PI));
  } else {
    const second = f64x2.mul(n, splatBits<f64>(0, 0x3dd0b4611a600000));
    const difference = f64x2.sub(first, second);
    const third = f64x2.mul(n, splatBits<f64>(0, 0x3ba3198a2e037073));
    lost = f64x2.sub(f64x2.sub(f64x2.sub(first, difference), second), f64x2.sub(third, rest));
    let head = difference;
    if (eighths) {
      head = f64x2.add(difference, splat<f64>(QUARTER_PI));
      const added = f64x2.sub(head, difference);
      lost = f64x2.add(lost, f64x2.sub(difference, f64x2.sub(head, added)));
      lost = f64x2.add(lost, f64x2.sub(splat<f64>(QUARTER_PI), added));
      lost = f64x2.add(lost, splat<f64>(QUARTER_PI_REST));
    }
    r = f64x2.add(head, lost);
    lost = f64x2.add(f64x2.sub(head, r), lost);
  }
  const square = sinSquaredOfFraction<T>(r, lost);
  const odd = i64x2.neg(v128.and(shifted, i64x2.splat(1)));
  const y = select(odd, f64x2.sub(splat<f64>(1), square), square);
  const far = f64x2.gt(abs<f64>(x), splat<f64>(REDUCED_IN_LANES));
  return v128.any_true(far) ? select(far, scalarSinSquared(x, rest, eighths), y) : y;
}

/**
 * sin² x with an error of at most 2^-51 of x, for a sum in which a float32 x outweighs it: with
 * n = round(x / π), sin² of r = x - n π.
 */
export function narrowSinSquared(x: v128): v128 {
  // Beyond 2^40 sin² counts for nothing, but the shift would no longer round.
  const bounded = atMost<f64>(
    atLeast<f64>(x, splat<f64>(-1099511627776)),
    splat<f64>(1099511627776),
  );
  const shifted = f64x2.add(
    f64x2.mul(bounded, splat<f64>(0.3183098861837907)),
    splat<f64>(ROUNDING_SHIFT),
  );
  const n = f64x2.sub(shifted, splat<f64>(ROUNDING_SHIFT));
  const r = f64x2.sub(bounded, f64x2.mul(n, splat<f64>(3.141592653589793)));
  const z = f64x2.mul(r, r);
  // (sin r / r)²; coefficients from scripts/polynomial.py
  const q = polynomial<f64>(
    z,
    0.9999999999036149,
    -0.3333333295114763,
    0.044444419668152914,
    -0.003174542839160042,
    0.0001410233251592366,
    -4.233487603465755e-6,
    8.130759339906747e-8,
  );
  return f64x2.mul(z, q);
}

/** sin²(r + t) = sin² r + 2 r t and what is far below an ULP */
function sinSquaredOfFraction<T extends number>(r: v128, t: v128): v128 {
  const z = f64x2.mul(r, r);
  let q: v128;
  if (sizeof<T>() == 4) {
    q = polynomial<f64>(
      z,
      0.9999999992718679,
      -0.33333327441489974,
      0.04444368075398469,
      -0.0031711325601509553,
      0.0001346306656390291,
    );
    return f64x2.mul(z, q);
  }
  q = polynomial<f64>(
    z,
    1,
    -0.33333333333333065,
    0.044444444444353186,
    -0.003174603173421421,
    0.00014109346690917271,
    -4.275533847475048e-6,
    9.391854285008022e-8,
    -1.5162988639248571e-9,
  );
  return f64x2.add(f64x2.mul(z, q), f64x2.mul(f64x2.add(r, r), t));
}

function scalarSinSquared(x: v128, rest: v128, eighths: i32): v128 {
  if (!eighths) {
    const sine = scalarSinOfSum(x, rest);
    return f64x2.mul(sine, sine);
  }
  // sin²(x + π/4) = (1 + sin 2x) / 2
  const sine = scalarSinOfSum(f64x2.add(x, x), f64x2.add(rest, rest));
  return f64x2.mul(f64x2.add(splat<f64>(1), sine), splat<f64>(0.5));
}

/** sin(x + rest), lane by lane. */
export function scalarSinOfSum(x: v128, rest: v128): v128 {
  const first = scalarSin(f64x2.extract_lane(x, 0), f64x2.extract_lane(rest, 0));
  const second = scalarSin(f64x2.extract_lane(x, 1), f64x2.extract_lane(rest, 1));
  return f64x2.replace_lane(f64x2.splat(first), 1, second);
}

/** The rest of a large x may itself be large. */
function scalarSin(x: f64, rest: f64): f64 {
  if (rest == 0) return NativeMath.sin(x);
  return NativeMath.sin(x) * NativeMath.cos(rest) + NativeMath.cos(x) * NativeMath.sin(rest);
}
