import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { withFunctions } from './readme.ts';
import { reference } from './reference.ts';

const root = new URL('../../../', import.meta.url);
const folder = new URL('docs/functions/', root);

const files = await reference();
mkdirSync(folder, { recursive: true });
for (const [name, text] of files) writeFileSync(new URL(name, folder), text);
for (const name of readdirSync(folder)) if (!files.has(name)) rmSync(new URL(name, folder));

const readme = new URL('README.md', root);
writeFileSync(readme, await withFunctions(readFileSync(readme, 'utf8')));
