import { join } from 'node:path';
import { type DatabaseUrls, readLocalEnv } from '@gkz-qe/infra/env.ts';
import { makeFolders } from '@gkz-qe/infra/files/folders.ts';
import { associationNames, type PartName } from '@gkz-qe/infra/parts.ts';
import { type Cluster, startCluster } from '@gkz-qe/infra/postgres/cluster.ts';
import { ownerOf } from '@gkz-qe/infra/postgres/provision.ts';
import { prepareAll } from '@gkz-qe/infra/system/prepare.ts';
import { preparationsOf } from '@gkz-qe/infra/system/services.ts';
import pg from 'pg';
import type { Say } from '../measure/measure-case.ts';
import { multiplyCases } from './multiply-cases.ts';

/** A PostgreSQL server of the benchmark's own, which keeps what takes long to fill from one run to the next. */
export interface BenchDatabases extends AsyncDisposable {
  /** Databases with so many cases, for one use: what is written to them is gone with the next call. */
  readonly open: (cases: number) => Promise<Readonly<Record<PartName, DatabaseUrls>>>;
}

const copy = 'consultation_copy';

/** So many the sample makes in minutes. Where there are to be more, they are copies. */
const mostSampled = 200_000;

/**
 * Starts the server, on settings as `pnpm start` has them: what is written is on the disk.
 *
 * @param dataDir absolute path
 */
export async function startDatabases(dataDir: string, say: Say): Promise<BenchDatabases> {
  makeFolders(join(dataDir, 'logs'), 0o700);
  const cluster = await startCluster({ dataDir, durable: true, log: say });
  return {
    async open(cases) {
      const filled = await fill(cluster, dataDir, cases, say);
      const name = filled.consultation;
      await administer(cluster, `drop database if exists ${copy} with (force)`);
      await cluster.createDatabase({ name: copy, role: 'consultation', template: name });
      return urlsOf(cluster, copy);
    },
    async [Symbol.asyncDispose]() {
      await administer(cluster, `drop database if exists ${copy} with (force)`);
      await cluster.stop();
    },
  };
}

/** Makes and fills what is not there yet. Answers the names of the databases. */
async function fill(cluster: Cluster, dataDir: string, cases: number, say: Say): Promise<Record<PartName, string>> {
  const names = namesOf(`consultation_${cases}`);
  if (cases > mostSampled) await makeOfCopies(cluster, dataDir, cases, say);
  for (const [role, name] of Object.entries(names)) await cluster.createDatabase({ name, role });
  const inherited = { PATH: process.env.PATH, DATA_DIR: dataDir, SAMPLE_CASES: String(cases) };
  const preparations = preparationsOf({ env: readLocalEnv(inherited), databases: urlsOf(cluster, names.consultation) });
  await prepareAll(preparations, {
    logFileOf: (name) => join(dataDir, 'logs', `${name}.log`),
    say: (line) => say(`${cases} cases: ${line}`),
    signal: new AbortController().signal,
  });
  await vacuumOnce(urlsOf(cluster, names.consultation).consultation.owner);
  return names;
}

/** Makes the database whole or not at all. Figures that are published in it are those of the cases that were copied. */
async function makeOfCopies(cluster: Cluster, dataDir: string, cases: number, say: Say): Promise<void> {
  const name = `consultation_${cases}`;
  const { rows } = await query(cluster.adminUrl, 'select from pg_database where datname = $1', [name]);
  if (rows.length > 0) return;
  const { consultation: template } = await fill(cluster, dataDir, mostSampled, say);
  const draft = `${name}_draft`;
  await administer(cluster, `drop database if exists ${draft} with (force)`);
  await cluster.createDatabase({ name: draft, role: 'consultation', template });
  const { owner } = urlsOf(cluster, draft).consultation;
  await multiplyCases(owner, cases / mostSampled, (line) => say(`${cases} cases: ${line}`));
  await administer(cluster, `alter database ${draft} rename to ${name}`);
}

function namesOf(consultation: string): Record<PartName, string> {
  const associations = associationNames.map((name) => [name, name]);
  return { ...(Object.fromEntries(associations) as Record<PartName, string>), consultation };
}

function urlsOf({ urlOf }: Cluster, consultation: string): Record<PartName, DatabaseUrls> {
  const urls = Object.entries(namesOf(consultation)).map(([role, name]) => [
    role,
    { service: urlOf(name, role), owner: urlOf(name, ownerOf(role)) },
  ]);
  return Object.fromEntries(urls) as Record<PartName, DatabaseUrls>;
}

/** What autovacuum would do sooner or later, in the middle of a measurement. */
async function vacuumOnce(url: string): Promise<void> {
  const { rows } = await query(
    url,
    `select from pg_stat_user_tables where relname = 'consultation_case' and last_vacuum is null`,
  );
  if (rows.length > 0) await query(url, 'vacuum (analyze)');
}

async function administer({ adminUrl }: Cluster, text: string): Promise<void> {
  await query(adminUrl, text);
}

/** One statement on a connection of its own. */
export async function query<Row extends pg.QueryResultRow>(url: string, text: string, values: unknown[] = []) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query<Row>(text, values);
  } finally {
    await client.end();
  }
}
