/**
 * The loops over elementwise functions, written once for every function and lane type.
 *
 * `parameters` is the address of one block of parameters. With `stride` 0 every vector uses that
 * block; else the block advances by `stride` bytes a vector, which gives each element parameters
 * of its own (PReLU with one slope a channel). `y` may be `x` or `dy`.
 *
 * Two adjacent vectors a round: faster, and the pairs that V8 can join into 256-bit operations.
 * The outer loop runs a second time for the padded tail: one copy of the vector code serves both.
 */
import { Elementwise } from '../elementwise';
import { parameterSlopeOf, slopeOf, valueOf } from '../through-float64';
import { PAIR, copyLanes, padTail } from './tail';

/** y = f(x) */
export function forward<F extends Elementwise<T>, T extends number>(
  parameters: usize,
  stride: usize,
  x: usize,
  y: usize,
  bytes: usize,
): void {
  const rest = bytes & (PAIR - 1);
  let whole = bytes - rest;
  const tail = y + whole;
  for (let padded = false; ; padded = true) {
    for (let i: usize = 0; i < whole; i += PAIR) {
      const first = valueOf<F, T>(parameters, v128.load(x + i));
      const second = valueOf<F, T>(parameters + stride, v128.load(x + i, 16));
      v128.store(y + i, first);
      v128.store(y + i, second, 16);
      parameters += stride + stride;
    }
    if (padded) return copyLanes<T>(y, tail, rest);
    if (!rest) return;
    x = y = padTail<T>(x + whole, rest, 0);
    whole = PAIR;
  }
}

/** y = dy · f'(x) */
export function backward<F extends Elementwise<T>, T extends number>(
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
      const first = slopeOf<F, T>(parameters, v128.load(x + i));
      const second = slopeOf<F, T>(parameters + stride, v128.load(x + i, 16));
      v128.store(y + i, v128.mul<T>(v128.load(dy + i), first));
      v128.store(y + i, v128.mul<T>(v128.load(dy + i, 16), second), 16);
      parameters += stride + stride;
    }
    if (padded) return copyLanes<T>(y, tail, rest);
    if (!rest) return;
    x = y = padTail<T>(x + whole, rest, 0);
    dy = padTail<T>(dy + whole, rest, 1);
    whole = PAIR;
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
    x = y = padTail<T>(x + whole, rest, 0);
    dy = padTail<T>(dy + whole, rest, 1);
    whole = PAIR;
  }
}
