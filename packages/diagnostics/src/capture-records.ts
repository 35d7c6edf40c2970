import { tensorOf, type Capture, type CapturedTensor } from './capture.ts';
import { quote, rangeError } from './errors.ts';

/** A capture of one step as a line of JSON (NDJSON). */
export interface CaptureRecord {
  readonly step: number;
  readonly activation?: string;
  readonly learningRate?: number;
  /** By name, as `layer0.preactivation`. */
  readonly tensors: { readonly [name: string]: TensorRecord };
}

export interface TensorRecord {
  readonly shape: readonly number[];
  /** Row by row; null, "NaN", "Infinity" and "-Infinity" stand for what JSON cannot write. */
  readonly data: readonly (number | string | null)[];
  /** Default F32. */
  readonly dtype?: 'F32' | 'F64';
}

/** A line is held in memory as a whole: 256 Mi characters, half of what a string may have. */
const longestLine = 2 ** 28;

/**
 * Reads captures from NDJSON text in pieces of any length, as a stream gives them.
 *
 * @throws RangeError `DIAGNOSTICS_RECORD` with the number of the line
 */
export async function* readCaptureRecords(
  text: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<Capture> {
  let number = 0;
  for await (const line of lines(text)) {
    number++;
    if (line.trim() !== '') yield captureOf(parse(line, number), `line ${number}`);
  }
}

async function* lines(text: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let rest: string[] = [];
  let length = 0;
  for await (const piece of text) {
    const parts = piece.split('\n');
    for (const part of parts.slice(0, -1)) {
      yield rest.join('') + part;
      rest = [];
      length = 0;
    }
    rest.push(parts.at(-1)!);
    length += parts.at(-1)!.length;
    if (length > longestLine) {
      throw rangeError(
        'DIAGNOSTICS_RECORD',
        `a line is over ${longestLine.toLocaleString('en-US')} characters; capture less, or write files`,
      );
    }
  }
  yield rest.join('');
}

function parse(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw rangeError(
      'DIAGNOSTICS_RECORD',
      `line ${number} is not JSON: ${why}; NaN is written null`,
      { cause },
    );
  }
}

function captureOf(record: unknown, where: string): Capture {
  const { step, activation, learningRate, tensors } = (record ?? {}) as {
    readonly [key in keyof CaptureRecord]?: unknown;
  };
  if (typeof step !== 'number' || typeof tensors !== 'object' || tensors === null) {
    throw rangeError(
      'DIAGNOSTICS_RECORD',
      `${where} has step ${quote(String(step))} and tensors ${typeof tensors}; a record has a number and an object`,
    );
  }
  const metadata = Object.entries({ step, activation, learningRate }).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [[key, typeof value === 'string' ? value : JSON.stringify(value)] as const],
  );
  const read = Object.entries(tensors).map(
    ([name, tensor]) => [name, tensorIn(tensor, `${quote(name)} of ${where}`)] as const,
  );
  return { tensors: new Map(read), metadata: new Map(metadata) };
}

function tensorIn(tensor: unknown, where: string): CapturedTensor {
  const {
    shape,
    data,
    dtype = 'F32',
  } = (tensor ?? {}) as { readonly [key in keyof TensorRecord]?: unknown };
  const isShape =
    Array.isArray(shape) && shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  if (!isShape || !Array.isArray(data) || (dtype !== 'F32' && dtype !== 'F64')) {
    throw rangeError(
      'DIAGNOSTICS_RECORD',
      `${where} is no tensor; it is { "shape": [...], "data": [...], "dtype": "F32" or "F64" }`,
    );
  }
  const numbers = data.map((value: unknown) => numberIn(value, where));
  const values = dtype === 'F32' ? Float32Array.from(numbers) : Float64Array.from(numbers);
  return tensorOf(shape as readonly number[], values);
}

function numberIn(value: unknown, where: string): number {
  if (typeof value === 'number') return value;
  if (value === null || value === 'NaN') return NaN;
  if (value === 'Infinity' || value === '-Infinity') return Number(value);
  throw rangeError(
    'DIAGNOSTICS_RECORD',
    `${where} holds ${quote(JSON.stringify(value))}; it must be a number, null, "NaN", "Infinity" or "-Infinity"`,
  );
}
