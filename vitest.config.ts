import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{schema,gateway,infra,tests}/**/*.test.ts', 'subgraphs/*/src/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
  resolve: {
    // Without it Vite picks graphql's ES modules while the packages load its CommonJS build: two copies that refuse each other.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
});
