import { truncated } from './byte-source.ts';
import { byteLengthOf, dtypeBits, type ByteOrder, type DType } from './dtype.ts';
import { hostByteOrder } from './byte-order.ts';
import { TensorsError, count, quote } from './errors.ts';
import { MAX_NPY_HEADER_BYTES } from './limits.ts';
import { parseNpyDictionary } from './npy-dictionary.ts';
import { elementCount } from './shape.ts';
import type { TensorLayout } from './tensor.ts';

/** How to read the two-byte void type, as which bfloat16 is saved by NumPy with ml_dtypes. Refused by default. */
export interface NpyOptions {
  readonly npyVoid2?: 'bf16';
}

export interface NpyHeader extends TensorLayout {
  /** Where the data starts and ends, in bytes from the start of the file. */
  readonly start: number;
  readonly end: number;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** The longest start of a file that a header can take: magic, version, a 4-byte length, the text. */
export const NPY_PREFIX_BYTES: number = MAGIC.length + 2 + 4 + MAX_NPY_HEADER_BYTES;

/** NumPy's type codes and what they are called here. */
const dtypeOfCode: ReadonlyMap<string, DType> = new Map([
  ['f2', 'F16'],
  ['f4', 'F32'],
  ['f8', 'F64'],
  ['b1', 'BOOL'],
  ['i1', 'I8'],
  ['u1', 'U8'],
  ['i2', 'I16'],
  ['u2', 'U16'],
  ['i4', 'I32'],
  ['u4', 'U32'],
  ['i8', 'I64'],
  ['u8', 'U64'],
  ['c8', 'C64'],
]);
const codeOfDType: ReadonlyMap<DType, string> = new Map(
  [...dtypeOfCode].map(([code, dtype]) => [dtype, code]),
);

/**
 * Reads the header of an array from the first NPY_PREFIX_BYTES of its file, or all of a shorter file.
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function parseNpyHeader(prefix: Uint8Array, options: NpyOptions): NpyHeader {
  const view = new DataView(prefix.buffer, prefix.byteOffset, prefix.byteLength);
  for (const [i, byte] of MAGIC.entries()) {
    if (prefix[i] !== byte) {
      throw new TensorsError(
        'TENSORS_MAGIC_INVALID',
        `first bytes are ${showBytes(prefix.subarray(0, MAGIC.length))}; an .npy file starts with ${showBytes(MAGIC)}`,
      );
    }
  }
  if (prefix.byteLength < 8) throw truncated('.npy version', 8, prefix.byteLength);
  const major = view.getUint8(6);
  const minor = view.getUint8(7);
  if (major < 1 || major > 3 || minor !== 0) {
    throw new TensorsError(
      'TENSORS_VERSION_UNSUPPORTED',
      `.npy version is ${major}.${minor}; 1.0, 2.0 and 3.0 are known`,
    );
  }
  const textStart = major === 1 ? 10 : 12;
  if (prefix.byteLength < textStart)
    throw truncated('.npy header length', textStart, prefix.byteLength);
  const textBytes = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (textBytes > MAX_NPY_HEADER_BYTES) {
    throw new TensorsError(
      'TENSORS_HEADER_TOO_LARGE',
      `.npy header is ${count(textBytes)} bytes; the limit is ${count(MAX_NPY_HEADER_BYTES)}`,
    );
  }
  const start = textStart + textBytes;
  if (prefix.byteLength < start) throw truncated('.npy header', start, prefix.byteLength);

  // Versions 1 and 2 are latin-1 and version 3 is UTF-8; every header that is accepted is ASCII, where they agree.
  const text = new TextDecoder('latin1').decode(prefix.subarray(textStart, start));
  const { descr, fortranOrder, shape } = parseNpyDictionary(text);
  const { dtype, byteOrder } = parseDescr(descr, options);
  const end = start + byteLengthOf(dtype, elementCount(shape));
  return { dtype, shape, order: fortranOrder ? 'F' : 'C', byteOrder, start, end };
}

function parseDescr(descr: string, options: NpyOptions): { dtype: DType; byteOrder: ByteOrder } {
  const order = descr.slice(0, 1);
  const code = descr.slice(1);
  if (order === 'O' || code.startsWith('O')) {
    throw new TensorsError(
      'TENSORS_PICKLE_REFUSED',
      `dtype is ${quote(descr)}, Python objects; loading them can run code, so they are never read`,
    );
  }
  if (code === 'V2' && options.npyVoid2 === 'bf16') {
    return { dtype: 'BF16', byteOrder: order === '>' ? 'big' : 'little' };
  }
  const dtype = dtypeOfCode.get(code);
  const byteOrder = byteOrderOf(order, dtype);
  if (dtype === undefined || byteOrder === undefined) {
    const hint = code === 'V2' ? '; if it is bfloat16, say so with npyVoid2' : '';
    throw new TensorsError(
      'TENSORS_DTYPE_UNSUPPORTED',
      `dtype is ${quote(descr)}; known are ${[...dtypeOfCode.keys()].join(', ')} after <, >, = or |${hint}`,
    );
  }
  return { dtype, byteOrder };
}

/** `=` is the machine's own order; `|` says that there is none, which only single bytes can say. */
function byteOrderOf(order: string, dtype: DType | undefined): ByteOrder | undefined {
  if (order === '<') return 'little';
  if (order === '>') return 'big';
  if (order === '=') return hostByteOrder;
  return order === '|' && dtype !== undefined && dtypeBits[dtype] === 8 ? 'little' : undefined;
}

/**
 * Writes a version 1.0 header, padded with spaces so that the data starts at a multiple of 64.
 * @throws TENSORS_LAYOUT_UNSUPPORTED for a dtype that NumPy cannot name
 */
export function formatNpyHeader(layout: TensorLayout, options: NpyOptions): Uint8Array {
  elementCount(layout.shape);
  const descr = formatDescr(layout, options);
  const order = layout.order === 'F' ? 'True' : 'False';
  const shape =
    layout.shape.length === 1 ? `(${layout.shape[0]},)` : `(${layout.shape.join(', ')})`;
  const text = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }`;
  const textStart = MAGIC.length + 4;
  const start = Math.ceil((textStart + text.length + 1) / 64) * 64;
  const header = new TextEncoder().encode(
    `${'_'.repeat(textStart)}${text}`.padEnd(start - 1) + '\n',
  );
  header.set([...MAGIC, 1, 0]);
  new DataView(header.buffer).setUint16(8, start - textStart, true);
  return header;
}

function formatDescr({ dtype, byteOrder }: TensorLayout, options: NpyOptions): string {
  const isTold = dtype === 'BF16' && options.npyVoid2 === 'bf16';
  const code = isTold ? 'V2' : codeOfDType.get(dtype);
  if (code === undefined) {
    const hint = dtype === 'BF16' ? ' unless npyVoid2 allows the two-byte void type' : '';
    throw new TensorsError('TENSORS_LAYOUT_UNSUPPORTED', `.npy has no dtype for ${dtype}${hint}`);
  }
  if (dtypeBits[dtype] === 8) return `|${code}`;
  return `${byteOrder === 'big' ? '>' : '<'}${code}`;
}

function showBytes(bytes: Iterable<number>): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ') || 'missing';
}
