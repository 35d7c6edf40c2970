import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openTensors, type TensorFile } from '@actigrad/tensors/node';
import { rangeError } from './errors.ts';

/**
 * Opens the captures in a directory one after the other, in natural order of their names: step-2
 * before step-10. A file stays open until the next but one is asked for.
 *
 * @throws RangeError `DIAGNOSTICS_NO_LAYERS` if there are none, TensorsError for a broken file
 */
export async function* openCaptures(directory: string): AsyncGenerator<TensorFile> {
  const names = (await readdir(directory)).filter((name) => /\.(safetensors|npz)$/.test(name));
  if (names.length === 0) {
    throw rangeError(
      'DIAGNOSTICS_NO_LAYERS',
      `${directory} has no .safetensors or .npz file; a series has one a step`,
    );
  }
  const open: TensorFile[] = [];
  try {
    for (const name of names.toSorted(new Intl.Collator('en', { numeric: true }).compare)) {
      open.push(await openTensors(join(directory, name)));
      yield open.at(-1)!;
      if (open.length > 1) await open.shift()!.close();
    }
  } finally {
    for (const file of open) await file.close();
  }
}
