import { defineConfig } from 'vitest/config';

// Threads that start and 16 million elements at a time take seconds on a machine that is busy.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });
