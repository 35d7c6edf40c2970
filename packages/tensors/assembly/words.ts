/**
 * Conversions between 16-bit floats and float32, byte order, and the count of what is not finite, eight or four words
 * at a time. All work on bit patterns: a NaN keeps its payload.
 *
 * `words` is rounded up to whole vectors, so tiles have room for one more vector than they hold.
 * @see IEEE 754-2019, sections 3.4 and 4.3.1
 */

/** 2^112: from the exponent bias of float16 (15), shifted to its place in a float32, to that of float32 (127). */
const REBIAS: f32 = 5192296858534827628530496329220096.0;

/** Exact. Subnormals are scaled by a product of floats, which normalises them; infinity and NaN get the top exponent. */
export function widenHalf(source: usize, target: usize, words: i32): void {
  for (let i = 0; i < words; i += 8) {
    const halves = v128.load(source);
    v128.store(target, widenFour(i32x4.extend_low_i16x8_u(halves)));
    v128.store(target, widenFour(i32x4.extend_high_i16x8_u(halves)), 16);
    source += 16;
    target += 32;
  }
}

function widenFour(half: v128): v128 {
  const sign = i32x4.shl(v128.and(half, i32x4.splat(0x8000)), 16);
  const magnitude = i32x4.shl(v128.and(half, i32x4.splat(0x7fff)), 13);
  const finite = f32x4.mul(magnitude, f32x4.splat(REBIAS));
  const top = v128.or(magnitude, i32x4.splat(0x7f800000));
  const isTop = i32x4.ge_s(magnitude, i32x4.splat(0x7c00 << 13));
  return v128.or(sign, v128.bitselect(top, finite, isTop));
}

/** Rounds to nearest, ties to even. */
export function roundToHalf(source: usize, target: usize, words: i32): void {
  for (let i = 0; i < words; i += 8) {
    const low = roundFourToHalf(v128.load(source));
    const high = roundFourToHalf(v128.load(source, 16));
    v128.store(target, i16x8.narrow_i32x4_u(low, high));
    source += 32;
    target += 16;
  }
}

function roundFourToHalf(bits: v128): v128 {
  const sign = v128.and(i32x4.shr_u(bits, 16), i32x4.splat(0x8000));
  const magnitude = v128.and(bits, i32x4.splat(0x7fffffff));
  // Normal results, from 2^-14: rebias the exponent and add just under half a unit, plus one when the last kept bit is
  // odd. The carry runs into the exponent, and from 65520 into infinity.
  const odd = v128.and(i32x4.shr_u(magnitude, 13), i32x4.splat(1));
  const rebiased = i32x4.sub(magnitude, i32x4.splat(((127 - 15) << 23) - 0xfff));
  const normal = i32x4.shr_u(i32x4.add(rebiased, odd), 13);
  // Smaller ones count units of 2^-24, which is the last place of floats from 0.5 on: the sum rounds to them.
  const half = f32x4.splat(0.5);
  const subnormal = i32x4.sub(f32x4.add(magnitude, half), half);
  // From 2^16 on everything is infinity. A NaN keeps the top of its payload, or is the quiet one if that is zero.
  const payload = v128.and(i32x4.shr_u(magnitude, 13), i32x4.splat(0x3ff));
  const quiet = v128.and(i32x4.eq(payload, i32x4.splat(0)), i32x4.splat(0x200));
  const isNan = i32x4.gt_s(magnitude, i32x4.splat(0x7f800000));
  const top = v128.or(i32x4.splat(0x7c00), v128.and(isNan, v128.or(payload, quiet)));
  const isTop = i32x4.ge_s(magnitude, i32x4.splat(0x47800000));
  const isNormal = i32x4.ge_s(magnitude, i32x4.splat(0x38800000));
  const finite = v128.bitselect(normal, subnormal, isNormal);
  return v128.or(sign, v128.bitselect(top, finite, isTop));
}

/** Exact: a bfloat16 is the upper half of a float32. */
export function widenBfloat(source: usize, target: usize, words: i32): void {
  for (let i = 0; i < words; i += 8) {
    const halves = v128.load(source);
    v128.store(target, i32x4.shl(i32x4.extend_low_i16x8_u(halves), 16));
    v128.store(target, i32x4.shl(i32x4.extend_high_i16x8_u(halves), 16), 16);
    source += 16;
    target += 32;
  }
}

