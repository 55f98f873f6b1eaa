import pg from 'pg';

/** A database with the two roles that may enter it. */
export interface DatabaseSpec {
  readonly name: string;
  /** The service's role; the one that owns the tables is called `<role>_owner`. */
  readonly role: string;
  /** A database of the same role to copy, with all that is in it. Nobody may be connected to it. */
  readonly template?: string;
}

/** Gives the URL of a database for a role. */
export type UrlOf = (database: string, role: string) => string;

/** Gives the password of a role. */
export type PasswordOf = (role: string) => string;

export const adminRole = 'postgres';

/** The role that owns a service's tables and runs its migrations. */
export function ownerOf(role: string): string {
  return `${role}_owner`;
}

/**
 * Makes what is not there yet: the roles, the database, and who may do what. Safe to repeat.
 *
 * The owner may do everything inside the database. The service's role may connect, read and write rows, and cannot change the
 * schema; migrations may take more from it (append-only tables). Nobody else may connect.
 */
export async function provision(spec: DatabaseSpec, urlOf: UrlOf, passwordOf: PasswordOf): Promise<void> {
  const owner = ownerOf(spec.role);
  await withClient(urlOf('postgres', adminRole), async (admin) => {
    if (!spec.template) await ensureRoles(admin, [owner, spec.role], passwordOf);
    await ensureDatabase(admin, spec, owner);
    const name = pg.escapeIdentifier(spec.name);
    await admin.query(`revoke all on database ${name} from public`);
    await admin.query(`grant connect on database ${name} to ${pg.escapeIdentifier(spec.role)}`);
  });
  // A copy has the roles and the rights of its template; only who may connect is not copied.
  if (spec.template) return;
  await withClient(urlOf(spec.name, owner), (client) => client.query(rightsOf(pg.escapeIdentifier(spec.role))));
}

/** Closes the databases that every cluster has to everybody but its administrator. */
export async function closeCommonDatabases(urlOf: UrlOf): Promise<void> {
  await withClient(urlOf('postgres', adminRole), (admin) =>
    admin.query('revoke connect on database postgres, template1 from public'),
  );
}

async function ensureRoles(admin: pg.Client, roles: readonly string[], passwordOf: PasswordOf): Promise<void> {
  // Until this connection ends: two databases with the same roles may be made at once.
  await admin.query(`select pg_advisory_lock(hashtext('roles'))`);
  const found = await admin.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1)', [roles]);
  const known = new Set(found.rows.map((row) => row.rolname));
  for (const role of roles.filter((name) => !known.has(name))) {
    const password = pg.escapeLiteral(passwordOf(role));
    await admin.query(`create role ${pg.escapeIdentifier(role)} login password ${password}`);
  }
}

async function ensureDatabase(admin: pg.Client, spec: DatabaseSpec, owner: string): Promise<void> {
  const found = await admin.query('select 1 from pg_database where datname = $1', [spec.name]);
  if (found.rowCount) return;
  const [name, ownerName, template] = [spec.name, owner, spec.template ?? 'template0'].map(pg.escapeIdentifier);
  // Copying files is quicker for a filled template, writing a log of pages quicker for an empty one.
  const strategy = spec.template ? 'file_copy' : 'wal_log';
  await admin.query(`create database ${name} owner ${ownerName} template ${template} strategy ${strategy}`);
}

function rightsOf(role: string): string {
  return `
    revoke all on schema public from public;
    grant usage on schema public to ${role};
    alter default privileges grant usage on schemas to ${role};
    alter default privileges grant select, insert, update, delete on tables to ${role};
    alter default privileges grant usage, select on sequences to ${role};`;
}

async function withClient<Result>(url: string, use: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
