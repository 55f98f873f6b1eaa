import { subgraphNames } from '@gkz-qe/infra/parts.ts';
import { serveWorkers } from './loopback.ts';
import type { TestDatabaseServer } from './test-databases.ts';
import { type SystemOptions, startSystem, type TestSystem } from './test-system.ts';

/** Answers every POST with the facts of one and the same system, which starts with the first. */
export async function serveSharedSystem(
  databases: TestDatabaseServer,
): Promise<AsyncDisposable & { readonly url: string }> {
  let starting: Promise<TestSystem> | undefined;
  const server = await serveWorkers(async () => {
    starting ??= start(databases);
    const { dataDir, ports, databases: urls } = await starting;
    return { dataDir, ports, databases: urls };
  });
  return {
    url: server.url,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      const system = await starting?.catch(() => undefined);
      await system?.[Symbol.asyncDispose]();
    },
  };
}

async function start({ create }: TestDatabaseServer): Promise<TestSystem> {
  const made = await Promise.all(
    subgraphNames.map(async (name) => {
      const { url, ownerUrl } = await create(`${name}+seeds`);
      return [name, { service: url, owner: ownerUrl }] as const;
    }),
  );
  return startSystem({ databases: Object.fromEntries(made) as SystemOptions['databases'] });
}
