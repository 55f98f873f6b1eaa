import { createOrm, type DatabaseOptions, select } from '@gkz-qe/kit/database.ts';
import { getConstructionPlans, getMigrationPlans } from 'pg-boss';

/** Where pg-boss keeps its jobs. */
export const jobSchema = 'pgboss';

/** The version of those tables that the installed pg-boss needs; a test compares. With a newer pg-boss, this number is raised. */
export const jobSchemaVersion = 46;

/**
 * Makes or renews the tables of pg-boss, with the rights of the owner: the running service has none to do so itself. What the
 * service may do in them follows from the owner's default privileges, as everywhere.
 */
export async function migrateJobQueue(options: DatabaseOptions): Promise<readonly string[]> {
  const orm = createOrm({ ...options, poolSize: 1, statementTimeoutMs: 0 });
  try {
    const em = orm.em.fork();
    const [{ there } = { there: false }] = await select<{ there: boolean }>(
      em,
      'jobs.there',
      `select to_regclass('${jobSchema}.version') is not null as there`,
    );
    const [{ version } = { version: null }] = there
      ? await select<{ version: number }>(em, 'jobs.version', `select version from ${jobSchema}.version`)
      : [];
    if (version === jobSchemaVersion) return [];
    const plan = version === null ? getConstructionPlans(jobSchema) : getMigrationPlans(jobSchema, version);
    await em.getConnection().execute(plan);
    return [`${jobSchema} ${jobSchemaVersion}`];
  } finally {
    await orm.close();
  }
}
