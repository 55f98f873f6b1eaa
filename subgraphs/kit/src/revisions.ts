import type { EntityManager } from './database.ts';
import { select } from './database.ts';

/**
 * What a thing was in each of its versions, so that a write based on an old one can be told what has changed since.
 *
 * Every subgraph that keeps one has a table `revision (entity text, key text, version int, at timestamptz, facts jsonb, touched text[])`
 * that is only appended to. It therefore holds no names, addresses or telephone numbers: of these, `touched` says only that they changed.
 */
export interface FactChange {
  /** Name of the fact, as the contract names it. */
  readonly fact: string;
  readonly before: string | null;
  readonly after: string | null;
}

interface Revision {
  readonly version: number;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly touched: readonly string[];
}

/**
 * Appends the newest version of some things, in the transaction that makes it.
 *
 * @param revisions constant SQL that selects entity, key, version, facts and touched from what the transaction has written
 */
export async function appendRevisions(
  em: EntityManager,
  caller: string,
  revisions: string,
  values: readonly unknown[],
): Promise<void> {
  if (!em.isInTransaction()) throw new Error('a revision is recorded in the transaction that makes it');
  await select(em, caller, `insert into revision (entity, key, version, facts, touched) ${revisions}`, values);
}

/**
 * What has changed from version `basedOn` to the newest, by the names of the facts. A version that is not on record, such as 0, held
 * nothing. Contact data have neither a before nor an after.
 */
export async function changesSince(
  em: EntityManager,
  entity: string,
  key: string,
  basedOn: number,
): Promise<readonly FactChange[]> {
  const revisions = await select<Revision>(
    em,
    'revisions.since',
    'select version, facts, touched from revision where entity = $1 and key = $2 and version >= $3 order by version',
    [entity, key, basedOn],
  );
  const base = revisions[0]?.version === basedOn ? revisions[0] : undefined;
  const before = base?.facts ?? {};
  const after = revisions.at(-1)?.facts ?? {};
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((fact): FactChange => ({ fact, before: describe(before[fact]), after: describe(after[fact]) }))
    .filter((change) => change.before !== change.after);
  const touched = new Set(revisions.filter((revision) => revision !== base).flatMap((revision) => revision.touched));
  return [...changed, ...[...touched].map((fact) => ({ fact, before: null, after: null }))].sort(byFact);
}

/** A value as a person reads it; an empty list is nothing. */
function describe(value: unknown): string | null {
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(', ');
  return value === null || value === undefined ? null : String(value);
}

function byFact(one: FactChange, other: FactChange): number {
  return one.fact < other.fact ? -1 : 1;
}
