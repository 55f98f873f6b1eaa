import {
  directoryEnvShape,
  ownerEnvShape,
  readEnv,
  refuseDevelopmentSecrets,
  subgraphEnvShape,
} from '@gkz-qe/kit/env.ts';
import { z } from 'zod';

const processEnv = z.object({ ...subgraphEnvShape, ...directoryEnvShape });

export type ProcessEnv = z.output<typeof processEnv>;

/**
 * What the running service needs.
 *
 * @throws EnvFault naming every variable that is missing or wrong
 */
export function readProcessEnv(source = process.env): ProcessEnv {
  const env = readEnv(processEnv, source);
  const { GATEWAY_SECRETS, DIRECTORY_SECRETS } = env;
  refuseDevelopmentSecrets(env.NODE_ENV, { GATEWAY_SECRETS, DIRECTORY_SECRETS });
  return env;
}

/** What `import-members` needs: the service's database, and where the command was typed, which pnpm tells. */
export function readImportEnv(source = process.env) {
  const { DATABASE_URL } = subgraphEnvShape;
  return readEnv(z.object({ DATABASE_URL, INIT_CWD: z.string().optional() }), source);
}

/** What `migrate` and `seed` need: the address with the owner's rights, which the running service does not have. */
export function readOwnerUrl(source = process.env): string {
  return readEnv(z.object(ownerEnvShape), source).DATABASE_OWNER_URL;
}
