import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/end-to-end/**'],
          testTimeout: 60_000,
          expect: { poll: { timeout: 50_000 } },
        },
      },
      {
        test: {
          name: 'end-to-end',
          include: ['test/end-to-end/*.test.ts'],
          globalSetup: 'test/end-to-end/start-editor.ts',
          // One editor, one after the other.
          fileParallelism: false,
          // A test ends with the first wait that is in vain: a loaded machine is waited for.
          testTimeout: 240_000,
          expect: { poll: { timeout: 90_000 } },
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
