import { z } from 'zod';

/** The environment of a process does not fit. Its message lists every fault, a line each, and holds no value. */
export class EnvFault extends Error {
  constructor(faults: readonly string[]) {
    super(['The environment does not fit:', ...faults.map((fault) => `  ${fault}`)].join('\n'));
    this.name = 'EnvFault';
  }
}

/**
 * Reads one typed object from the environment, all faults at once. An empty value means missing.
 *
 * @throws EnvFault naming each variable that is missing or wrong
 */
export function readEnv<Schema extends z.ZodType>(
  schema: Schema,
  source: Readonly<Record<string, string | undefined>>,
): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const faultOf = ({ path, code, message }: z.core.$ZodIssue) => {
    const isMissing = code === 'invalid_type' && !Object.hasOwn(given, String(path[0]));
    return `${path.join('.') || '(all)'}: ${isMissing ? 'is missing' : message}`;
  };
  throw new EnvFault(read.error.issues.map(faultOf));
}

/** One or two secrets, comma-separated: the second one is there while the first is being replaced. */
const secrets = z
  .string()
  .transform((text) => text.split(',').map((secret) => secret.trim()))
  .pipe(z.array(z.string().min(32, 'a secret has at least 32 characters')).min(1).max(2));

const developmentSecret = /^(dev|development|test|changeme)/i;

/** What every subgraph process reads. Extend the shape with what only one of them needs. */
export const subgraphEnvShape = {
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(10),
  /** Secrets with which the gateway signs its calls. */
  GATEWAY_SECRETS: secrets,
};

/** What migrations and seeds read: the URL of the role that owns the tables, which no running service has. */
export const ownerEnvShape = { DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }) };

/** Whom the directory's change query answers: secrets that only the consulting subgraph has. */
export const directoryEnvShape = { DIRECTORY_SECRETS: secrets };

/** @throws EnvFault where a process in production would run with a secret made for development */
export function refuseDevelopmentSecrets(nodeEnv: string, named: Readonly<Record<string, readonly string[]>>): void {
  if (nodeEnv !== 'production') return;
  const faults = Object.entries(named).flatMap(([name, values]) =>
    values.some((value) => developmentSecret.test(value)) ? [`${name}: a development secret in production`] : [],
  );
  if (faults.length > 0) throw new EnvFault(faults);
}
