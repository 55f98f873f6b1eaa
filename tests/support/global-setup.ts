import { startThrowawayCluster } from '@gkz-qe/infra/postgres/throwaway.ts';
import type { TestProject } from 'vitest/node';
import { databaseKinds } from './database-kinds.ts';
import { serveTestDatabases } from './test-databases.ts';

/** Vitest runs this once per run, before the first test file; what it returns runs after the last one. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await serveTestDatabases(() => startThrowawayCluster(), databaseKinds);
  project.provide('testDatabases', server.url);
  return async () => server[Symbol.asyncDispose]();
}
