// Packs what the build made into actigrad-<version>.vsix, from a folder that holds nothing else.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createVSIX } from '@vscode/vsce';

const staging = 'dist/vsix';
rmSync(staging, { recursive: true, force: true });
mkdirSync(staging, { recursive: true });
const files = ['dist/extension.js', 'dist/inspection-thread.cjs'];
files.push(
  'dist/page.js',
  'dist/page.css',
  'dist/example.py',
  'dist/hooks',
  'media/panel.svg',
  'media/walkthrough',
);
files.push('l10n', 'media/icon.png', 'CHANGELOG.md', 'package.nls.json', 'package.nls.ko.json');
for (const file of files) cpSync(file, `${staging}/${file}`, { recursive: true });
cpSync('../../LICENSE', `${staging}/LICENSE`);

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
// What concerns the workspace alone stays there: scripts, versions that only pnpm can read, and the
// type of the sources (the bundle is no module, since a browser's worker loads it as a script).
for (const key of ['scripts', 'devDependencies', 'type']) delete manifest[key];
writeFileSync(
  `${staging}/package.json`,
  JSON.stringify({ ...manifest, files: ['**'] }, undefined, 2),
);

cpSync('README.md', `${staging}/README.md`);

// The pictures of the page are shown from an https address alone. Whoever publishes it knows the
// address of this folder's files; without one the links stay as they are.
const baseImagesUrl = process.env.ACTIGRAD_IMAGES_URL;
await createVSIX({
  cwd: staging,
  packagePath: `${manifest.name}-${manifest.version}.vsix`,
  rewriteRelativeLinks: baseImagesUrl !== undefined,
  baseImagesUrl,
  dependencies: false,
  allowMissingRepository: true,
});
