import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { subgraphFolder, subgraphs } from '@gkz-qe/schema/subgraphs.ts';
import type { DatabaseKind, FillTemplate } from './test-databases.ts';

/** What `migrate.ts` and `seed.ts` of every subgraph export. */
interface SubgraphDatabase {
  migrateDatabase: FillTemplate;
  seedDatabase: FillTemplate;
}

/**
 * The databases that tests may ask for: an empty one, each subgraph's after its migrations, and the same with its seeds.
 * A subgraph's code is loaded only when a test asks for its database.
 */
export const databaseKinds: Readonly<Record<string, DatabaseKind>> = {
  empty: { role: 'service' },
  ...Object.fromEntries(subgraphs.flatMap(({ name }) => kindsOf(name))),
};

function kindsOf(name: string): [kind: string, settings: DatabaseKind][] {
  const migrate: FillTemplate = async (url) => (await load(name, 'migrate.ts')).migrateDatabase(url);
  const seed: FillTemplate = async (url) => {
    await migrate(url);
    await (await load(name, 'seed.ts')).seedDatabase(url);
  };
  return [
    [name, { role: name, fill: migrate }],
    [`${name}+seeds`, { role: name, fill: seed }],
  ];
}

function load(name: string, file: string): Promise<SubgraphDatabase> {
  return import(/* @vite-ignore */ pathToFileURL(join(subgraphFolder(name), 'src', file)).href);
}
