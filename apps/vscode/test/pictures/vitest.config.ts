import { defineConfig } from 'vitest/config';

/** Takes the pictures in media/: `pnpm --filter actigrad pictures`. */
export default defineConfig({
  test: {
    include: ['test/pictures/take-pictures.ts'],
    globalSetup: 'test/end-to-end/start-editor.ts',
    testTimeout: 240_000,
    expect: { poll: { timeout: 90_000 } },
    hookTimeout: 300_000,
  },
});
