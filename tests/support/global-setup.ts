import { startThrowawayCluster } from '@gkz-qe/infra/postgres/throwaway.ts';
import type { TestProject } from 'vitest/node';
import { databaseKinds } from './database-kinds.ts';
import { serveSharedSystem } from './shared-system.ts';
import { serveTestDatabases } from './test-databases.ts';

/** Vitest runs this once per run, before the first test file; what it returns runs after the last one. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const databases = await serveTestDatabases(() => startThrowawayCluster(), databaseKinds);
  const system = await serveSharedSystem(databases);
  project.provide('testDatabases', databases.url);
  project.provide('testSystem', system.url);
  return async () => {
    await system[Symbol.asyncDispose]();
    await databases[Symbol.asyncDispose]();
  };
}
