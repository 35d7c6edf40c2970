import { TensorsError, count } from './errors.ts';

/**
 * Bits per element of every dtype, in the order in which safetensors writers sort tensors: alignment first.
 * @see https://github.com/huggingface/safetensors (`Dtype` in tensor.rs)
 */
export const dtypeBits = {
  BOOL: 8,
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
  U8: 8,
  I8: 8,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  F8_E4M3FNUZ: 8,
  F8_E5M2FNUZ: 8,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  C64: 64,
  F64: 64,
  I64: 64,
  U64: 64,
} as const;

export type DType = keyof typeof dtypeBits;

/** The dtypes that convert to and from JavaScript floats; all others pass through as bytes. */
export type FloatDType = 'F64' | 'F32' | 'F16' | 'BF16';

export type ByteOrder = 'little' | 'big';

/** The position of each dtype in the sort order of safetensors files. */
export const dtypeRank: ReadonlyMap<DType, number> = new Map(
  (Object.keys(dtypeBits) as DType[]).map((dtype, rank) => [dtype, rank]),
);

export function isDType(text: string): text is DType {
  return Object.hasOwn(dtypeBits, text);
}

export function isFloatDType(dtype: DType): dtype is FloatDType {
  return dtype === 'F64' || dtype === 'F32' || dtype === 'F16' || dtype === 'BF16';
}

/** Bytes per element of a float dtype. */
export function floatBytes(dtype: FloatDType): 2 | 4 | 8 {
  return (dtypeBits[dtype] / 8) as 2 | 4 | 8;
}

/**
 * Bytes of `length` elements.
 * @throws TENSORS_SHAPE_TOO_LARGE when they cannot be counted exactly
 * @throws TENSORS_SHAPE_INVALID when elements smaller than a byte do not fill the last one
 */
export function byteLengthOf(dtype: DType, length: number): number {
  const bits = length * dtypeBits[dtype];
  if (bits > Number.MAX_SAFE_INTEGER) {
    throw new TensorsError(
      'TENSORS_SHAPE_TOO_LARGE',
      `${count(length)} elements of ${dtype} are more than 2^53 bits; they cannot be counted exactly`,
    );
  }
  if (bits % 8 !== 0) {
    throw new TensorsError(
      'TENSORS_SHAPE_INVALID',
      `${count(length)} elements of ${dtype} are ${count(bits)} bits; a tensor ends on a whole byte`,
    );
  }
  return bits / 8;
}