/** Rounds to nearest, ties to even. */
export function roundToBfloat(source: usize, target: usize, words: i32): void {
  for (let i = 0; i < words; i += 8) {
    const low = roundFourToBfloat(v128.load(source));
    const high = roundFourToBfloat(v128.load(source, 16));
    v128.store(target, i16x8.narrow_i32x4_u(low, high));
    source += 32;
    target += 16;
  }
}

function roundFourToBfloat(bits: v128): v128 {
  const upper = i32x4.shr_u(bits, 16);
  // Just under half a unit, plus one when the last kept bit is odd; the carry may run up to infinity, as it should.
  const odd = v128.and(upper, i32x4.splat(1));
  const rounded = i32x4.shr_u(i32x4.add(bits, i32x4.add(i32x4.splat(0x7fff), odd)), 16);
  // A payload that lies only in the dropped bits would become infinity: make it the quiet NaN.
  const isLost = i32x4.eq(v128.and(upper, i32x4.splat(0x7f)), i32x4.splat(0));
  const nan = v128.or(upper, v128.and(isLost, i32x4.splat(0x40)));
  const magnitude = v128.and(bits, i32x4.splat(0x7fffffff));
  return v128.bitselect(nan, rounded, i32x4.gt_s(magnitude, i32x4.splat(0x7f800000)));
}

export function swap2(at: usize, words: i32): void {
  for (let i = 0; i < words; i += 8, at += 16) {
    const vector = v128.load(at);
    v128.store(
      at,
      i8x16.shuffle(vector, vector, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14),
    );
  }
}

export function swap4(at: usize, words: i32): void {
  for (let i = 0; i < words; i += 4, at += 16) {
    const vector = v128.load(at);
    v128.store(
      at,
      i8x16.shuffle(vector, vector, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12),
    );
  }
}

export function swap8(at: usize, words: i32): void {
  for (let i = 0; i < words; i += 2, at += 16) {
    const vector = v128.load(at);
    v128.store(
      at,
      i8x16.shuffle(vector, vector, 7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8),
    );
  }
}

// Counts of NaN (upper 16 bits) and of infinities (lower 16 bits). A tile has fewer than 65,536 words; what is rounded
// up to whole vectors holds zeros.

/** `infinity` is the pattern of a format of 16 bits: 0x7c00 or 0x7f80. */
export function countNonFinite2(at: usize, words: i32, infinity: i32): u32 {
  let nans = i16x8.splat(0);
  let infinities = i16x8.splat(0);
  const top = i16x8.splat(<i16>infinity);
  for (let i = 0; i < words; i += 8, at += 16) {
    const magnitude = v128.and(v128.load(at), i16x8.splat(0x7fff));
    nans = i16x8.sub(nans, i16x8.gt_s(magnitude, top));
    infinities = i16x8.sub(infinities, i16x8.eq(magnitude, top));
  }
  return sum(i32x4.extadd_pairwise_i16x8_s(nans), i32x4.extadd_pairwise_i16x8_s(infinities));
}

export function countNonFinite4(at: usize, words: i32): u32 {
  let nans = i32x4.splat(0);
  let infinities = i32x4.splat(0);
  const top = i32x4.splat(0x7f800000);
  for (let i = 0; i < words; i += 4, at += 16) {
    const magnitude = v128.and(v128.load(at), i32x4.splat(0x7fffffff));
    nans = i32x4.sub(nans, i32x4.gt_s(magnitude, top));
    infinities = i32x4.sub(infinities, i32x4.eq(magnitude, top));
  }
  return sum(nans, infinities);
}

export function countNonFinite8(at: usize, words: i32): u32 {
  let nans = i64x2.splat(0);
  let infinities = i64x2.splat(0);
  const top = i64x2.splat(0x7ff0000000000000);
  for (let i = 0; i < words; i += 2, at += 16) {
    const magnitude = v128.and(v128.load(at), i64x2.splat(0x7fffffffffffffff));
    nans = i64x2.sub(nans, i64x2.gt_s(magnitude, top));
    infinities = i64x2.sub(infinities, i64x2.eq(magnitude, top));
  }
  // The upper halves of the 64-bit counts are zero.
  return sum(nans, infinities);
}

function sum(nans: v128, infinities: v128): u32 {
  return (sumLanes(nans) << 16) | sumLanes(infinities);
}

function sumLanes(counts: v128): u32 {
  return (
    i32x4.extract_lane(counts, 0) +
    i32x4.extract_lane(counts, 1) +
    i32x4.extract_lane(counts, 2) +
    i32x4.extract_lane(counts, 3)
  );
}
