import { randomUUID } from 'node:crypto';
import type { Cluster } from '@gkz-qe/infra/postgres/cluster.ts';
import pg from 'pg';
import { serveWorkers } from './loopback.ts';

/** Fills the database behind the owner's URL; whoever copies it gets the same again. */
export type FillTemplate = (ownerUrl: string) => Promise<unknown>;

/** How a database of a kind comes to be: whose it is, and what it holds from the start. */
export interface DatabaseKind {
  /** The service's role; the owner is `<role>_owner`. */
  readonly role: string;
  /** Absent for an empty database. */
  readonly fill?: FillTemplate;
}

/** A database that was made for a test. */
export interface MadeDatabase {
  readonly name: string;
  /** For the service's role. */
  readonly url: string;
  readonly ownerUrl: string;
}

/** A statement that was sent to a database, with its values left out, and how often that has been. */
export interface SentStatement {
  readonly text: string;
  readonly calls: number;
}

/** What makes and drops databases while tests run. Nothing has started before the first one is asked for. */
export interface TestDatabaseServer extends AsyncDisposable {
  /** POST `<url>/<kind>` makes a database, GET `<url>/<database>` tells what was sent to it, DELETE drops it. */
  readonly url: string;
  readonly create: (kind: string) => Promise<MadeDatabase>;
}

/**
 * Hands out databases over loopback HTTP, because the cluster must outlive the worker that first needs it
 * and no worker should know its administrator's password.
 */
export async function serveTestDatabases(
  startCluster: () => Promise<Cluster>,
  kinds: Readonly<Record<string, DatabaseKind>>,
): Promise<TestDatabaseServer> {
  const databases = createDatabases(startCluster, kinds);
  const server = await serveWorkers((method, name) => {
    if (method === 'POST') return databases.create(name);
    return method === 'DELETE' ? databases.drop(name) : databases.statementsOf(name);
  });
  return {
    url: server.url,
    create: databases.create,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await databases.stop();
    },
  };
}

function createDatabases(startCluster: () => Promise<Cluster>, kinds: Readonly<Record<string, DatabaseKind>>) {
  let starting: Promise<Cluster> | undefined;
  const templates = new Map<string, Promise<string>>();
  const ahead = new Map<string, Promise<MadeDatabase>>();
  const cluster = () => {
    starting ??= startCluster().then(withStatistics);
    return starting;
  };
  const administer = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
    query<Row>((await cluster()).adminUrl, text, values);

  async function fillTemplate(kind: string, { role, fill }: DatabaseKind): Promise<string> {
    const { createDatabase, urlOf } = await cluster();
    const name = `template_${kind.replaceAll(/\W/g, '_')}`;
    await createDatabase({ name, role });
    await fill?.(urlOf(name, `${role}_owner`));
    return name;
  }

  async function copy(kind: string): Promise<MadeDatabase> {
    const settings = kinds[kind];
    if (!settings) throw new Error(`There is no test database "${kind}", only ${Object.keys(kinds).join(', ')}.`);
    const template = templates.get(kind) ?? fillTemplate(kind, settings);
    templates.set(kind, template);
    const { createDatabase, urlOf } = await cluster();
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    await createDatabase({ name, role: settings.role, template: await template });
    return { name, url: urlOf(name, settings.role), ownerUrl: urlOf(name, `${settings.role}_owner`) };
  }

  return {
    /** Whoever asks for a kind mostly asks again: the next one is made while the test runs. */
    async create(kind: string): Promise<MadeDatabase> {
      const next = ahead.get(kind) ?? copy(kind);
      ahead.delete(kind);
      const made = await next;
      if (!ahead.has(kind)) {
        ahead.set(kind, copy(kind));
        // What goes wrong is told to whoever asks next.
        ahead.get(kind)?.catch(() => {});
      }
      return made;
    },
    async drop(name: string): Promise<void> {
      await administer(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
    },
    /** As the server itself has counted them, whoever sent them. */
    statementsOf(name: string): Promise<SentStatement[]> {
      return administer<SentStatement>(
        `select query as text, sum(calls)::integer as calls from pg_stat_statements
         where dbid = (select oid from pg_database where datname = $1) group by query`,
        [name],
      );
    },
    async stop(): Promise<void> {
      await Promise.allSettled(ahead.values());
      await (await starting)?.stop();
    },
  };
}

/** Makes the server's counts of statements readable. */
async function withStatistics(cluster: Cluster): Promise<Cluster> {
  await query(cluster.adminUrl, 'create extension pg_stat_statements', []);
  return cluster;
}

async function query<Row extends pg.QueryResultRow>(url: string, text: string, values: unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
