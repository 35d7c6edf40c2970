import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { byteLengthOf } from '@actigrad/tensors';
import { openTensors, writeSafetensors } from '@actigrad/tensors/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chunkBytes } from '../src/files/chunk-task.ts';
import { sectorBytes } from '../src/files/direct-writer.ts';
import { planFile, rangeOf, type FilePlan } from '../src/files/plan-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'actigrad-plan-'));
});
afterAll(() => rm(folder, { recursive: true }));

function rangesOf({ parts }: FilePlan): { start: number; length: number; position: number }[] {
  return parts.flatMap((part) =>
    Array.from({ length: part.chunks }, (_, chunk) => {
      const range = rangeOf(part, chunk);
      const position = part.position + byteLengthOf(part.target.dtype, range.start);
      return { ...range, position };
    }),
  );
}

const floats = { F64: 8, F32: 4, F16: 2, BF16: 2 } as const;

test.each(Object.keys(floats) as (keyof typeof floats)[])(
  'the chunks of a %s tensor follow each other, and all but the first begin at the bound of a sector',
  async (dtype) => {
    const perChunk = chunkBytes / Math.max(floats[dtype], 4);
    for (const length of [0, 1, 1000, perChunk - 1, perChunk, perChunk + 5000, 3 * perChunk]) {
      const path = join(folder, 'x.safetensors');
      const data = new Uint8Array(length * floats[dtype]);
      await writeSafetensors(path, [{ name: 'a', dtype, shape: [length], data }]);
      await using file = await openTensors(path);
      const plan = planFile(file, undefined, { format: 'safetensors', isComputed: true });
      const ranges = rangesOf(plan);
      expect(ranges).toHaveLength(Math.ceil(length / perChunk));
      let end = 0;
      for (const range of ranges) {
        expect(range.start).toBe(end);
        expect(range.length).toBeGreaterThan(0);
        if (range.start > 0) expect(range.position % sectorBytes).toBe(0);
        end += range.length;
      }
      expect(end).toBe(length);
    }
  },
);

test('where a tensor begins at no place for its values, its chunks follow each other all the same', async () => {
  const path = join(folder, 'x.safetensors');
  const length = chunkBytes / 4 + 1;
  await writeSafetensors(path, [
    { name: 'a', dtype: 'F32', shape: [1], data: new Float32Array(1) },
    { name: 'b', dtype: 'F32', shape: [length], data: new Float32Array(length) },
  ]);
  await using file = await openTensors(path);
  const plan = planFile(file, undefined, { format: 'safetensors', select: 'b', isComputed: true });
  const [, ...ofB] = rangesOf(plan);
  expect(ofB.map(({ start, length: elements }) => [start, elements])).toEqual([
    [0, chunkBytes / 4],
    [chunkBytes / 4, 1],
  ]);
});
