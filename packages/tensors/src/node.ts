export * from './index.ts';
export { writeFileAtomically } from './atomic-file.ts';
export { FileSource } from './file-source.ts';
export { encodeNpz, openNpz, type NpzWriteOptions } from './npz.ts';
export {
  openTensors,
  type OpenTensorsOptions,
  type TensorFile,
  type TensorFormat,
} from './open-tensors.ts';
export { writeNpy, writeNpz, writeSafetensors } from './write-tensors.ts';
