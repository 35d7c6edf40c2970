import { writeFileAtomically } from './atomic-file.ts';
import { encodeNpy } from './npy.ts';
import type { NpyOptions } from './npy-header.ts';
import { encodeNpz, type NpzWriteOptions } from './npz.ts';
import { encodeSafetensors } from './safetensors.ts';
import type { NamedTensorInput, TensorInput } from './tensor-input.ts';

/** Writes one tensor as an .npy file, whole or not at all. */
export async function writeNpy(
  path: string,
  tensor: TensorInput,
  options: NpyOptions = {},
): Promise<void> {
  await writeFileAtomically(path, encodeNpy(tensor, options));
}

/** Writes tensors as an .npz archive, whole or not at all. */
export async function writeNpz(
  path: string,
  tensors: Iterable<NamedTensorInput>,
  options: NpzWriteOptions = {},
): Promise<void> {
  await writeFileAtomically(path, encodeNpz(tensors, options));
}

/** Writes tensors as a safetensors file, whole or not at all. */
export async function writeSafetensors(
  path: string,
  tensors: Iterable<NamedTensorInput>,
  metadata: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  await writeFileAtomically(path, encodeSafetensors(tensors, metadata));
}
