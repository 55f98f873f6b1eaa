import { Migrator } from '@mikro-orm/migrations';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type AnyEntity, type EntityName, MikroORM, UnderscoreNamingStrategy } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import pg from 'pg';

export type { EntityManager };
export type Orm = MikroORM;

/** How one subgraph reaches its own database. */
export interface DatabaseOptions {
  readonly url: string;
  readonly entities: readonly EntityName<AnyEntity>[];
  /** Absolute path of the subgraph's `migrations/`. */
  readonly migrations: string;
  readonly poolSize?: number;
  /** Milliseconds after which the database gives up on one statement; 0 for migrations and seeds. */
  readonly statementTimeoutMs?: number;
}

/** Opens the ORM over one pool. Close it with `orm.close()`. Nothing is asked of the database yet. */
export function createOrm(options: DatabaseOptions): Orm {
  return new MikroORM({
    entities: [...options.entities],
    clientUrl: options.url,
    namingStrategy: UnderscoreNamingStrategy,
    extensions: [Migrator],
    pool: { min: 0, max: options.poolSize ?? 10, idleTimeoutMillis: 60_000 },
    driverOptions: { Client: PreparingClient, statement_timeout: options.statementTimeoutMs ?? 10_000 },
    forceUtcTimezone: true,
    // Triggers are written in migrations alone, so no entity is expected to declare them.
    schemaGenerator: { ignoreTriggers: true },
    migrations: {
      path: options.migrations,
      pathTs: options.migrations,
      glob: 'migration-*.ts',
      safe: true,
      snapshot: true,
      snapshotName: '.snapshot',
      snapshotOnMigrate: false,
      emit: 'ts',
      allOrNothing: true,
      silent: true,
    },
  });
}

const statementNames = new Map<string, string>();

/**
 * Prepares the statements that {@link select} sends: the server parses and plans each once per connection.
 *
 * Only those, since their texts are few and constant; what the ORM builds differs from call to call and would pile up.
 */
class PreparingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg's overloads; only the text form with values is touched
  override query(first: any, ...rest: any[]): any {
    if (typeof first === 'string' && opensOrUndoes.test(first)) return super.query(first).catch(() => this.#giveUp());
    if (typeof first !== 'string' || !first.startsWith('/* ') || !Array.isArray(rest[0])) {
      return super.query(first, ...(rest as []));
    }
    const [values, ...others] = rest;
    const name = nameOf(first);
    return super.query({ ...(name && { name }), text: first, values, types: rowTypes }, ...(others as []));
  }

  /**
   * Kysely gives a transaction's connection back to the pool only after a `rollback` or `commit` that succeeded, and after a failed
   * `begin` never: with these errors passed on, each transaction that a restart of the database cuts off would take a place in the
   * pool for ever. So they are kept: a lost connection has rolled back by itself, and after a failed `begin` every statement fails,
   * since the connection is ended here. An ended one is dropped by the pool.
   */
  #giveUp(): object {
    this.end().catch(() => undefined);
    return { rowCount: null, rows: [] };
  }
}

const opensOrUndoes = /^(begin|start transaction|rollback$)/;

/** Texts put together from fragments have many variants; what comes after these is planned anew each time. */
const maxPrepared = 500;

function nameOf(text: string): string | undefined {
  const known = statementNames.get(text);
  if (known || statementNames.size >= maxPrepared) return known;
  const name = `s${statementNames.size}`;
  statementNames.set(text, name);
  return name;
}

/** A moment comes as `Date`; a day stays text, since it has no moment. The ORM's own statements keep its own ways. */
const rowTypes = new pg.TypeOverrides();
rowTypes.setTypeParser(pg.types.builtins.DATE, (text) => text);

/**
 * Reads plain rows: no identity map, no hydration, prepared once per connection, inside `em`'s transaction if it has one.
 * `timestamptz` comes as `Date`, `date` as text, `bigint` and `numeric` as text.
 *
 * @param caller who asks, for the database's log ('member.byAgs')
 * @param text constant SQL with `$1`, `$2`; a list of keys is one parameter: `ags = any($1)`. Build no text from input.
 */
export async function select<Row>(
  em: EntityManager,
  caller: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const query = CompiledQuery.raw(`/* ${caller} */ ${text}`, [...values]);
  const result = await em.getKysely().executeQuery<Row>(query);
  return result.rows;
}

/** Like {@link select} for statements that find one row or none. */
export async function selectOne<Row>(
  em: EntityManager,
  caller: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row | null> {
  const [row] = await select<Row>(em, caller, text, values);
  return row ?? null;
}

/** Brings the schema up to the newest migration; answers the names of those that ran. */
export async function migrate(options: DatabaseOptions): Promise<readonly string[]> {
  const orm = createOrm({ ...options, poolSize: 2, statementTimeoutMs: 0 });
  try {
    const applied = await orm.migrator.up();
    return applied.map((migration) => migration.name);
  } finally {
    await orm.close();
  }
}
