import type { AddressInfo } from 'node:net';
import { findOffices } from '@gkz-qe/consultation/clock/clock-facts.repository.ts';
import { databaseOptions as consultationDatabase } from '@gkz-qe/consultation/database.ts';
import { catchUp } from '@gkz-qe/consultation/directory/catch-up.ts';
import type { DirectorySource } from '@gkz-qe/consultation/directory/directory.types.ts';
import { sampleOffices } from '@gkz-qe/consultation/sample/sample-offices.ts';
import * as gemeindetagContext from '@gkz-qe/gemeindetag/context.ts';
import { databaseOptions as gemeindetagDatabase } from '@gkz-qe/gemeindetag/database.ts';
import * as gemeindetagSchema from '@gkz-qe/gemeindetag/schema.ts';
import { createOrm, type DatabaseOptions, type Orm, select } from '@gkz-qe/kit/database.ts';
import { createLog } from '@gkz-qe/kit/log.ts';
import { type Caller, createSubgraphServer } from '@gkz-qe/kit/server.ts';
import { createTestDatabase } from '@gkz-qe/kit/testing/database.ts';
import * as landkreistagContext from '@gkz-qe/landkreistag/context.ts';
import { databaseOptions as landkreistagDatabase } from '@gkz-qe/landkreistag/database.ts';
import * as landkreistagSchema from '@gkz-qe/landkreistag/schema.ts';
import * as staedtetagContext from '@gkz-qe/staedtetag/context.ts';
import { databaseOptions as staedtetagDatabase } from '@gkz-qe/staedtetag/database.ts';
import * as staedtetagSchema from '@gkz-qe/staedtetag/schema.ts';
import type { GraphQLSchema } from 'graphql';
import { expect, test } from 'vitest';

interface Subgraph {
  readonly databaseOptions: (url: string) => DatabaseOptions;
  readonly createSchema: () => GraphQLSchema;
  readonly createContext: (sources: { orm: Orm; directorySecrets: readonly string[] }, caller: Caller) => object;
}

const subgraphs = {
  staedtetag: { databaseOptions: staedtetagDatabase, ...staedtetagSchema, ...staedtetagContext },
  gemeindetag: { databaseOptions: gemeindetagDatabase, ...gemeindetagSchema, ...gemeindetagContext },
  landkreistag: { databaseOptions: landkreistagDatabase, ...landkreistagSchema, ...landkreistagContext },
} satisfies Record<string, Subgraph>;

const secret = 'what consultation signs with here';

/** Runs an association's subgraph over its sample data while `use` works with its address. */
async function serve(name: keyof typeof subgraphs, use: (url: string) => Promise<void>): Promise<void> {
  const { databaseOptions, createSchema, createContext } = subgraphs[name];
  await using database = await createTestDatabase(`${name}+seeds`);
  const orm = createOrm(databaseOptions(database.url));
  const server = await createSubgraphServer({
    schema: createSchema(),
    log: createLog(name, 'silent'),
    createContext: (caller) => createContext({ orm, directorySecrets: [secret] }, caller),
    gatewaySecrets: ['what the gateway signs with, never used here'],
    directorySecrets: [secret],
    checkReady: async () => undefined,
  });
  try {
    await server.listen({ host: '127.0.0.1', port: 0 });
    await use(`http://127.0.0.1:${(server.server.address() as AddressInfo).port}/graphql`);
  } finally {
    await server.close();
    await orm.close();
  }
}

test.each([
  ['staedtetag', 201, 12],
  ['gemeindetag', 1_065, 18],
  ['landkreistag', 35, 8],
] as const)(
  'consultation copies the directory of %s: %i members, %i advisors and the office',
  async (name, members, advisors) => {
    await using database = await createTestDatabase('consultation');
    const orm = createOrm(consultationDatabase(database.url));
    const association = name.toUpperCase() as DirectorySource['association'];
    const ends: string[] = [];
    await serve(name, async (url) => {
      for (let looks = 0; looks < 10 && ends.at(-1) !== 'COMPLETE'; looks++) {
        const { kind } = await catchUp(orm.em.fork(), { association, url, secret }, AbortSignal.timeout(20_000));
        ends.push(kind);
      }
    });

    const [copied] = await select(
      orm.em.fork(),
      'test.copied',
      `select (select count(*)::int from directory_member where status = 'ACTIVE' and association = $1) as members,
       (select count(*)::int from directory_advisor where active and association = $1) as advisors`,
      [association],
    );
    const offices = await findOffices(orm.em.fork());
    await orm.close();
    expect(ends.filter((kind) => kind !== 'MORE')).toEqual(['COMPLETE']);
    expect(copied).toEqual({ members, advisors });
    // Samples are made by the same hours, before anything has been copied; only the days around New Year are not in them.
    const { closedDays, ...office } = offices.get(association) ?? {};
    expect(sampleOffices.get(association)).toMatchObject(office);
    expect(closedDays).toContain(`${new Date().getFullYear()}-12-24`);
  },
);
