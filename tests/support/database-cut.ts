import type { DatabaseUrls } from '@gkz-qe/infra/env.ts';
import pg from 'pg';

/** Ends every connection that the service has to its database, as a restart of the database does. */
export async function endConnections({ service }: DatabaseUrls): Promise<void> {
  const client = await connect(service);
  try {
    await endOthers(client);
  } finally {
    await client.end();
  }
}

/** Ends the service's connections and lets it make no new ones. Dispose of it to let them in again. */
export async function cutOff({ service, owner }: DatabaseUrls): Promise<AsyncDisposable> {
  // Both are connected before, since the limit counts for them too.
  const [ownerClient, serviceClient] = await Promise.all([connect(owner), connect(service)]);
  await limitConnections(ownerClient, 0);
  await endOthers(serviceClient);
  return {
    async [Symbol.asyncDispose]() {
      await limitConnections(ownerClient, -1);
      await Promise.all([ownerClient.end(), serviceClient.end()]);
    },
  };
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

async function limitConnections(client: pg.Client, limit: number): Promise<void> {
  await client.query(`alter database ${pg.escapeIdentifier(client.database ?? '')} connection limit ${limit}`);
}

async function endOthers(client: pg.Client): Promise<void> {
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`,
  );
}
