import { createOrm, select } from '@gkz-qe/kit/database.ts';
import { createLog } from '@gkz-qe/kit/log.ts';
import { closeOnSignals, runMain } from '@gkz-qe/kit/process.ts';
import { createSubgraphServer } from '@gkz-qe/kit/server.ts';
import { createClockJob } from './clock/clock.job.ts';
import { createContext } from './context.ts';
import { databaseOptions } from './database.ts';
import { followDirectories } from './directory/directory.follower.ts';
import { directorySecretsOf, directorySourcesOf, readProcessEnv } from './env.ts';
import { startJobs } from './jobs/jobs.ts';
import { createDigestJob } from './notification/digest.job.ts';
import { sendMails } from './notification/mail.sender.ts';
import { createPostman } from './notification/postman.ts';
import { createRetentionJob } from './privacy/retention/retention.job.ts';
import { createRegisterCache } from './register/register.cache.ts';
import { createSchema } from './schema.ts';
import { createPublishedTables } from './statistics/published-tables.ts';
import { createSnapshotJob } from './statistics/snapshot/snapshot.job.ts';

await runMain(async () => {
  const env = readProcessEnv();
  const log = createLog('consultation', env.LOG_LEVEL);
  const orm = createOrm({ ...databaseOptions(env.DATABASE_URL), poolSize: env.DATABASE_POOL_SIZE });
  const sources = {
    orm,
    register: createRegisterCache(),
    publishedTables: createPublishedTables(),
    directorySecrets: directorySecretsOf(env),
  };
  const server = await createSubgraphServer({
    schema: createSchema(),
    log,
    createContext: (caller) => createContext(sources, caller),
    gatewaySecrets: env.GATEWAY_SECRETS,
    checkReady: () => select(orm.em.fork(), 'main.ready', 'select 1'),
  });
  const associations = directorySourcesOf(env);
  const followers = followDirectories({ orm, log, sources: associations, pollMs: env.DIRECTORY_POLL_MS });
  const requireTls = env.NODE_ENV === 'production';
  const postman = createPostman({ url: env.SMTP_URL, from: env.MAIL_FROM, requireTls });
  const sender = sendMails({ orm, log, sources: associations, postman, publicUrl: env.PUBLIC_URL });
  const work = [createSnapshotJob(orm), createRetentionJob(orm), createClockJob(orm, log), createDigestJob(orm)];
  const jobs = startJobs({ url: env.DATABASE_URL, log, jobs: work });
  closeOnSignals(log, async () => {
    await server.close();
    await jobs.close();
    await sender[Symbol.asyncDispose]();
    await followers[Symbol.asyncDispose]();
    await orm.close();
  });
  await server.listen({ host: env.HOST, port: env.PORT });
});
