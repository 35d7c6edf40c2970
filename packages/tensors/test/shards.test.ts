import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openTensors, writeSafetensors } from '@actigrad/tensors/node';
import { describe, expect, it } from 'vitest';
import { codeOf, temporaryFolder } from './support.ts';

const a = { name: 'a', dtype: 'F32', shape: [1], data: Float32Array.of(1) } as const;
const b = { name: 'b', dtype: 'F16', shape: [1], data: Float32Array.of(2) } as const;

/** A set of two shards in `set/`, a file outside of it, and an index with this text. */
async function indexOf(index: string): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'set'));
  await writeSafetensors(join(folder, 'outside.safetensors'), [a]);
  await writeSafetensors(join(folder, 'set', 'one.safetensors'), [a], new Map([['format', 'pt']]));
  await writeSafetensors(join(folder, 'set', 'two.safetensors'), [b]);
  await symlink('../outside.safetensors', join(folder, 'set', 'link.safetensors'));
  await symlink('one.safetensors', join(folder, 'set', 'inner-link.safetensors'));
  const path = join(folder, 'set', 'model.safetensors.index.json');
  await writeFile(path, index);
  return path;
}

const map = (files: Record<string, string>): string => JSON.stringify({ weight_map: files });

describe('a sharded set', () => {
  it('gives the tensors of all its shards', async () => {
    const index = JSON.stringify({
      metadata: { total_size: 6, nested: [{ deep: [1.5, true, null, 'x'] }] },
      weight_map: { a: 'one.safetensors', b: 'two.safetensors' },
    });
    await using file = await openTensors(await indexOf(index));
    expect(file.format).toBe('safetensors');
    expect([...(await file.tensor('a').read()), ...(await file.tensor('b').read())]).toEqual([
      1, 2,
    ]);
    expect(file.metadata).toEqual(new Map([['format', 'pt']]));
    await file.verifyUnchanged();
  });

  it('may have no tensors, and links inside its folder', async () => {
    for (const files of [{}, { a: 'inner-link.safetensors' }]) {
      await using file = await openTensors(await indexOf(map(files)));
      expect([...file.tensors.keys()]).toEqual(Object.keys(files));
    }
  });

  it('may have its shards elsewhere when the caller names the folder that holds them', async () => {
    const path = await indexOf(map({ a: 'link.safetensors' }));
    await using file = await openTensors(path, { shardRoot: join(path, '..', '..') });
    expect([...(await file.tensor('a').read())]).toEqual([1]);
  });

  it('is refused by name when its index leads outside, lies or is damaged', async () => {
    const verdicts: readonly (readonly [string, string])[] = [
      [map({ a: '../outside.safetensors' }), 'TENSORS_SHARD_OUTSIDE_FOLDER'],
      [map({ a: '/etc/passwd' }), 'TENSORS_SHARD_OUTSIDE_FOLDER'],
      [map({ a: 'link.safetensors' }), 'TENSORS_SHARD_OUTSIDE_FOLDER'],
      [map({ a: '..\\outside.safetensors' }), 'TENSORS_SHARD_OUTSIDE_FOLDER'],
      [map({ a: 'one.safetensors\0' }), 'TENSORS_SHARD_OUTSIDE_FOLDER'],
      [map({ a: '.' }), 'TENSORS_SHARD_OUTSIDE_FOLDER'],
      [map({ a: 'absent.safetensors' }), 'TENSORS_FILE_NOT_FOUND'],
      [map({ a: 'two.safetensors', b: 'two.safetensors' }), 'TENSORS_SHARDS_INCONSISTENT'],
      [map({ a: 'one.safetensors', c: 'two.safetensors' }), 'TENSORS_SHARDS_INCONSISTENT'],
      ['{"weight_map":{"a":"one.safetensors","a":"two.safetensors"}}', 'TENSORS_NAME_REPEATED'],
      ['{"weight_map":{"a":1}}', 'TENSORS_HEADER_INVALID'],
      ['{"weight_map":[]}', 'TENSORS_HEADER_INVALID'],
      ['{"metadata":{}}', 'TENSORS_KEYS_INVALID'],
      [`{"metadata":${'['.repeat(100_000)}`, 'TENSORS_HEADER_INVALID'],
      ['{"metadata":01,"weight_map":{}}', 'TENSORS_HEADER_INVALID'],
      ['', 'TENSORS_HEADER_INVALID'],
    ];
    for (const [index, code] of verdicts) {
      const path = await indexOf(index);
      expect([index.slice(0, 100), await codeOf(() => openTensors(path))]).toEqual([
        index.slice(0, 100),
        code,
      ]);
    }
  });
});
