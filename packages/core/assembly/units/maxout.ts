/**
 * The maxout unit: each output is the largest of `pieces` affine functions of the inputs.
 *
 * Arrays lie in C order: x [samples][inputs], weights [outputs][pieces][inputs], biases
 * [outputs][pieces], y and dy [samples][outputs], and winners [samples][outputs], an int32 with the
 * number of the largest piece. Of equal pieces the first wins; the first NaN wins over all.
 *
 * Sums run in float64 for both types and always in the same order: a result does not depend on how
 * many samples are computed at once.
 */

/** Two adjacent numbers as float64 lanes. */
function loadTwo<T extends number>(address: usize): v128 {
  if (sizeof<T>() == 8) return v128.load(address);
  return f64x2.promote_low_f32x4(v128.load64_zero(address));
}

function storeTwo<T extends number>(address: usize, pair: v128): void {
  if (sizeof<T>() == 8) v128.store(address, pair);
  else v128.store64_lane(address, f32x4.demote_f64x2_zero(pair), 0);
}

/** Σ a[i] b[i] over `bytes` bytes of each. */
function dot<T extends number>(a: usize, b: usize, bytes: usize): f64 {
  const two: usize = 2 * sizeof<T>();
  const whole = bytes - (bytes % (2 * two));
  let even = f64x2.splat(0);
  let odd = f64x2.splat(0);
  let i: usize = 0;
  for (; i < whole; i += 2 * two) {
    even = f64x2.add(even, f64x2.mul(loadTwo<T>(a + i), loadTwo<T>(b + i)));
    odd = f64x2.add(odd, f64x2.mul(loadTwo<T>(a + i + two), loadTwo<T>(b + i + two)));
  }
  const sums = f64x2.add(even, odd);
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  for (; i < bytes; i += sizeof<T>()) sum += <f64>load<T>(a + i) * <f64>load<T>(b + i);
  return sum;
}

export function forward<T extends number>(
  x: usize,
  weights: usize,
  biases: usize,
  y: usize,
  winners: usize,
  samples: usize,
  inputs: usize,
  outputs: usize,
  pieces: usize,
): void {
  const row = inputs * sizeof<T>();
  for (let sample: usize = 0; sample < samples; sample++, x += row) {
    let w = weights;
    let b = biases;
    for (let output: usize = 0; output < outputs; output++) {
      let largest: f64 = 0;
      let winner: usize = 0;
      for (let piece: usize = 0; piece < pieces; piece++, w += row, b += sizeof<T>()) {
        const sum = dot<T>(x, w, row) + <f64>load<T>(b);
        if (piece == 0 || (largest == largest && !(sum <= largest))) {
          largest = sum;
          winner = piece;
        }
      }
      store<T>(y, <T>largest);
      store<i32>(winners, <i32>winner);
      y += sizeof<T>();
      winners += 4;
    }
  }
}

/** dx[sample][input] = Σ dy[sample][output] · weights[output][winner][input] over the outputs */
export function backward<T extends number>(
  dy: usize,
  winners: usize,
  weights: usize,
  dx: usize,
  samples: usize,
  inputs: usize,
  outputs: usize,
  pieces: usize,
): void {
  const row = inputs * sizeof<T>();
  const two: usize = 2 * sizeof<T>();
  for (let sample: usize = 0; sample < samples; sample++) {
    let i: usize = 0;
    for (; i + two <= row; i += two) {
      let sum = f64x2.splat(0);
      for (let output: usize = 0; output < outputs; output++) {
        const w = weights + (output * pieces + load<u32>(winners + (output << 2))) * row;
        const factor = f64x2.splat(<f64>load<T>(dy + output * sizeof<T>()));
        sum = f64x2.add(sum, f64x2.mul(factor, loadTwo<T>(w + i)));
      }
      storeTwo<T>(dx + i, sum);
    }
    for (; i < row; i += sizeof<T>()) {
      let sum: f64 = 0;
      for (let output: usize = 0; output < outputs; output++) {
        const w = weights + (output * pieces + load<u32>(winners + (output << 2))) * row;
        sum += <f64>load<T>(dy + output * sizeof<T>()) * <f64>load<T>(w + i);
      }
      store<T>(dx + i, <T>sum);
    }
    dx += row;
    dy += outputs * sizeof<T>();
    winners += outputs << 2;
  }
}

/**
 * dWeights[output][piece][input] = Σ dy[sample][output] · x[sample][input], and dBiases the same
 * sum without x, over the samples where the piece won.
 */
export function parameterBackward<T extends number>(
  x: usize,
  dy: usize,
  winners: usize,
  dWeights: usize,
  dBiases: usize,
  samples: usize,
  inputs: usize,
  outputs: usize,
  pieces: usize,
): void {
  const row = inputs * sizeof<T>();
  const two: usize = 2 * sizeof<T>();
  for (let unit: usize = 0; unit < outputs * pieces; unit++) {
    const output = unit / pieces;
    const piece = unit - output * pieces;
    const dyOfOutput = dy + output * sizeof<T>();
    const winnersOfOutput = winners + (output << 2);
    let i: usize = 0;
    for (; i + two <= row; i += two) {
      let sum = f64x2.splat(0);
      for (let sample: usize = 0; sample < samples; sample++) {
        if (load<u32>(winnersOfOutput + ((sample * outputs) << 2)) != <u32>piece) continue;
        const factor = f64x2.splat(<f64>load<T>(dyOfOutput + sample * outputs * sizeof<T>()));
        sum = f64x2.add(sum, f64x2.mul(factor, loadTwo<T>(x + sample * row + i)));
      }
      storeTwo<T>(dWeights + i, sum);
    }
    let odd: f64 = 0;
    let bias: f64 = 0;
    for (let sample: usize = 0; sample < samples; sample++) {
      if (load<u32>(winnersOfOutput + ((sample * outputs) << 2)) != <u32>piece) continue;
      const factor = <f64>load<T>(dyOfOutput + sample * outputs * sizeof<T>());
      bias += factor;
      if (i < row) odd += factor * <f64>load<T>(x + sample * row + i);
    }
    if (i < row) store<T>(dWeights + i, <T>odd);
    store<T>(dBiases, <T>bias);
    dWeights += row;
    dBiases += sizeof<T>();
  }
}
