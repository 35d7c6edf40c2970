import { stat } from 'node:fs/promises';
import { readCaptureRecords, type Capture } from '@actigrad/diagnostics';
import { openCaptures } from '@actigrad/diagnostics/node';
import { openTensors } from '@actigrad/tensors/node';

/** Stands for standard input, as in other commands. */
export const standardInput = '-';

/** The captures in a file, in a directory with one file a step, or on standard input as NDJSON. */
export async function openInput(path: string): Promise<AsyncIterable<Capture>> {
  if (path === standardInput) return readCaptureRecords(process.stdin.setEncoding('utf8'));
  return (await stat(path)).isDirectory() ? openCaptures(path) : openFile(path);
}

async function* openFile(path: string): AsyncGenerator<Capture> {
  await using file = await openTensors(path);
  yield file;
}
