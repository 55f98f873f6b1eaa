import type { DatabaseUrls } from '@gkz-qe/infra/env.ts';
import { type PartName, subgraphNames } from '@gkz-qe/infra/parts.ts';
import { createTestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { afterAll, afterEach, inject } from 'vitest';
import { createGraph, type Graph } from './graph-client.ts';
import { lastLinesOf } from './logs.ts';
import { type SystemFacts, startSystem, type TestSystem } from './test-system.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the system that test files share is asked for; provided by the run's global set-up. */
    testSystem: string;
  }
}

/**
 * The system that all test files of `federation/` share: it starts when the first one asks, and costs the others nothing.
 * Use it for what leaves the processes alone and does not mind other tests' cases.
 */
export async function useSharedSystem(): Promise<SystemFacts & { readonly graph: Graph }> {
  const response = await fetch(inject('testSystem'), { method: 'POST' });
  if (!response.ok) throw new Error(await response.text());
  const facts = (await response.json()) as SystemFacts;
  showLogsOfFailures(facts.dataDir);
  return { ...facts, graph: createGraph(facts) };
}

/** A system for one test file alone, which may end its processes and change its databases; over databases of its own where given. */
export async function useOwnSystem(
  env?: Readonly<Record<string, string>>,
  given: Partial<Record<PartName, DatabaseUrls>> = {},
): Promise<TestSystem & { readonly graph: Graph }> {
  const missing = subgraphNames.filter((name) => !given[name]);
  const made = await Promise.all(
    missing.map(async (name) => [name, await createTestDatabase(`${name}+seeds`)] as const),
  );
  const urls = made.map(([name, { url, ownerUrl }]) => [name, { service: url, owner: ownerUrl }]);
  const databases = { ...Object.fromEntries(urls), ...given } as Record<PartName, TestSystem['databases'][PartName]>;
  const system = await startSystem({ databases, ...(env && { env }) });
  afterAll(async () => {
    await system[Symbol.asyncDispose]();
    await Promise.all(made.map(([, database]) => database[Symbol.asyncDispose]()));
  });
  showLogsOfFailures(system.dataDir);
  return { ...system, graph: createGraph(system) };
}

/** Beside a test that fails, what the processes said last: the reason is seldom in the answer. */
function showLogsOfFailures(dataDir: string): void {
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') console.error(`What the processes logged last:\n${lastLinesOf(dataDir)}`);
  });
}
