import { type PartName, subgraphNames } from '@gkz-qe/infra/parts.ts';
import { inject } from 'vitest';
import type { SentStatement } from './test-databases.ts';
import type { SystemFacts } from './test-system.ts';

/** The statements that each subgraph sent, one for each time, in alphabetical order. */
export type Sent = Readonly<Record<PartName, readonly string[]>>;

/**
 * Runs `act` and tells which statements PostgreSQL has got from each subgraph meanwhile, as the server itself counts them.
 *
 * Left out are what only keeps connections and transactions, the probes of readiness, and what goes on by itself all the time: the
 * steps of the directory, the job queue, and mails that are sent.
 */
export async function statementsOf(system: Pick<SystemFacts, 'databases'>, act: () => Promise<unknown>): Promise<Sent> {
  const before = await countAll(system);
  await act();
  const after = await countAll(system);
  const sent = subgraphNames.map((name) => [name, difference(before[name], after[name])]);
  return Object.fromEntries(sent) as Sent;
}

type Counts = ReadonlyMap<string, number>;

async function countAll({ databases }: Pick<SystemFacts, 'databases'>): Promise<Record<PartName, Counts>> {
  const counts = await Promise.all(
    subgraphNames.map(
      async (name) => [name, await countOf(new URL(databases[name].service).pathname.slice(1))] as const,
    ),
  );
  return Object.fromEntries(counts) as Record<PartName, Counts>;
}

async function countOf(database: string): Promise<Counts> {
  const response = await fetch(`${inject('testDatabases')}/${database}`);
  if (!response.ok) throw new Error(await response.text());
  const statements = (await response.json()) as SentStatement[];
  return new Map(statements.filter(({ text }) => !background.test(text)).map(({ text, calls }) => [text, calls]));
}

const background =
  /^(begin|start transaction|commit|rollback|savepoint|release|set |deallocate|select \$?1\s*$)|\bdirectory_(cursor|change|member|advisor|office)\b|\b(pgboss|mail|mailbox|address|inquiry_link|notification)\b/i;

function difference(before: Counts, after: Counts): readonly string[] {
  return [...after]
    .flatMap(([text, calls]) => new Array<string>(calls - (before.get(text) ?? 0)).fill(text))
    .sort((left, right) => left.localeCompare(right));
}
