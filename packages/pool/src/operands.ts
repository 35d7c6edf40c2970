import {
  activations,
  type Activation,
  type ChannelLayout,
  type Elements,
  type InputOptions,
} from '@actigrad/core';
import { rangeError, typeError } from './errors.ts';
import { emptyLike } from './shared-array.ts';

/** One call: f(x), or with dy its gradient, over arrays that have been checked against each other. */
export interface Operands<E extends Elements = Elements> extends InputOptions<E> {
  readonly activation: Activation;
  readonly x: E;
  readonly dy?: E;
  readonly out: E;
  readonly shape: readonly number[];
  readonly start: number;
}

/**
 * Checks the arrays of a call and lays them out, before any work starts.
 *
 * @throws TypeError `POOL_ACTIVATION`, `POOL_DTYPE`, RangeError `POOL_LENGTH`, `POOL_SHAPE`, `POOL_OVERLAP`
 */
export function checkOperands<E extends Elements>(
  activation: Activation,
  x: E,
  dy: E | undefined,
  options: InputOptions<E> & { readonly out?: E },
): Operands<E> {
  requireActivation(activation);
  requireElements(x, 'x');
  if (dy !== undefined) requireLike(x, dy, 'dy');
  if (options.out !== undefined) requireLike(x, options.out, 'out');
  const out = options.out ?? emptyLike(x);
  requireNoPartialOverlap(x, out, 'x');
  if (dy !== undefined) requireNoPartialOverlap(dy, out, 'dy');
  requireSize(x.length, options);
  const { shape = [x.length], start = 0, channelAxis, bias } = options;
  if (bias !== undefined) requireBias(x, bias, out);
  const operands = { activation, x, out, shape, start };
  if (dy === undefined && channelAxis === undefined && bias === undefined) return operands;
  return {
    ...operands,
    ...(dy && { dy }),
    ...(channelAxis !== undefined && { channelAxis }),
    ...(bias && { bias }),
  };
}

/** @throws TypeError `POOL_ACTIVATION` */
export function requireActivation(activation: Activation): void {
  if (activation?.kind === 'elementwise' && activations.has(activation.id)) return;
  throw typeError('POOL_ACTIVATION', 'activation is not one of those that @actigrad/core exports');
}

export function requireElements(array: Elements, what: string): void {
  const tag = ArrayBuffer.isView(array) ? array[Symbol.toStringTag] : typeof array;
  if (tag !== 'Float32Array' && tag !== 'Float64Array') {
    throw typeError('POOL_DTYPE', `${what} is ${tag}; it must be a Float32Array or a Float64Array`);
  }
}

function requireDtype(x: Elements, array: Elements, what: string): void {
  requireElements(array, what);
  const [expected, got] = [x[Symbol.toStringTag], array[Symbol.toStringTag]];
  if (got !== expected) throw typeError('POOL_DTYPE', `${what} is a ${got}; x is a ${expected}`);
}

function requireLike(x: Elements, array: Elements, what: string): void {
  requireDtype(x, array, what);
  if (array.length !== x.length) {
    throw rangeError('POOL_LENGTH', `${what} has ${array.length} elements; x has ${x.length}`);
  }
}

/** One thread would read what another has already overwritten. */
function requireNoPartialOverlap(source: Elements, out: Elements, what: string): void {
  const distance = out.byteOffset - source.byteOffset;
  if (source.buffer === out.buffer && distance !== 0 && Math.abs(distance) < source.byteLength) {
    throw rangeError(
      'POOL_OVERLAP',
      `out starts ${distance} bytes from ${what} in the same buffer; it must be ${what} itself or not overlap it`,
    );
  }
}

/** Whether there is one for each channel is judged by core. Every thread reads it, whatever has been written. */
function requireBias(x: Elements, bias: Elements, out: Elements): void {
  requireDtype(x, bias, 'bias');
  const isApart =
    bias.buffer !== out.buffer ||
    bias.byteOffset + bias.byteLength <= out.byteOffset ||
    out.byteOffset + out.byteLength <= bias.byteOffset;
  if (isApart) return;
  throw rangeError('POOL_OVERLAP', 'out overlaps bias in the same buffer; it must not');
}

function requireSize(length: number, { shape, start }: ChannelLayout): void {
  const elements = shape?.reduce((product, size) => product * size, 1);
  if (elements !== undefined && start === undefined && elements !== length) {
    throw rangeError(
      'POOL_SHAPE',
      `x has ${length} elements; the shape [${shape?.join(', ')}] has ${elements}`,
    );
  }
}

/**
 * Lets core judge the layout on the last element, so that no work starts on what it refuses.
 *
 * @throws RangeError `CORE_SHAPE`
 */
export function probeLayout(operands: Operands): void {
  const { activation, x, dy: _dy, out: _out, ...layout } = operands;
  if (x.length === 0) return;
  const last = x.length - 1;
  activation.forward(x.slice(last), { ...layout, start: layout.start + last });
}

/** The elements from `start` to `end`, as operands of their own. */
export function slice(operands: Operands, start: number, end: number): Operands {
  const { x, dy, out } = operands;
  return {
    ...operands,
    x: x.subarray(start, end),
    ...(dy && { dy: dy.subarray(start, end) }),
    out: out.subarray(start, end),
    start: operands.start + start,
  };
}

/** Computes a call here and now: the operands are also core's options. */
export function compute(operands: Operands): void {
  const { activation, x, dy } = operands;
  if (dy) activation.backward(x, dy, operands);
  else activation.forward(x, operands);
}

/** Bytes that a call reads and writes. */
export function bytesOf(operands: Operands): number {
  return operands.x.length * bytesPerElement(operands);
}

export function bytesPerElement({ x, dy }: Pick<Operands, 'x' | 'dy'>): number {
  return x.BYTES_PER_ELEMENT * (dy ? 3 : 2);
}

/** Whether `out` overwrites what it is computed from. */
export function isInPlace({ x, dy, out }: Operands): boolean {
  return [x, dy].some(
    (source) => source?.buffer === out.buffer && source.byteOffset === out.byteOffset,
  );
}
