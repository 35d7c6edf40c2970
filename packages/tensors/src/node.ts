export * from './index.ts';
export { modeOfTarget, syncFolder, writeFileAtomically } from './atomic-file.ts';
export { combineCrc32 } from './crc32-combine.ts';
export {
  layOutFile,
  type FileLayout,
  type LayOutOptions,
  type NamedLayout,
  type PlacedBytes,
} from './file-layout.ts';
export { FileSource, type FileIdentity } from './file-source.ts';
export { ioError } from './io-error.ts';
export { encodeNpz, openNpz, type NpzWriteOptions } from './npz.ts';
export {
  openTensors,
  type OpenTensorsOptions,
  type TensorFile,
  type TensorFormat,
} from './open-tensors.ts';
export { writeNpy, writeNpz, writeSafetensors } from './write-tensors.ts';
