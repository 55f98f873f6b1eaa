import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Cluster } from '@gkz-qe/infra/postgres/cluster.ts';
import pg from 'pg';

/** Fills the database behind the owner's URL; whoever copies it gets the same again. */
export type FillTemplate = (ownerUrl: string) => Promise<unknown>;

/** How a database of a kind comes to be: whose it is, and what it holds from the start. */
export interface DatabaseKind {
  /** The service's role; the owner is `<role>_owner`. */
  readonly role: string;
  /** Absent for an empty database. */
  readonly fill?: FillTemplate;
}

/** What makes and drops databases while tests run. Nothing has started before the first one is asked for. */
export interface TestDatabaseServer extends AsyncDisposable {
  /** POST `<url>/<kind>` makes a database, DELETE `<url>/<database>` drops it. */
  readonly url: string;
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
  const server = createServer((request, response) => void answer(databases, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await databases.stop();
    },
  };
}

type Databases = ReturnType<typeof createDatabases>;

async function answer(databases: Databases, { method, url }: IncomingMessage, response: ServerResponse): Promise<void> {
  const name = decodeURIComponent(url?.slice(1) ?? '');
  try {
    const made = method === 'DELETE' ? await databases.drop(name) : await databases.create(name);
    response.end(JSON.stringify(made ?? {}));
  } catch (error) {
    response.statusCode = 500;
    response.end(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

function createDatabases(startCluster: () => Promise<Cluster>, kinds: Readonly<Record<string, DatabaseKind>>) {
  let starting: Promise<Cluster> | undefined;
  const templates = new Map<string, Promise<string>>();
  const cluster = () => {
    starting ??= startCluster();
    return starting;
  };

  async function fillTemplate(kind: string, { role, fill }: DatabaseKind): Promise<string> {
    const { createDatabase, urlOf } = await cluster();
    const name = `template_${kind.replaceAll(/\W/g, '_')}`;
    await createDatabase({ name, role });
    await fill?.(urlOf(name, `${role}_owner`));
    return name;
  }

  return {
    async create(kind: string) {
      const settings = kinds[kind];
      if (!settings) throw new Error(`There is no test database "${kind}", only ${Object.keys(kinds).join(', ')}.`);
      const template = templates.get(kind) ?? fillTemplate(kind, settings);
      templates.set(kind, template);
      const { createDatabase, urlOf } = await cluster();
      const name = `test_${randomUUID().replaceAll('-', '')}`;
      await createDatabase({ name, role: settings.role, template: await template });
      return { name, url: urlOf(name, settings.role), ownerUrl: urlOf(name, `${settings.role}_owner`) };
    },
    async drop(name: string) {
      await query((await cluster()).adminUrl, `drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
    },
    async stop() {
      await (await starting)?.stop();
    },
  };
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
