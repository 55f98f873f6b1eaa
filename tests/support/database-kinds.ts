import type { DatabaseKind } from './test-databases.ts';

/**
 * The databases that tests may ask for: an empty one, each subgraph's after its migrations, and the same with its seeds.
 * The subgraphs are loaded only when a test asks for theirs.
 */
export const databaseKinds: Readonly<Record<string, DatabaseKind>> = {
  empty: { role: 'service' },
};
