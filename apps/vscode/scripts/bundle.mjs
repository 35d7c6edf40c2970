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
});

await build({
  ...common,
  entryPoints: ['webview/page.ts', 'webview/page.css'],
  outdir: 'dist',
  format: 'iife',
  platform: 'browser',
});
