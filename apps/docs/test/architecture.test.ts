import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url);
const map = readFileSync(new URL('ARCHITECTURE.md', root), 'utf8');

it('leads to files and folders that are there', () => {
  const paths = [...map.matchAll(/`((?:packages|apps|samples)\/[\w./-]+)`/g)].map(
    ([, path]) => path!,
  );
  expect(paths.length).toBeGreaterThan(10);
  expect(paths.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
});

it('says which files name WebAssembly', () => {
  const [, listed = ''] = /Only (.*) name\s+`WebAssembly`/s.exec(map) ?? [];
  const naming = ['core', 'tensors', 'pool'].flatMap((name) => {
    const folder = new URL(`packages/${name}/src/`, root);
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('-binary.ts'))
      .filter((file) => /\bWebAssembly\.[A-Z]/.test(readFileSync(new URL(file, folder), 'utf8')))
      .map((file) => `${name}/src/${file}`);
  });
  expect([...listed.matchAll(/`([^`]+)`/g)].map(([, file]) => file)).toEqual(naming.toSorted());
});
