import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { createLog } from '@gkz-qe/kit/log.ts';
import { closeOnSignals, runMain } from '@gkz-qe/kit/process.ts';
import { readGatewayEnv, settleProcessEnv } from './env.ts';

await runMain(async () => {
  const env = readGatewayEnv();
  settleProcessEnv(env);
  // The packages behind these two take most of the start: their compiled code is kept from one start to the next.
  enableCompileCache();
  const { createGatewayServer } = await import('./server.ts');
  const { createGeneration } = await import('./supergraph/generation.ts');
  const log = createLog('gateway', env.logLevel);
  const generation = await createGeneration(readFileSync(env.supergraphFile, 'utf8'), env, log);
  const app = await createGatewayServer(env, generation, log);
  closeOnSignals(log, () => app.close());
  const address = await app.listen({ host: env.host, port: env.port });
  log.info({ address, subgraphs: [...generation.subgraphs.keys()] }, 'listening');
});
