/** The loops over gated functions, written once for every function and lane type. */
import { Gated } from '../gated';
import { PAIR, copyLanes, padTail } from './tail';

function forwardPairs<F extends Gated<T>, T extends number>(
  parameters: usize,
  v: usize,
  g: usize,
  y: usize,
  bytes: usize,
): void {
  const f = changetype<F>(parameters);
  for (let i: usize = 0; i < bytes; i += PAIR) {
    const first = f.gate(v128.load(g + i));
    const second = f.gate(v128.load(g + i, 16));
    v128.store(y + i, v128.mul<T>(v128.load(v + i), first));
    v128.store(y + i, v128.mul<T>(v128.load(v + i, 16), second), 16);
  }
}

/** y = v · gate(g); y may be v or g */
export function forward<F extends Gated<T>, T extends number>(
  parameters: usize,
  v: usize,
  g: usize,
  y: usize,
  bytes: usize,
): void {
  const whole = bytes & ~(PAIR - 1);
  const rest = bytes - whole;
  forwardPairs<F, T>(parameters, v, g, y, whole);
  if (!rest) return;
  const vTail = padTail<T>(v + whole, rest, 0, PAIR);
  const gTail = padTail<T>(g + whole, rest, 1, PAIR);
  forwardPairs<F, T>(parameters, vTail, gTail, vTail, PAIR);
  copyLanes<T>(vTail, y + whole, rest);
}

function backwardPairs<F extends Gated<T>, T extends number>(
  parameters: usize,
  v: usize,
  g: usize,
  dy: usize,
  dv: usize,
  dg: usize,
  bytes: usize,
): void {
  const f = changetype<F>(parameters);
  for (let i: usize = 0; i < bytes; i += 16) {
    const gate = v128.load(g + i);
    const gradient = v128.load(dy + i);
    const ofGate = v128.mul<T>(v128.mul<T>(gradient, v128.load(v + i)), f.gateSlope(gate));
    v128.store(dv + i, v128.mul<T>(gradient, f.gate(gate)));
    v128.store(dg + i, ofGate);
  }
}

/** dv = dy · gate(g), dg = dy · v · gate'(g); dv may be v, and dg may be g */
export function backward<F extends Gated<T>, T extends number>(
  parameters: usize,
  v: usize,
  g: usize,
  dy: usize,
  dv: usize,
  dg: usize,
  bytes: usize,
): void {
  const whole = bytes & ~(PAIR - 1);
  const rest = bytes - whole;
  backwardPairs<F, T>(parameters, v, g, dy, dv, dg, whole);
  if (!rest) return;
  const vTail = padTail<T>(v + whole, rest, 0, PAIR);
  const gTail = padTail<T>(g + whole, rest, 1, PAIR);
  const dyTail = padTail<T>(dy + whole, rest, 2, PAIR);
  backwardPairs<F, T>(parameters, vTail, gTail, dyTail, vTail, gTail, PAIR);
  copyLanes<T>(vTail, dv + whole, rest);
  copyLanes<T>(gTail, dg + whole, rest);
}
