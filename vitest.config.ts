import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{schema,gateway,infra,tests}/**/*.test.ts', 'subgraphs/*/src/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    // Loading the packages once per worker instead of once per file saves a fifth of the run. No file changes what others load.
    isolate: false,
    // Two also where there are two processors: a test often waits for a process or a database.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
  resolve: {
    // Without it Vite picks graphql's ES modules while the packages load its CommonJS build: two copies that refuse each other.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
});
