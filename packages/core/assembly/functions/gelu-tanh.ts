import { abovePassed, atLeast, atMost, negate, splat } from '../lanes/arithmetic';
import { exp2OfParts } from '../lanes/exp32';
import { lowerHalf, narrow, upperHalf } from '../lanes/halves';
import { timesLogistic, timesLogisticSlope } from '../lanes/logistic';
import { productRest, sumRest } from '../lanes/two-words';
import { SlopeThroughFloat64 } from '../through-float64';

/** 2 √(2/π) in two words */
const LINEAR: f64 = 1.5957691216057308;
const LINEAR_REST: f64 = -9.96930880911092e-17;
const LOG2_E: f64 = 1.4426950408889634;
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
const HIGHEST: f64 = 5.6;
const LOWEST: f64 = -10.9;
/** 2^-40: c e^-u stays finite, and a quotient by it normal. */
const SCALE: f64 = 9.094947017729282e-13;
/** 1.5 · 2^52 - 40: adding it rounds to an integer, less 40, in the low bits. */
const ROUNDING_SHIFT: f64 = 6755399441055704;

/** x / (1 + e^-u) in float32 lanes. */
function narrowValue(x: v128): v128 {
  const b = atMost<f32>(atLeast<f32>(x, splat<f32>(LOWEST)), splat<f32>(HIGHEST));
  const scale = splat<f32>(SCALE);
  const product = f32x4.mul(f32x4.div(b, f32x4.add(scale, scaledGrowth(negate<f32>(b)))), scale);
  return abovePassed<f32>(x, splat<f32>(HIGHEST), product);
}

/** c e^u in float32 lanes, where only the exponent, u / ln 2 = n + f, is float64. */
function scaledGrowth(x: v128): v128 {
  const low = exponent(lowerHalf(x));
  const high = exponent(upperHalf(x));
  const shift = splat<f64>(ROUNDING_SHIFT);
  const lowShifted = f64x2.add(low, shift);
  const highShifted = f64x2.add(high, shift);
  const f = narrow(
    f64x2.sub(low, f64x2.sub(lowShifted, shift)),
    f64x2.sub(high, f64x2.sub(highShifted, shift)),
  );
  return exp2OfParts(f, v128.shuffle<i32>(lowShifted, highShifted, 0, 2, 4, 6));
}

/** u / ln 2 */
function exponent(x: v128): v128 {
  const square = f64x2.mul(x, x);
  const cubic = f64x2.mul(splat<f64>(CUBIC * LOG2_E), square);
  return f64x2.mul(x, f64x2.add(splat<f64>(LINEAR * LOG2_E), cubic));
}
