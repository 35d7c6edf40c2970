import { cpSync } from 'node:fs';
import { build } from 'esbuild';

const common = {
  bundle: true,
  format: 'cjs',
  target: 'es2023',
  minify: true,
  sourcemap: false,
  legalComments: 'linked',
  logLevel: 'warning',
};

// One script for both hosts, Node and the browser's worker: the hover needs neither.
await build({
  ...common,
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  platform: 'browser',
  // What Node has is asked for when a capture is opened, and not before.
  external: ['vscode', 'node:*'],
});

// Captures are read on a thread of Node's.
await build({
  ...common,
  entryPoints: ['src/capture/inspection-thread.ts'],
  outfile: 'dist/inspection-thread.cjs',
  platform: 'node',
  // The main file of jsonc-parser asks for its parts in a way that no bundler follows.
  mainFields: ['module', 'main'],
});

await build({
  ...common,
  entryPoints: ['webview/page.ts', 'webview/page.css'],
  outdir: 'dist',
  format: 'iife',
  platform: 'browser',
});

// What Insert Capture Hook writes, as it is.
cpSync('../../samples/capture', 'dist/hooks', {
  recursive: true,
  filter: (path) => !/\.[^/]*$/.test(path) || path.endsWith('.py'),
});

// What Open an Example shows: the model of the sample workspace.
cpSync('../../samples/workspace/model.py', 'dist/example.py');
