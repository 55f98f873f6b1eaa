import { createContext } from '@gkz-qe/consultation/context.ts';
import { databaseOptions } from '@gkz-qe/consultation/database.ts';
import { createRegisterCache } from '@gkz-qe/consultation/register/register.cache.ts';
import { createSchema } from '@gkz-qe/consultation/schema.ts';
import { createPublishedTables } from '@gkz-qe/consultation/statistics/published-tables.ts';
import { createSnapshotRepository } from '@gkz-qe/consultation/statistics/snapshot/snapshot.repository.ts';
import { takeSnapshot } from '@gkz-qe/consultation/statistics/snapshot/take-snapshot.ts';
import { createOrm, select } from '@gkz-qe/kit/database.ts';
import { createLog } from '@gkz-qe/kit/log.ts';
import { createSubgraphServer } from '@gkz-qe/kit/server.ts';

/**
 * Serves the consultation subgraph, and in the same process, as at night, takes a snapshot of a day whenever its parent names one.
 * It tells its parent `{ url }`, and after each snapshot `{ seconds }`. It ends when its parent lets go of it.
 */
const { FIGURES_DATABASE: url = '', FIGURES_SECRET: secret = '' } = process.env;
const log = createLog('consultation', 'error');
const orm = createOrm({ ...databaseOptions(url), poolSize: 10 });
const sources = {
  orm,
  register: createRegisterCache(),
  publishedTables: createPublishedTables(),
  directorySecrets: {} as never,
};
const server = await createSubgraphServer({
  ...{ schema: createSchema(), log, gatewaySecrets: [secret] },
  createContext: (caller) => createContext(sources, caller),
  checkReady: () => select(orm.em.fork(), 'main.ready', 'select 1'),
});
process.on('message', async (today: string) => {
  const begin = performance.now();
  await takeSnapshot({ snapshots: createSnapshotRepository(orm.em.fork()), takenBy: 'nightly', today });
  process.send?.({ seconds: (performance.now() - begin) / 1000 });
});
process.on('disconnect', () => process.exit());
process.send?.({ url: `${await server.listen({ host: '127.0.0.1', port: 0 })}/graphql` });
