import { createRequire } from 'node:module';

const manifest = createRequire(import.meta.url)('@actigrad/cli/package.json') as {
  readonly version: string;
};

/** The version of this package, from its package.json. */
export const version: string = manifest.version;
