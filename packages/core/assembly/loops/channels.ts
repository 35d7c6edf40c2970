/**
 * Loops over the channels of an array, without a function: biases are added to its elements, and
 * elements are added up. Sums run in float64 for both lane types.
 */

/**
 * y = x + bias. Elements take `places` biases in turn; the first takes number `place`. `y` may be
 * `x`.
 */
export function addBiases<T extends number>(
  x: usize,
  biases: usize,
  y: usize,
  places: usize,
  place: usize,
  count: usize,
): void {
  while (count) {
    const taken = min(places - place, count);
    const bytes = taken * sizeof<T>();
    const from = biases + place * sizeof<T>();
    let i: usize = 0;
    for (; i + 32 <= bytes; i += 32) {
      const first = v128.add<T>(v128.load(x + i), v128.load(from + i));
      const second = v128.add<T>(v128.load(x + i, 16), v128.load(from + i, 16));
      v128.store(y + i, first);
      v128.store(y + i, second, 16);
    }
    for (; i < bytes; i += sizeof<T>()) {
      store<T>(y + i, <T>(load<T>(x + i) + load<T>(from + i)));
    }
    x += bytes;
    y += bytes;
    count -= taken;
    place = 0;
  }
}

/** sums[i] = Σ of every element whose number is i modulo `places`, for i < `places`. */
export function sumPlaces<T extends number>(
  x: usize,
  sums: usize,
  places: usize,
  count: usize,
): void {
  for (let place: usize = 0; place < places; place++) store<f64>(sums + (place << 3), 0);
  while (count) {
    const taken = min(places, count);
    let i: usize = 0;
    for (; i + 4 <= taken; i += 4) {
      const from = x + i * sizeof<T>();
      const to = sums + (i << 3);
      v128.store(to, f64x2.add(v128.load(to), loadTwo<T>(from)));
      v128.store(to, f64x2.add(v128.load(to, 16), loadTwo<T>(from + 2 * sizeof<T>())), 16);
    }
    for (; i < taken; i++) addOne<T>(sums + (i << 3), x + i * sizeof<T>());
    x += taken * sizeof<T>();
    count -= taken;
  }
}

/**
 * Sums of `run` neighbours each, one after the other in `sums`; the first is of `left` neighbours,
 * the last of what is left of `count`.
 */
export function sumRuns<T extends number>(
  x: usize,
  sums: usize,
  run: usize,
  left: usize,
  count: usize,
): void {
  const two: usize = 2 * sizeof<T>();
  while (count) {
    const taken = min(left, count);
    const bytes = taken * sizeof<T>();
    let sum0 = f64x2.splat(0);
    let sum1 = f64x2.splat(0);
    let sum2 = f64x2.splat(0);
    let sum3 = f64x2.splat(0);
    let i: usize = 0;
    for (; i + 4 * two <= bytes; i += 4 * two) {
      sum0 = f64x2.add(sum0, loadTwo<T>(x + i));
      sum1 = f64x2.add(sum1, loadTwo<T>(x + i + two));
      sum2 = f64x2.add(sum2, loadTwo<T>(x + i + two * 2));
      sum3 = f64x2.add(sum3, loadTwo<T>(x + i + two * 3));
    }
    const both = f64x2.add(f64x2.add(sum0, sum1), f64x2.add(sum2, sum3));
    store<f64>(sums, f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1));
    for (; i < bytes; i += sizeof<T>()) addOne<T>(sums, x + i);
    sums += 8;
    x += bytes;
    count -= taken;
    left = run;
  }
}

/** Two neighbours as float64. */
function loadTwo<T extends number>(address: usize): v128 {
  if (sizeof<T>() == 8) return v128.load(address);
  return f64x2.promote_low_f32x4(v128.load64_zero(address));
}

function addOne<T extends number>(sum: usize, address: usize): void {
  store<f64>(sum, load<f64>(sum) + <f64>load<T>(address));
}
