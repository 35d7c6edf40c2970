import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the peers are installed, apart from the workspace. */
const folder = new URL('../../../peers/', import.meta.url);
const require = createRequire(new URL('package.json', folder));

/** @throws Error if npm could not install them */
export function installLibraries(): void {
  if (existsSync(new URL('node_modules/.package-lock.json', folder))) return;
  console.error('Installing the libraries to compare with (about 550 MB, once).');
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
  const { status } = spawnSync('npm', ['install', ...options], {
    cwd: fileURLToPath(folder),
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm could not install ${fileURLToPath(folder)}package.json`);
}

export function requireLibrary(name: string): unknown {
  return require(name);
}

export function libraryVersion(name: string): string {
  const description = readFileSync(join(libraryFolder(name), 'package.json'), 'utf8');
  return (JSON.parse(description) as { version: string }).version;
}

/** Ends with a slash. */
export function libraryFolder(name: string): string {
  return fileURLToPath(new URL(`node_modules/${name}/`, folder));
}
