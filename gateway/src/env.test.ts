import { expect, test } from 'vitest';
import { readGatewayEnv } from './env.ts';

const secret = 'f3b1c9d2e4a5968778695a4b3c2d1e0f';
const production = { OIDC_ISSUER: 'https://login.example', OIDC_AUDIENCE: 'gkz', SUBGRAPH_SECRET_ONE: secret };

/** The message of the fault that this environment is. */
function faultOf(env: Record<string, string>): string {
  try {
    readGatewayEnv(env);
  } catch (error) {
    return (error as Error).message;
  }
  return 'no fault';
}

test('runs in production mode unless told otherwise', () => {
  expect(readGatewayEnv(production).production).toBe(true);
});

test('needs nothing at all in development', () => {
  expect(readGatewayEnv({ NODE_ENV: 'development' })).toMatchObject({ host: '127.0.0.1', port: 4000, identity: null });
});

test('an empty value means missing', () => {
  expect(readGatewayEnv({ ...production, PORT: '', RATE_LIMIT: '' }).port).toBe(4000);
});

test.each([
  ['without an issuer', { ...production, OIDC_ISSUER: '' }, 'OIDC_ISSUER: required in production'],
  ['with an issuer on http', { ...production, OIDC_ISSUER: 'http://login.example' }, 'OIDC_ISSUER: must be https'],
  [
    'with a secret made for development',
    { ...production, SUBGRAPH_SECRET_ONE: `dev-${secret}` },
    'SUBGRAPH_SECRET_ONE',
  ],
  ['with an issuer but no audience', { ...production, OIDC_AUDIENCE: '' }, 'OIDC_AUDIENCE: required'],
])('refuses to start in production %s', (_what, env, fault) => {
  expect(faultOf(env)).toContain(fault);
});

test('names all faults at once, and no value', () => {
  const message = faultOf({
    ...{
      PORT: 'harbour',
      OIDC_ISSUER: 'not a url',
      RATE_LIMIT: 'often',
      COST_BUDGETS: 'nobody=5',
      SUBGRAPH_SECRET_X: 'short',
    },
    SUBGRAPH_URL_Y: 'file:///etc/passwd',
  });
  for (const name of ['PORT', 'OIDC_ISSUER', 'RATE_LIMIT', 'COST_BUDGETS', 'SUBGRAPH_SECRET_X', 'SUBGRAPH_URL_Y']) {
    expect(message).toContain(name);
  }
  expect(message).not.toMatch(/harbour|short|passwd/);
});

test('reads limits, budgets and addresses in the form that the README shows', () => {
  const env = readGatewayEnv({
    ...production,
    ...{
      RATE_LIMIT: '600/60',
      RATE_LIMIT_FIELDS: 'submitInquiry=5/3600, other=off',
      COST_BUDGETS: 'public=10,analyst=20',
    },
    ...{ SUBGRAPH_URL_ONE: 'http://one:4001/graphql', OIDC_ROLE_NAMES: 'Koordinierung=coordinator' },
  });
  expect(env.rate).toEqual({
    requests: { max: 600, seconds: 60 },
    fields: { submitInquiry: { max: 5, seconds: 3600 }, other: null },
  });
  expect(env.cost?.budgets).toMatchObject({ public: 10, analyst: 20, coordinator: 500_000 });
  expect(env.subgraphUrls.get('ONE')).toBe('http://one:4001/graphql');
  expect(env.identity?.claims.roleNames).toEqual({ Koordinierung: 'coordinator' });
});

test('a limit that is off is off', () => {
  expect(readGatewayEnv(production).rate.requests).toEqual({ max: 600, seconds: 60 });
  expect(readGatewayEnv({ ...production, RATE_LIMIT: 'off', COST_BUDGETS: 'off' })).toMatchObject({
    rate: { requests: null },
    cost: null,
  });
});

test('finds a supergraph file from where the command was given', () => {
  const env = readGatewayEnv({ NODE_ENV: 'development', SUPERGRAPH: 'own.graphql', INIT_CWD: '/somewhere' });
  expect(env.supergraphFile).toBe('/somewhere/own.graphql');
});
