import { type PartName, subgraphNames } from '@gkz-qe/infra/parts.ts';
import { ownerOf } from '@gkz-qe/infra/postgres/provision.ts';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { useSharedSystem } from '../support/use-system.ts';
import { plant } from './support/plant.ts';

const system = await useSharedSystem();
await plant(system);
const { databases } = system;

const ofAssociations = {
  access_log: `set subject = 'somebody else'`,
  directory_change: 'set at = now()',
  revision: 'set at = now()',
  erasure: 'set at = now()',
};

/** Tables that are only ever added to, with a change that would rewrite what was. */
const appendOnly: Readonly<Record<PartName, Readonly<Record<string, string>>>> = {
  staedtetag: ofAssociations,
  gemeindetag: ofAssociations,
  landkreistag: ofAssociations,
  consultation: {
    transition: `set actor = 'somebody else'`,
    access_log: `set subject = 'somebody else'`,
    privacy_step: `set actor = 'somebody else'`,
    retention_batch: 'set number = number + 1',
    case_version: 'set version = version + 1000',
    clock_step: 'set at = now()',
    phase_entry: 'set at = now()',
    revision: 'set at = now()',
    statistics_release: 'set released_at = now()',
    statistics_cell: 'set received = 5',
    statistics_snapshot: 'set taken_at = now()',
    statistics_query: 'set at = now()',
    statistics_year: 'set year = year + 1000',
  },
};

const insufficient = '42501';

/** The code with which PostgreSQL refuses; undefined where it does not. */
async function refusalOf(url: string, ...statements: readonly string[]): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query('begin');
    for (const statement of statements) await client.query(statement);
    return undefined;
  } catch (error) {
    return (error as pg.DatabaseError).code;
  } finally {
    // Without a commit nothing stays of what was let through.
    await client.end().catch(() => {});
  }
}

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

function inDatabase(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: `/${database}` }).href;
}

function databaseOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

describe.each(subgraphNames)('the roles of %s', (name) => {
  const { service, owner } = databases[name];
  const others = subgraphNames.filter((other) => other !== name);

  test.each([
    ['service', service],
    ['owner', owner],
  ])('the %s connects to its own database and to no other', async (_role, url) => {
    expect(await refusalOf(url, 'select 1')).toBeUndefined();
    for (const database of [...others.map((other) => databaseOf(databases[other].service)), 'postgres', 'template1']) {
      expect([database, await refusalOf(inDatabase(url, database))]).toEqual([database, insufficient]);
    }
  });

  test('have no power over the server, nor the service that of the owner', async () => {
    const rows = await query(
      service,
      `select rolname, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls,
         array(select g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid where m.member = r.oid) as groups
       from pg_roles r where rolname = any(array['${name}', '${ownerOf(name)}']) order by rolname`,
    );
    const none = {
      rolsuper: false,
      rolcreatedb: false,
      rolcreaterole: false,
      rolreplication: false,
      rolbypassrls: false,
    };
    expect(rows).toEqual([name, ownerOf(name)].map((rolname) => ({ rolname, ...none, groups: [] })));
    expect(await refusalOf(service, `set role ${ownerOf(name)}`)).toBe(insufficient);
  });

  test('the service owns nothing, and may create nothing in any schema', async () => {
    const owned = await query(service, `select relname from pg_class where pg_get_userbyid(relowner) = current_user`);
    const open = await query(
      service,
      `select nspname from pg_namespace where has_schema_privilege(current_user, oid, 'create')`,
    );
    const rights = await query(
      service,
      `select has_database_privilege(current_user, current_database(), 'create') as create,
         has_database_privilege(current_user, current_database(), 'temporary') as temporary`,
    );
    expect(owned).toEqual([]);
    expect(open).toEqual([]);
    expect(rights).toEqual([{ create: false, temporary: false }]);
  });

  const table = Object.keys(appendOnly[name])[0] ?? '';
  test.each([
    ['make a table', 'create table stolen (id int)'],
    ['make a table that is gone afterwards', 'create temporary table stolen (id int)'],
    ['make a schema', 'create schema stolen'],
    ['make a function', `create function public.stolen() returns int language sql as 'select 1'`],
    ['add an extension', 'create extension file_fdw'],
    ['add a column', `alter table ${table} add column stolen int`],
    ['drop a table', `drop table ${table}`],
    ['empty a table', `truncate ${table}`],
    ['switch the triggers off', `alter table ${table} disable trigger all`],
    ['switch the triggers off for itself', 'set session_replication_role = replica'],
    ['put a trigger of its own in', `create trigger stolen before insert on ${table} execute function refuse_change()`],
    ['read a file of the server', `select pg_read_file('/etc/passwd')`],
    ['run a program on the server', `copy (select 1) to program 'true'`],
    ['read the passwords', 'select rolpassword from pg_authid'],
    ['have the server read its settings again', 'select pg_reload_conf()'],
    [
      'end the sessions of others',
      `select pg_terminate_backend(pid) from pg_stat_activity where usename <> current_user`,
    ],
  ])('the service cannot %s', async (_what, statement) => {
    expect(await refusalOf(service, statement)).toMatch(/^(42501|0A000|55000)$/);
  });

  test('nobody else has any right to a table', async () => {
    const grants = await query(
      owner,
      `select distinct grantee from information_schema.role_table_grants
       where table_schema not in ('pg_catalog', 'information_schema') and grantee not in ('${name}', '${ownerOf(name)}')`,
    );
    expect(grants).toEqual([]);
  });

  test('the tables that are only added to are known here', async () => {
    const rows = await query<{ table: string }>(
      service,
      `select distinct tgrelid::regclass::text as table from pg_trigger
       where tgfoid::regproc::text ~ '^refuse_change' and not tgisinternal order by 1`,
    );
    expect(rows.map((row) => row.table)).toEqual(Object.keys(appendOnly[name]).sort());
  });

  describe.each(Object.entries(appendOnly[name]))('%s', (logged, change) => {
    test.each([
      ['service', service],
      ['owner', owner],
    ])('is neither changed nor emptied by the %s', async (_role, url) => {
      for (const statement of [`update ${logged} ${change}`, `delete from ${logged}`, `truncate ${logged} cascade`]) {
        expect([statement, await refusalOf(url, statement)]).toEqual([
          statement,
          expect.stringMatching(/^(42501|23000)$/),
        ]);
      }
    });

    test('is not changed by a row that is there already, either', async () => {
      const statement = `insert into ${logged} select * from ${logged} limit 1 on conflict do update ${change}`;
      expect(await refusalOf(service, statement)).toEqual(expect.any(String));
    });
  });
});

test('the server asks everybody for a password, and for one that it keeps as a salted hash', async () => {
  const { service } = databases.consultation;
  expect(await refusalOf(Object.assign(new URL(service), { password: 'wrong' }).href)).toBe('28P01');
  expect(await query(service, 'show password_encryption')).toEqual([{ password_encryption: 'scram-sha-256' }]);
});
