import { createOrm, select } from '@gkz-qe/kit/database.ts';
import { createLog } from '@gkz-qe/kit/log.ts';
import { closeOnSignals, runMain } from '@gkz-qe/kit/process.ts';
import { createSubgraphServer } from '@gkz-qe/kit/server.ts';
import { createContext } from './context.ts';
import { databaseOptions } from './database.ts';
import { readProcessEnv } from './env.ts';
import { createSchema } from './schema.ts';

await runMain(async () => {
  const env = readProcessEnv();
  const log = createLog('landkreistag', env.LOG_LEVEL);
  const orm = createOrm({ ...databaseOptions(env.DATABASE_URL), poolSize: env.DATABASE_POOL_SIZE });
  const sources = { orm, directorySecrets: env.DIRECTORY_SECRETS };
  const server = await createSubgraphServer({
    schema: createSchema(),
    log,
    createContext: (caller) => createContext(sources, caller),
    gatewaySecrets: env.GATEWAY_SECRETS,
    directorySecrets: env.DIRECTORY_SECRETS,
    checkReady: () => select(orm.em.fork(), 'main.ready', 'select 1'),
  });
  closeOnSignals(log, async () => {
    await server.close();
    await orm.close();
  });
  await server.listen({ host: env.HOST, port: env.PORT });
});
