import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { OperatorFault } from '../operator/operator-fault.ts';
import { parentOf, waitUntilGone } from '../processes/process-table.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { removeDatabaseFolder } from './place.ts';
import { startThrowawayCluster } from './throwaway.ts';

const silent = () => {};

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

describe('a cluster with the databases of two services', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startThrowawayCluster();
    await Promise.all(['north', 'south'].map((name) => cluster.createDatabase({ name, role: name })));
    await query(
      cluster.urlOf('north', 'north_owner'),
      'create table fact (id int generated always as identity, text text)',
    );
  });
  afterAll(() => cluster.stop());

  test.each([
    ['south', 'north'],
    ['south', 'north_owner'],
    ['postgres', 'north'],
    ['postgres', 'north_owner'],
    ['template1', 'north'],
  ])('refuses to connect to the database %s as the role %s', async (database, role) => {
    await expect(query(cluster.urlOf(database, role), 'select 1')).rejects.toThrow(/permission denied for database/);
  });

  test('lets a service read and write the rows of its own database', async () => {
    const url = cluster.urlOf('north', 'north');
    await query(url, `insert into fact (text) values ('old')`);
    await query(url, `update fact set text = 'new'`);
    expect(await query(url, 'select text from fact')).toEqual([{ text: 'new' }]);
    await query(url, 'delete from fact');
  });

  test.each([
    ['create a table', 'create table mine (id int)'],
    ['alter a table', 'alter table fact add column more int'],
    ['drop a table', 'drop table fact'],
    ['empty a table past its triggers', 'truncate fact'],
    ['create a schema', 'create schema mine'],
    ['create a temporary table', 'create temporary table mine (id int)'],
    ['become the owner', 'set role north_owner'],
    ['run a program', `copy (select 1) to program 'true'`],
  ])('does not let a service %s', async (_what, text) => {
    await expect(query(cluster.urlOf('north', 'north'), text)).rejects.toThrow(/permission denied|must be owner/);
  });

  test('refuses a wrong password', async () => {
    const url = new URL(cluster.urlOf('north', 'north'));
    url.password = 'guessed';
    await expect(query(url.href, 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  test('lets an owner create what search and German order need', async () => {
    const url = cluster.urlOf('south', 'south_owner');
    await query(url, 'create extension pg_trgm');
    await query(url, 'create extension unaccent');
    await query(url, `create collation german (provider = icu, locale = 'de-u-co-phonebk')`);
    const names = await query<{ name: string }>(
      url,
      `select name from unnest(array['Ofen', 'Öhringen', 'Oberkirch', 'Zell', 'Aalen', 'Ärmel', 'Adler']) as name order by name collate german`,
    );
    expect(names.map(({ name }) => name)).toEqual(['Aalen', 'Adler', 'Ärmel', 'Oberkirch', 'Öhringen', 'Ofen', 'Zell']);
  });

  test('copies a database with its rows and rights', async () => {
    await query(cluster.urlOf('north', 'north'), `insert into fact (text) values ('copied')`);
    await cluster.createDatabase({ name: 'north_copy', role: 'north', template: 'north' });
    const url = cluster.urlOf('north_copy', 'north');
    expect(await query(url, 'select text from fact')).toEqual([{ text: 'copied' }]);
    await expect(query(url, 'drop table fact')).rejects.toThrow(/must be owner/);
    await expect(query(cluster.urlOf('north_copy', 'south'), 'select 1')).rejects.toThrow(/permission denied/);
  });

  test('runs PostgreSQL 18 with UTF-8 on loopback alone', async () => {
    const [row] = await query(
      cluster.adminUrl,
      `select current_setting('server_encoding') as encoding, current_setting('listen_addresses') as addresses,
       current_setting('server_version_num')::int / 10000 as major`,
    );
    expect(row).toEqual({ encoding: 'UTF8', addresses: '127.0.0.1', major: 18 });
  });
});

describe('a data folder', () => {
  let dataDir: string;
  const running: Cluster[] = [];

  const start = async (more: { port?: number } = {}) => {
    const cluster = await startCluster({ dataDir, durable: false, log: silent, ...more });
    running.push(cluster);
    return cluster;
  };
  const faultOf = async (starting: Promise<unknown>) => {
    const fault = await starting.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(fault).toBeInstanceOf(OperatorFault);
    return (fault as OperatorFault).message;
  };
  const postmasterOf = (cluster: Cluster) =>
    Number(readFileSync(join(cluster.folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);

  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'gkz-qe-test-'));
    chmodSync(dataDir, 0o711);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((cluster) => cluster.stop()));
  });
  afterAll(() => {
    removeDatabaseFolder(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('keeps its data from one start to the next, and stopping ends the server', async () => {
    const first = await start();
    await first.createDatabase({ name: 'kept', role: 'kept' });
    const pid = postmasterOf(first);
    await first.stop();
    expect(parentOf(pid)).toBeUndefined();

    const second = await start();
    expect(await query(second.urlOf('kept', 'kept'), 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('holds its secret in a file for its owner alone', async () => {
    await start();
    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600);
  });

  test('ends the server that a killed run left behind and starts anew', async () => {
    const url = new URL('./cluster.ts', import.meta.url).href;
    const script = `
      const { startCluster } = await import(${JSON.stringify(url)});
      const cluster = await startCluster({ dataDir: ${JSON.stringify(dataDir)}, durable: false, log: () => {} });
      console.log('started');
      setInterval(() => {}, 1000);`;
    const killed = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(killed.stdout, 'data');
    const left = Number(readFileSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
    killed.kill('SIGKILL');
    await once(killed, 'exit');

    const cluster = await start();
    expect(parentOf(left)).toBeUndefined();
    expect(postmasterOf(cluster)).not.toBe(left);
  });

  test('does not outlive a killed process for long', async () => {
    const url = new URL('./cluster.ts', import.meta.url).href;
    const script = `
      const { startCluster } = await import(${JSON.stringify(url)});
      await startCluster({ dataDir: ${JSON.stringify(dataDir)}, durable: false, log: () => {} });
      process.kill(process.pid, 'SIGKILL');`;
    const killed = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
    await once(killed, 'exit');
    const pidFile = join(dataDir, 'postgres', 'data', 'postmaster.pid');
    const left = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    expect(await waitUntilGone(left, 20_000)).toBe(true);
  });

  test('is not confused by a pid file that names another living process', async () => {
    const first = await start();
    const pidFile = join(first.folder, 'data', 'postmaster.pid');
    const text = readFileSync(pidFile, 'utf8');
    await first.stop();
    writeFileSync(pidFile, text.replace(/^\d+/, String(process.pid)));

    const second = await start();
    expect(await query(second.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('of another PostgreSQL version is refused in one sentence with both versions and the way out', async () => {
    await (await start()).stop();
    const file = join(dataDir, 'postgres', 'data', 'PG_VERSION');
    writeFileSync(file, '16\n');
    try {
      const message = await faultOf(start());
      expect(message).toMatch(/PostgreSQL 16.*PostgreSQL 18.*DATA_DIR/);
      expect(message).not.toContain('\n');
    } finally {
      writeFileSync(file, '18\n');
    }
  });

  test('whose path leads through a file is refused in one sentence', async () => {
    writeFileSync(join(dataDir, 'plain'), '');
    const message = await faultOf(
      startCluster({ dataDir: join(dataDir, 'plain', 'below'), durable: false, log: silent }),
    );
    expect(message).toMatch(/DATA_DIR/);
  });

  test('without its secret is refused instead of being made anew', async () => {
    await (await start()).stop();
    renameSync(join(dataDir, 'secret'), join(dataDir, 'secret.away'));
    try {
      expect(await faultOf(start())).toMatch(/secret.*--fresh/);
    } finally {
      rmSync(join(dataDir, 'secret'), { force: true });
      renameSync(join(dataDir, 'secret.away'), join(dataDir, 'secret'));
    }
  });

  test('is made whole after a start that was interrupted while making it', async () => {
    const half = mkdtempSync(join(tmpdir(), 'gkz-qe-half-'));
    chmodSync(half, 0o711);
    mkdirSync(join(half, 'postgres', 'data.new'), { recursive: true });
    writeFileSync(join(half, 'postgres', 'data.new', 'PG_VERSION'), '18\n');
    chmodSync(join(half, 'postgres'), 0o777);
    try {
      const cluster = await startCluster({ dataDir: half, durable: false, log: silent });
      expect(await query(cluster.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
      await cluster.stop();
    } finally {
      removeDatabaseFolder(half);
      rmSync(half, { recursive: true, force: true });
    }
  });

  test('with a port that is taken is refused in one sentence, and no server is left', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    try {
      expect(await faultOf(start({ port }))).toMatch(/Port.*belegt.*PORT/);
    } finally {
      other.close();
    }
  });
});
