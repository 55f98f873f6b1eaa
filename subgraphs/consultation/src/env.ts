import { EnvFault, ownerEnvShape, readEnv, refuseDevelopmentSecrets, subgraphEnvShape } from '@gkz-qe/kit/env.ts';
import { z } from 'zod';
import { associationCodes } from './association/associations.ts';
import type { DirectorySecrets, DirectorySource } from './directory/directory.types.ts';
import type { AssociationCode } from './generated/resolvers.ts';

const url = z.url({ protocol: /^https?$/ });
const secret = z.string().min(32, 'a secret has at least 32 characters');

const shape = {
  ...subgraphEnvShape,
  /** Where each association's change log is asked for, and the secret with which that call is signed. */
  ...forEachAssociation('DIRECTORY_URL', () => url),
  ...forEachAssociation('DIRECTORY_SECRET', () => secret),
  /** Milliseconds between two looks into a change log. */
  DIRECTORY_POLL_MS: z.coerce.number().int().min(50).max(600_000).default(2_000),
  /** The mail server, with user and password where it wants them: smtp://… or smtps://… */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  /** Whose mails they are: an address, or „Name <address>“. */
  MAIL_FROM: z
    .string()
    .regex(/^([^<>\r\n]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'an address, or Name <address>'),
  /** Where the clients of this system are reached: links in mails begin with it. */
  PUBLIC_URL: url.transform((text) => text.replace(/\/+$/, '')),
};

export type Env = z.output<z.ZodObject<typeof shape>>;

/** @throws EnvFault naming every variable that is missing or wrong */
export function readProcessEnv(source = process.env): Env {
  const env = readEnv(z.object(shape), source);
  refuseDevelopmentSecrets(env.NODE_ENV, {
    GATEWAY_SECRETS: env.GATEWAY_SECRETS,
    ...forEachAssociation('DIRECTORY_SECRET', (code) => [env[`DIRECTORY_SECRET_${code}`]]),
  });
  if (env.NODE_ENV === 'production') refuseDevelopmentMail(env);
  return env;
}

/** A variable for each association: `DIRECTORY_URL_STAEDTETAG`. */
function forEachAssociation<Prefix extends string, Value>(prefix: Prefix, valueFor: (code: AssociationCode) => Value) {
  const entries = associationCodes.map((code) => [`${prefix}_${code}`, valueFor(code)]);
  return Object.fromEntries(entries) as Record<`${Prefix}_${AssociationCode}`, Value>;
}

/** Mails hold links that open an inquiry, and a mail server on this machine is the one for development, which delivers nothing. */
function refuseDevelopmentMail({ SMTP_URL, PUBLIC_URL }: Pick<Env, 'SMTP_URL' | 'PUBLIC_URL'>): void {
  const faults = [
    ...(isOnThisMachine(SMTP_URL) ? ['SMTP_URL: a mail server for development in production'] : []),
    ...(URL.parse(PUBLIC_URL)?.protocol === 'https:' ? [] : ['PUBLIC_URL: not https in production']),
  ];
  if (faults.length > 0) throw new EnvFault(faults);
}

function isOnThisMachine(address: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/i.test(URL.parse(address)?.hostname ?? '');
}

/** The change logs to follow, as the environment names them. */
export function directorySourcesOf(env: Env): readonly DirectorySource[] {
  return associationCodes.map((association) => ({
    association,
    url: env[`DIRECTORY_URL_${association}`],
    secret: env[`DIRECTORY_SECRET_${association}`],
  }));
}

/** What each association shares with us alone. */
export function directorySecretsOf(env: Env): DirectorySecrets {
  const secrets = associationCodes.map((code) => [code, env[`DIRECTORY_SECRET_${code}`]]);
  return Object.fromEntries(secrets) as Record<AssociationCode, string>;
}

/** For commands that do a part of the service's work. */
export function readDatabaseUrl(source = process.env): string {
  return readEnv(z.object({ DATABASE_URL: subgraphEnvShape.DATABASE_URL }), source).DATABASE_URL;
}

/** For `import-register`: the service's database, and where the command was typed, which pnpm tells. */
export function readImportEnv(source = process.env) {
  const { DATABASE_URL } = subgraphEnvShape;
  return readEnv(z.object({ DATABASE_URL, INIT_CWD: z.string().optional() }), source);
}

/** For `migrate` and `seed`: the address with the rights of the owner, which the running service does not have. */
export function readOwnerUrl(source = process.env): string {
  return readEnv(z.object(ownerEnvShape), source).DATABASE_OWNER_URL;
}

/** For `seed`: how many sample cases to make. 2,000 are as many as the sample advisors can bear, more are there to measure with. */
export function readSampleCases(source = process.env): number {
  const count = z.coerce.number().int().min(0).max(10_000_000).default(2_000);
  return readEnv(z.object({ SAMPLE_CASES: count }), source).SAMPLE_CASES;
}
