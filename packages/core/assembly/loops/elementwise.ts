/**
 * The loops over elementwise functions, written once for every function and lane type.
 *
 * `parameters` is the address of one block of parameters. With `stride` 0 every vector uses that
 * block; else the block advances by `stride` bytes a vector, which gives each element parameters
 * of its own (PReLU with one slope a channel). `y` may be `x` or `dy`.
 *
 * A round computes several adjacent vectors side by side, as many as the function asks for: all are
 * loaded before one is stored, so that an engine may mix their instructions. Pairs of them are what
 * V8 can join into 256-bit operations; V, of vectors.ts, says whether a loop is made for that. The
 * outer loop runs a second time for the padded tail: one copy of the vector code serves both.
 *
 * A function that has a shorter way for some parameters, where one block is for all, has a method
 * `valuesOfOneBlock(x, y, bytes)` for whole rounds of float32; it returns 0 for other parameters.
 */
import { Elementwise } from '../elementwise';
import { parameterSlopeOf, slopeOf } from '../through-float64';
import { PAIR, copyLanes, padTail } from './tail';
import { roundValueOf, slopeVectorsOf, valueVectorsOf } from './vectors';

/** y = f(x) */
export function forward<F extends Elementwise<T>, T extends number, V>(
  parameters: usize,
  stride: usize,
  x: usize,
  y: usize,
  bytes: usize,
): void {
  const vectors: usize = valueVectorsOf<F, T, V>();
  const round = vectors * 16;
  const rest = bytes % round;
  let whole = bytes - rest;
  const tail = y + whole;
  for (let padded = false; ; padded = true) {
    let i: usize = 0;
    const f = changetype<F>(parameters);
    if (isDefined(f.valuesOfOneBlock)) {
      if (sizeof<T>() == 4 && !stride) i = f.valuesOfOneBlock(x, y, whole);
    }
    for (; i < whole; i += round) {
      const v0 = roundValueOf<F, T, V>(parameters, v128.load(x + i));
      const v1 = roundValueOf<F, T, V>(parameters + stride, v128.load(x + i, 16));
      const v2 =
        vectors > 2 ? roundValueOf<F, T, V>(parameters + stride * 2, v128.load(x + i, 32)) : v1;
      const v3 =
        vectors > 3 ? roundValueOf<F, T, V>(parameters + stride * 3, v128.load(x + i, 48)) : v1;
      const v4 =
        vectors > 4 ? roundValueOf<F, T, V>(parameters + stride * 4, v128.load(x + i, 64)) : v1;
      const v5 =
        vectors > 5 ? roundValueOf<F, T, V>(parameters + stride * 5, v128.load(x + i, 80)) : v1;
      const v6 =
        vectors > 6 ? roundValueOf<F, T, V>(parameters + stride * 6, v128.load(x + i, 96)) : v1;
      const v7 =
        vectors > 7 ? roundValueOf<F, T, V>(parameters + stride * 7, v128.load(x + i, 112)) : v1;
      v128.store(y + i, v0);
      v128.store(y + i, v1, 16);
      if (vectors > 2) v128.store(y + i, v2, 32);
      if (vectors > 3) v128.store(y + i, v3, 48);
      if (vectors > 4) v128.store(y + i, v4, 64);
      if (vectors > 5) v128.store(y + i, v5, 80);
      if (vectors > 6) v128.store(y + i, v6, 96);
      if (vectors > 7) v128.store(y + i, v7, 112);
      parameters += vectors * stride;
    }
    if (padded) return copyLanes<T>(y, tail, rest);
    if (!rest) return;
    x = y = padTail<T>(x + whole, rest, 0, round);
    whole = round;
  }
}

/** y = dy · f'(x) */
export function backward<F extends Elementwise<T>, T extends number, V>(
  parameters: usize,
  stride: usize,
  x: usize,
  dy: usize,
  y: usize,
  bytes: usize,
): void {
  const vectors: usize = slopeVectorsOf<F, T, V>();
  const round = vectors * 16;
  const rest = bytes % round;
  let whole = bytes - rest;
  const tail = y + whole;
  for (let padded = false; ; padded = true) {
    for (let i: usize = 0; i < whole; i += round) {
      const v0 = slopeOf<F, T>(parameters, v128.load(x + i));
      const v1 = slopeOf<F, T>(parameters + stride, v128.load(x + i, 16));
      const v2 = vectors > 2 ? slopeOf<F, T>(parameters + stride * 2, v128.load(x + i, 32)) : v1;
      const v3 = vectors > 3 ? slopeOf<F, T>(parameters + stride * 3, v128.load(x + i, 48)) : v1;
      const v4 = vectors > 4 ? slopeOf<F, T>(parameters + stride * 4, v128.load(x + i, 64)) : v1;
      const v5 = vectors > 5 ? slopeOf<F, T>(parameters + stride * 5, v128.load(x + i, 80)) : v1;
      const v6 = vectors > 6 ? slopeOf<F, T>(parameters + stride * 6, v128.load(x + i, 96)) : v1;
      const v7 = vectors > 7 ? slopeOf<F, T>(parameters + stride * 7, v128.load(x + i, 112)) : v1;
      v128.store(y + i, v128.mul<T>(v128.load(dy + i), v0));
      v128.store(y + i, v128.mul<T>(v128.load(dy + i, 16), v1), 16);
      if (vectors > 2) v128.store(y + i, v128.mul<T>(v128.load(dy + i, 32), v2), 32);
      if (vectors > 3) v128.store(y + i, v128.mul<T>(v128.load(dy + i, 48), v3), 48);
      if (vectors > 4) v128.store(y + i, v128.mul<T>(v128.load(dy + i, 64), v4), 64);
      if (vectors > 5) v128.store(y + i, v128.mul<T>(v128.load(dy + i, 80), v5), 80);
      if (vectors > 6) v128.store(y + i, v128.mul<T>(v128.load(dy + i, 96), v6), 96);
      if (vectors > 7) v128.store(y + i, v128.mul<T>(v128.load(dy + i, 112), v7), 112);
      parameters += vectors * stride;
    }
    if (padded) return copyLanes<T>(y, tail, rest);
    if (!rest) return;
    x = y = padTail<T>(x + whole, rest, 0, round);
    dy = padTail<T>(dy + whole, rest, 1, round);
    whole = round;
  }
}

/** y = dy · ∂f/∂(parameter number `index`): each element's share in that parameter's gradient */
export function parameterBackward<F extends Elementwise<T>, T extends number>(
  index: usize,
  parameters: usize,
  stride: usize,
  x: usize,
  dy: usize,
  y: usize,
  bytes: usize,
): void {
  const rest = bytes & (PAIR - 1);
  let whole = bytes - rest;
  const tail = y + whole;
  for (let padded = false; ; padded = true) {
    for (let i: usize = 0; i < whole; i += PAIR) {
      const first = parameterSlopeOf<F, T>(index, parameters, v128.load(x + i));
      const second = parameterSlopeOf<F, T>(index, parameters + stride, v128.load(x + i, 16));
      v128.store(y + i, v128.mul<T>(v128.load(dy + i), first));
      v128.store(y + i, v128.mul<T>(v128.load(dy + i, 16), second), 16);
      parameters += stride + stride;
    }
    if (padded) return copyLanes<T>(y, tail, rest);
    if (!rest) return;
    x = y = padTail<T>(x + whole, rest, 0, PAIR);
    dy = padTail<T>(dy + whole, rest, 1, PAIR);
    whole = PAIR;
  }
}
