import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEnv, refuseDevelopmentSecrets } from '@gkz-qe/kit/env.ts';
import { type Role, roles } from '@gkz-qe/kit/viewer.ts';
import { z } from 'zod';
import { type Environment, list, onOff, pairs, rate, secrets, shapeOf, startingWith } from './env-values.ts';

const repositoryFile = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Cost budgets by role; `public` is everybody without one. In units of the cost estimate: about one object each. */
const defaultBudgets: Readonly<Record<Role | 'public', number>> = {
  // Enough for each of the known operations.
  public: 30_000,
  advisor: 100_000,
  team_lead: 100_000,
  association_admin: 100_000,
  privacy_officer: 100_000,
  coordinator: 500_000,
  analyst: 500_000,
};

/** Tests and benchmarks on a developer's machine send thousands of requests a second. */
const defaultRates = {
  production: { requests: { max: 600, seconds: 60 }, submissions: { max: 10, seconds: 60 } },
  development: { requests: { max: 1_000_000, seconds: 60 }, submissions: { max: 1_000_000, seconds: 60 } },
} as const;

const count = (fallback: number) => z.coerce.number().int().min(1).default(fallback);

const shape = {
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  /** How many proxies stand in front, so that the right address counts as the client's. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  SUPERGRAPH: z.string().optional(),
  SUPERGRAPH_POLL_MS: z.coerce.number().int().min(100).max(3_600_000).default(1000),
  INIT_CWD: z.string().optional(),

  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_AUDIENCE: z.string().optional(),
  OIDC_CLOCK_SKEW_SECONDS: z.coerce.number().int().min(0).max(300).default(30),
  OIDC_ROLES_CLAIM: z.string().default('roles'),
  OIDC_ROLE_NAMES: pairs(z.record(z.string(), z.enum(roles))).default({}),
  OIDC_ASSOCIATION_CLAIM: z.string().default('association'),
  OIDC_ASSOCIATION_NAMES: pairs(z.record(z.string(), z.string().regex(/^[a-z]{2,40}$/))).default({}),
  OIDC_ADVISOR_CLAIM: z.string().default('advisor_id'),

  CORS_ORIGINS: list.default([]),
  EXPLORER: onOff.default(true),
  INTROSPECTION: onOff.default(true),
  OPERATIONS: z.enum(['any', 'trusted']).default('any'),
  TRUSTED_OPERATIONS: z.string().default(repositoryFile('schema/operations')),

  REQUEST_BUDGET_MS: z.coerce.number().int().min(100).max(120_000).default(10_000),
  MAX_BODY_BYTES: count(512 * 1024),
  MAX_DOCUMENT_CHARACTERS: count(64 * 1024),
  MAX_TOKENS: count(3000),
  MAX_DEPTH: count(20),
  MAX_ALIASES: count(60),
  MAX_ROOT_FIELDS: count(30),
  MAX_DIRECTIVES: count(100),
  COST_BUDGETS: z
    .union([z.literal('off'), pairs(z.partialRecord(z.enum(['public', ...roles]), z.coerce.number().int().min(1)))])
    .default({}),
  COST_LIST_SIZE: count(10),
  RATE_LIMIT: rate.optional(),
  RATE_LIMIT_FIELDS: pairs(z.record(z.string(), rate)).optional(),
};

type Env = z.output<z.ZodObject<typeof shape>>;

/** Checks that span variables; they run even where others have failed, so that all faults show at once. */
const always = { when: () => true };
const hasAudience = (env: Env) => !env.OIDC_ISSUER || Boolean(env.OIDC_AUDIENCE);
const hasIssuer = (env: Env) => env.NODE_ENV !== 'production' || Boolean(env.OIDC_ISSUER);
const hasSafeIssuer = (env: Env) => env.NODE_ENV !== 'production' || !env.OIDC_ISSUER?.startsWith('http:');

function schemaFor(source: Environment) {
  return z
    .object({
      ...shapeOf(source, 'SUBGRAPH_URL_', z.url({ protocol: /^https?$/ })),
      ...shapeOf(source, 'SUBGRAPH_SECRET_', secrets),
      ...shape,
    })
    .refine(hasAudience, { path: ['OIDC_AUDIENCE'], error: 'required with OIDC_ISSUER', ...always })
    .refine(hasIssuer, { path: ['OIDC_ISSUER'], error: 'required in production', ...always })
    .refine(hasSafeIssuer, { path: ['OIDC_ISSUER'], error: 'must be https in production', ...always });
}

/**
 * Reads the whole environment of the gateway, all faults at once.
 *
 * @throws EnvFault with one line per fault
 */
export function readGatewayEnv(source: Environment = process.env) {
  const env = readEnv(schemaFor(source), source);
  const production = env.NODE_ENV === 'production';
  const rates = defaultRates[production ? 'production' : 'development'];
  const subgraphSecrets = startingWith<readonly string[]>(env, 'SUBGRAPH_SECRET_');
  refuseDevelopmentSecrets(
    env.NODE_ENV,
    Object.fromEntries([...subgraphSecrets].map(([name, values]) => [`SUBGRAPH_SECRET_${name}`, values])),
  );
  return {
    production,
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    trustedProxies: env.TRUSTED_PROXIES,
    supergraphFile: env.SUPERGRAPH
      ? resolve(env.INIT_CWD ?? '.', env.SUPERGRAPH)
      : repositoryFile('schema/generated/supergraph.graphql'),
    supergraphPollMs: env.SUPERGRAPH_POLL_MS,
    subgraphUrls: startingWith<string>(env, 'SUBGRAPH_URL_'),
    subgraphSecrets,
    identity:
      env.OIDC_ISSUER && env.OIDC_AUDIENCE
        ? {
            issuer: env.OIDC_ISSUER,
            audience: env.OIDC_AUDIENCE,
            clockSkewSeconds: env.OIDC_CLOCK_SKEW_SECONDS,
            claims: {
              roles: env.OIDC_ROLES_CLAIM,
              roleNames: env.OIDC_ROLE_NAMES,
              association: env.OIDC_ASSOCIATION_CLAIM,
              associationNames: env.OIDC_ASSOCIATION_NAMES,
              advisorId: env.OIDC_ADVISOR_CLAIM,
            },
          }
        : null,
    corsOrigins: env.CORS_ORIGINS,
    explorer: env.EXPLORER,
    introspection: env.INTROSPECTION,
    onlyTrustedOperations: env.OPERATIONS === 'trusted',
    trustedOperations: env.TRUSTED_OPERATIONS,
    requestBudgetMs: env.REQUEST_BUDGET_MS,
    maxBodyBytes: env.MAX_BODY_BYTES,
    document: {
      characters: env.MAX_DOCUMENT_CHARACTERS,
      tokens: env.MAX_TOKENS,
      depth: env.MAX_DEPTH,
      aliases: env.MAX_ALIASES,
      rootFields: env.MAX_ROOT_FIELDS,
      directives: env.MAX_DIRECTIVES,
    },
    cost:
      env.COST_BUDGETS === 'off'
        ? null
        : { budgets: { ...defaultBudgets, ...env.COST_BUDGETS }, listSize: env.COST_LIST_SIZE },
    rate: {
      requests: env.RATE_LIMIT === undefined ? rates.requests : env.RATE_LIMIT,
      fields: env.RATE_LIMIT_FIELDS ?? { submitInquiry: rates.submissions, registerForEvent: rates.submissions },
    },
  };
}

export type GatewayEnv = ReturnType<typeof readGatewayEnv>;

/** Tells the packages, which look it up themselves, in which mode they run. To be called before they are loaded. */
export function settleProcessEnv(env: Pick<GatewayEnv, 'production'>): void {
  process.env.NODE_ENV = env.production ? 'production' : 'development';
}

/** Apollo's gateway would send figures about this machine to its maker. */
export function forbidTelemetry(): void {
  process.env.APOLLO_TELEMETRY_DISABLED = 'true';
}
