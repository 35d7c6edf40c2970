export { hostByteOrder } from './byte-order.ts';
export { bytesSource, type ByteSource } from './byte-source.ts';
export {
  byteLengthOf,
  dtypeBits,
  floatBytes,
  isDType,
  isFloatDType,
  type ByteOrder,
  type DType,
  type FloatDType,
} from './dtype.ts';
export { TensorsError, tensorsErrorRules, type TensorsErrorCode } from './errors.ts';
export {
  decodeFloats,
  decodeFloatsInto,
  encodeFloats,
  encodeFloatsInto,
  type FloatArray,
} from './floats.ts';
export * from './limits.ts';
export { encodeNpy, openNpy, type OpenNpyOptions } from './npy.ts';
export type { NpyOptions } from './npy-header.ts';
export { openNpyStream } from './npy-stream.ts';
export { encodeSafetensors, openSafetensors, type TensorSet } from './safetensors.ts';
export { Tensor, type ChunkOptions, type TensorBytes, type TensorLayout } from './tensor.ts';
export type { Chunk, NamedTensorInput, TensorInput } from './tensor-input.ts';
export { countNonFinite, swapBytes, type NonFinite } from './words.ts';
