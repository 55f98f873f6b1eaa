import { enableCompileCache } from 'node:module';
import { EnvFault } from '@gkz-qe/kit/env.ts';
import { createLog } from '@gkz-qe/kit/log.ts';
import { closeOnSignals, runMain } from '@gkz-qe/kit/process.ts';
import { readGatewayEnv, settleProcessEnv } from './env.ts';

await runMain(async () => {
  const env = readGatewayEnv();
  settleProcessEnv(env);
  // Loading the packages behind these is most of the start: what the engine made of their code is kept for the next one. Where
  // NODE_COMPILE_CACHE says in which folder, as in the start script, so is what was loaded before this line.
  enableCompileCache();
  const { createGatewayServer } = await import('./server.ts');
  const { loadGenerationFile } = await import('./supergraph/load-file.ts');
  const { watchSupergraphFile } = await import('./supergraph/watch-file.ts');
  const log = createLog('gateway', env.logLevel);
  const generation = await loadGenerationFile(env.supergraphFile, env, log);
  const { app, reloader } = await createGatewayServer(env, generation, log);
  const unwatch = watchSupergraphFile(env.supergraphFile, env.supergraphPollMs, reloader.offer, log);
  closeOnSignals(log, async () => {
    unwatch();
    await app.close();
  });
  const address = await app.listen({ host: env.host, port: env.port }).catch((error: NodeJS.ErrnoException) => {
    throw new EnvFault([`HOST, PORT: cannot listen on ${env.host}:${env.port} (${error.code})`]);
  });
  if (!env.production) log.warn('development mode: who signs in and who calls is not fully checked');
  log.info({ address, subgraphs: [...generation.subgraphs.keys()] }, 'listening');
});
