/**
 * Counts numbers by the upper 16 bits of their float32: sign, 8 bits of exponent, 7 of fraction.
 *
 * Neighbours are counted in two tables by turns, since a count that was just written cannot be read
 * back at once, and equal neighbours (the zeros of a rectifier) would wait for each other.
 */

/** Bytes of a table: 2^16 counts of 32 bits. */
const TABLE: usize = 0x40000;
const PAGE: usize = 0x400;

let tables: usize = 0;

/** Says where the two tables stand, before anything is counted. */
export function setKeyTables(address: usize): void {
  tables = address;
}

/** For loops to keep: they would load it anew for each vector. */
export function keyTables(): usize {
  return tables;
}

/** Numbers that are not finite fall under keys with the highest exponent. */
export function countKeys<T extends number>(x: usize, count: usize): void {
  const first = tables;
  const end = x + count * sizeof<T>();
  for (; x + 16 <= end; x += 16) countVector<T>(x, first);
  for (; x < end; x += sizeof<T>()) countNumber(<f64>load<T>(x));
}

/** A vector of elements, in the tables that `keyTables` gives. */
export function countVector<T extends number>(x: usize, first: usize): void {
  const second = first + TABLE;
  if (sizeof<T>() == 4) {
    countPair(first, second, load<u64>(x));
    countPair(first, second, load<u64>(x, 8));
  } else {
    const narrow = f32x4.demote_f64x2_zero(held(v128.load(x)));
    countPair(first, second, i64x2.extract_lane(narrow, 0));
  }
}

/** One element of any size. */
export function countNumber(x: f64): void {
  const narrow = f32x4.demote_f64x2_zero(held(f64x2.splat(x)));
  countOne(tables + ((<u32>i32x4.extract_lane(narrow, 0) >>> 14) & 0x3fffc));
}

/** Two float32 in 64 bits. */
function countPair(first: usize, second: usize, bits: u64): void {
  countOne(first + (<usize>(bits >>> 14) & 0x3fffc));
  countOne(second + (<usize>(bits >>> 46) & 0x3fffc));
}

function countOne(at: usize): void {
  store<u32>(at, load<u32>(at) + 1);
}

/** Finite numbers within the range of float32, and what is not finite as NaN. */
function held(v: v128): v128 {
  const limit = f64x2.splat(3.4028234663852886e38); // the largest float32, 2^128 - 2^104
  const within = f64x2.pmax(f64x2.pmin(v, limit), f64x2.neg(limit));
  return v128.bitselect(within, f64x2.splat(NaN), f64x2.eq(f64x2.sub(v, v), f64x2.splat(0)));
}

/** The first page of 256 keys, from `page` on, with a count in either table; 256 if there is none. */
export function nextPage(page: usize): usize {
  for (; page < 256; page++) {
    const start = tables + page * PAGE;
    let any = v128.splat<i32>(0);
    for (let at = start; at < start + PAGE; at += 16) {
      any = v128.or(any, v128.or(v128.load(at), v128.load(at + TABLE)));
    }
    if (v128.any_true(any)) return page;
  }
  return 256;
}
