import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { languageOf } from '@actigrad/source';
import { UsageError } from './errors.ts';

/** Folders of other people's code, and of results. */
const skipped = new Set(['node_modules', '.git', '__pycache__', '.venv', 'venv', 'dist', 'build']);

export interface SourceFile {
  readonly file: string;
  /** Named on the command line, and not only found in a folder. */
  readonly isNamed: boolean;
}

/** The files that are named, and those in the folders that are, in order of their names. */
export async function* findSourceFiles(paths: readonly string[]): AsyncGenerator<SourceFile> {
  for (const path of paths) {
    if ((await stat(path)).isDirectory()) yield* walk(path);
    else if (languageOf(path) !== undefined) yield { file: path, isNamed: true };
    else {
      throw new UsageError(
        `${path} is in no language that is read: Python, notebooks, JavaScript, TypeScript, JSON, YAML`,
      );
    }
  }
}

async function* walk(folder: string): AsyncGenerator<SourceFile> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !skipped.has(entry.name)) yield* walk(path);
    else if (entry.isFile() && languageOf(path) !== undefined) yield { file: path, isNamed: false };
  }
}
