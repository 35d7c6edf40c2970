import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Runs the `actigrad` command of this checkout, built first where it is stale. Standard output
// belongs to the command alone: the build speaks only when it fails, and on standard error.
const command = new URL('../packages/cli/dist/bundle/main.js', import.meta.url);
if (!existsSync(command)) console.error('Building Actigrad for the first time.');
const build = spawnSync(
  process.execPath,
  ['scripts/turbo.mjs', 'run', 'build', '--filter=./packages/cli', '--output-logs=errors-only'],
  { cwd: fileURLToPath(new URL('..', import.meta.url)), encoding: 'utf8' },
);
if (build.status !== 0) {
  process.stderr.write(build.stdout + build.stderr);
  process.exit(1);
}

// pnpm runs scripts at the root of the workspace; a path is meant from where the user stood.
process.chdir(process.env.INIT_CWD ?? process.cwd());
await import(command.href);
