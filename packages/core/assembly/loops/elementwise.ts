/**
 * The loops over elementwise functions, written once for every function and lane type.
 *
 * `parameters` is the address of one block of parameters. With `stride` 0 every vector uses that
 * block; else the block advances by `stride` bytes a vector, which gives each element parameters
 * of its own (PReLU with one slope a channel). `y` may be `x` or `dy`.
 *
 * Two adjacent vectors a round: faster, and the pairs that V8 can join into 256-bit operations.
 */
import { Elementwise } from '../elementwise';
import { PAIR, copyLanes, padTail } from './tail';

function forwardPairs<F extends Elementwise<T>, T extends number>(
  parameters: usize,
  stride: usize,
  x: usize,
  y: usize,
  bytes: usize,
): void {
  for (let i: usize = 0; i < bytes; i += PAIR) {
    const first = changetype<F>(parameters).value(v128.load(x + i));
    const second = changetype<F>(parameters + stride).value(v128.load(x + i, 16));
    v128.store(y + i, first);
    v128.store(y + i, second, 16);
    parameters += stride + stride;
  }
}

/** y = f(x) */
export function forward<F extends Elementwise<T>, T extends number>(
  parameters: usize,
  stride: usize,
  x: usize,
  y: usize,
  bytes: usize,
): void {
  const whole = bytes & ~(PAIR - 1);
  const rest = bytes - whole;
  forwardPairs<F, T>(parameters, stride, x, y, whole);
  if (!rest) return;
  const tail = padTail<T>(x + whole, rest, 0);
  forwardPairs<F, T>(parameters + (whole >> 4) * stride, stride, tail, tail, PAIR);
  copyLanes<T>(tail, y + whole, rest);
}

function backwardPairs<F extends Elementwise<T>, T extends number>(
  parameters: usize,
  stride: usize,
  x: usize,
  dy: usize,
  y: usize,
  bytes: usize,
): void {
  for (let i: usize = 0; i < bytes; i += PAIR) {
    const first = changetype<F>(parameters).slope(v128.load(x + i));
    const second = changetype<F>(parameters + stride).slope(v128.load(x + i, 16));
    v128.store(y + i, v128.mul<T>(v128.load(dy + i), first));
    v128.store(y + i, v128.mul<T>(v128.load(dy + i, 16), second), 16);
    parameters += stride + stride;
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
  const whole = bytes & ~(PAIR - 1);
  const rest = bytes - whole;
  backwardPairs<F, T>(parameters, stride, x, dy, y, whole);
  if (!rest) return;
  const tail = padTail<T>(x + whole, rest, 0);
  const dyTail = padTail<T>(dy + whole, rest, 1);
  backwardPairs<F, T>(parameters + (whole >> 4) * stride, stride, tail, dyTail, tail, PAIR);
  copyLanes<T>(tail, y + whole, rest);
}

function parameterSlopePairs<F extends Elementwise<T>, T extends number>(
  index: usize,
  parameters: usize,
  stride: usize,
  x: usize,
  dy: usize,
  y: usize,
  bytes: usize,
): void {
  for (let i: usize = 0; i < bytes; i += PAIR) {
    const first = changetype<F>(parameters).parameterSlope(index, v128.load(x + i));
    const second = changetype<F>(parameters + stride).parameterSlope(index, v128.load(x + i, 16));
    v128.store(y + i, v128.mul<T>(v128.load(dy + i), first));
    v128.store(y + i, v128.mul<T>(v128.load(dy + i, 16), second), 16);
    parameters += stride + stride;
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
  const whole = bytes & ~(PAIR - 1);
  const rest = bytes - whole;
  parameterSlopePairs<F, T>(index, parameters, stride, x, dy, y, whole);
  if (!rest) return;
  const tail = padTail<T>(x + whole, rest, 0);
  const dyTail = padTail<T>(dy + whole, rest, 1);
  const tailParameters = parameters + (whole >> 4) * stride;
  parameterSlopePairs<F, T>(index, tailParameters, stride, tail, dyTail, tail, PAIR);
  copyLanes<T>(tail, y + whole, rest);
}
