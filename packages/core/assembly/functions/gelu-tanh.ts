import { atLeast, atMost, splat, splatBits } from '../lanes/arithmetic';
import { timesLogistic, timesLogisticSlope } from '../lanes/logistic';
import { horner } from '../lanes/polynomial';
import { productRest, sumRest } from '../lanes/two-words';
import { SlopeThroughFloat64 } from '../through-float64';

/** 2 √(2/π) in two words */
const LINEAR: f64 = 1.5957691216057308;
const LINEAR_REST: f64 = -9.96930880911092e-17;
/** 0.044715 · 2 √(2/π) in two words */
const CUBIC: f64 = 0.07135481627260025;
const CUBIC_REST: f64 = -6.175149918155315e-19;

/**
 * x σ(u) = ½ x (1 + tanh(u / 2)) with u = 2 √(2/π) (x + 0.044715 x³); u in two words, since half an
 * ULP of it is many ULP of the tail.
 */
export class GeluTanh<T extends number> extends SlopeThroughFloat64<T> {
  value(x: v128): v128 {
    if (sizeof<T>() == 4) return narrowValue(x);
    const b = bounded(x);
    const u = argument(b);
    return timesLogistic<T>(x, u, argumentRest<T>(b, u));
  }
  slope(x: v128): v128 {
    const b = bounded(x);
    const u = argument(b);
    const square = f64x2.mul(b, b);
    const steepness = f64x2.add(splat<f64>(LINEAR), f64x2.mul(splat<f64>(3 * CUBIC), square));
    return timesLogisticSlope<T>(u, argumentRest<T>(b, u), f64x2.mul(b, steepness));
  }
  valueVectors(): usize {
    return sizeof<T>() == 4 ? 4 : 2;
  }
  slopeVectors(): usize {
    return sizeof<T>() == 4 ? 2 : 4;
  }
  joinedValueVectors(): usize {
    return 8;
  }
}

/** |x| up to 24, where u = ±1,024 and σ is long 0 or 1 */
function bounded(x: v128): v128 {
  return atMost<f64>(atLeast<f64>(x, splat<f64>(-24)), splat<f64>(24));
}

function argument(x: v128): v128 {
  const square = f64x2.mul(x, x);
  return f64x2.mul(x, f64x2.add(splat<f64>(LINEAR), f64x2.mul(splat<f64>(CUBIC), square)));
}

/** What is rounded off `argument`. */
function argumentRest<T extends number>(x: v128, u: v128): v128 {
  if (sizeof<T>() == 4) return splat<f64>(0);
  const square = f64x2.mul(x, x);
  const squareRest = productRest<T>(x, x, square);
  const cubic = splat<f64>(CUBIC);
  const linear = splat<f64>(LINEAR);
  const product = f64x2.mul(cubic, square);
  const lost = f64x2.add(
    productRest<T>(cubic, square, product),
    f64x2.add(f64x2.mul(cubic, squareRest), f64x2.mul(splat<f64>(CUBIC_REST), square)),
  );
  const factor = f64x2.add(linear, product);
  const factorLost = f64x2.add(
    f64x2.add(sumRest<T>(linear, product, factor), splat<f64>(LINEAR_REST)),
    lost,
  );
  return f64x2.add(productRest<T>(x, factor, u), f64x2.mul(x, factorLost));
}

/** From here on σ rounds to 1, and down to here the result is a number. */
const HIGHEST: f64 = 6;
const LOWEST: f64 = -10.9;

/** u / ln 2 = (x³ + C x) / K with C = 1 / 0.044715 */
const PER_K: f64 = 0.10294323958002349;
/** K to 16 bits, so that its multiples are exact, and what is left of it, -2.03001e-5, a little changed. */
const K_HIGH: f64 = 9.714111328125;
const K_LOW: f64 = -2.028600130390439e-5;
/**
 * C to 9 bits and what is left of it, -0.01113999776, a little changed. At x = -4.91, e^u is 2^-24,
 * and the sum with 1 loses it; the changes add half of it there, 2^-25, and less elsewhere.
 */
const C_HIGH: f64 = 22.375;
const C_LOW: f64 = -0.011139826763614;
/** 1.5 · 2^19: adding it rounds to a multiple of 1/16. */
const SIXTEENTHS: f64 = 786432;
/** c = 2^40: c e^u stays a normal number, and times a bounded x finite. */
const SCALE: f64 = 1099511627776;
/** 1.5 · 2^23 + 40: adding it rounds to an integer, and 40 more than it, in the low bits, is the exponent of c e^u. */
const ROUNDING_SHIFT: f64 = 12582952;
/** What the bits of an exponent have added to it. */
const EXPONENT_BIAS: f64 = 127;

/** x e^u / (e^u + 1) = x 2^n / (2^n + 1 + p), u / ln 2 = n + f / K, 1 + p = 2^(-f / K), in float32 lanes. */
function narrowValue(x: v128): v128 {
  const above = atLeast<f32>(x, splat<f32>(LOWEST));
  const b = atMost<f32>(above, splat<f32>(HIGHEST));
  // b = high + low, of which the square of `high` is exact; b² + 1 / 0.044715 in two words too.
  const high = v128.and(b, splatBits<f32>(0xfffff000, 0));
  const low = f32x4.sub(b, high);
  const square = f32x4.mul(high, high);
  const shiftedSum = f32x4.add(square, splat<f32>(SIXTEENTHS + C_HIGH));
  const sum = f32x4.sub(shiftedSum, splat<f32>(SIXTEENTHS));
  const squareRest = f32x4.sub(square, f32x4.sub(shiftedSum, splat<f32>(SIXTEENTHS + C_HIGH)));
  const cross = f32x4.add(f32x4.mul(low, f32x4.add(b, high)), splat<f32>(C_LOW));
  const lowSum = f32x4.add(squareRest, cross);
  // Their product in two words: the first is exact.
  const product = f32x4.mul(high, sum);
  const lowProduct = f32x4.add(f32x4.mul(low, sum), f32x4.mul(b, lowSum));
  const shift = splat<f32>(ROUNDING_SHIFT + EXPONENT_BIAS);
  const shifted = f32x4.add(f32x4.mul(product, splat<f32>(PER_K)), shift);
  const n = f32x4.sub(shifted, shift);
  const rest = f32x4.sub(lowProduct, f32x4.mul(n, splat<f32>(K_LOW)));
  const f = f32x4.add(f32x4.sub(product, f32x4.mul(n, splat<f32>(K_HIGH))), rest);
  // c p; coefficients from scripts/polynomial.py
  const p = f32x4.mul(
    f,
    horner<f32>(
      f,
      SCALE * -0.07135482,
      SCALE * 0.0025457551,
      SCALE * -6.0549228e-5,
      SCALE * 1.0800941e-6,
      SCALE * -1.5510379e-8,
      SCALE * 1.8558328e-10,
    ),
  );
  // c 2^n, which is a power of two
  const power = i32x4.shl(shifted, 23);
  const divisor = f32x4.add(f32x4.add(splat<f32>(SCALE), power), p);
  const y = f32x4.div(f32x4.mul(above, power), divisor);
  // The smaller magnitude, as bits of equal sign: where x 2^n is infinite, y is x.
  return i32x4.min_s(y, x);
}
