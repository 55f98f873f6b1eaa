import { expect, test } from 'vitest';
import { defaults, readLocalEnv } from './env.ts';
import { OperatorFault } from './operator/operator-fault.ts';

const url = 'postgres://service:hidden@db.example/staedtetag';
const allUrls = {
  DATABASE_URL_STAEDTETAG: url,
  DATABASE_URL_GEMEINDETAG: url,
  DATABASE_URL_LANDKREISTAG: url,
  DATABASE_URL_CONSULTATION: url,
};

function faultOf(source: Record<string, string>): string {
  try {
    readLocalEnv(source);
  } catch (error) {
    if (error instanceof OperatorFault) return error.message;
    throw error;
  }
  throw new Error('no fault');
}

test('needs no setting: port 4000, data in the project, the embedded database, the issuer for development', () => {
  expect(readLocalEnv({})).toMatchObject({ port: 4000, dataDir: defaults.dataDir, databases: null, issuer: null });
});

test('takes an empty value for a missing one', () => {
  expect(readLocalEnv({ PORT: '', DATA_DIR: '', OIDC_ISSUER: '', DATABASE_URL_STAEDTETAG: '' })).toEqual(
    readLocalEnv({}),
  );
});

test('reads DATA_DIR as seen from where the command was typed', () => {
  expect(readLocalEnv({ DATA_DIR: 'here', INIT_CWD: '/typed/at' }).dataDir).toBe('/typed/at/here');
});

test.each(['0', '65530', 'abc', '-1', '4000.5', '1e3', ' 4000'])('refuses PORT=%s and names the way out', (port) => {
  expect(faultOf({ PORT: port })).toMatch(/^PORT=.* 1 bis 65528/);
});

test('names the database addresses that are missing beside the given ones', () => {
  const fault = faultOf({ DATABASE_URL_STAEDTETAG: url, DATABASE_URL_CONSULTATION: url });
  expect(fault).toContain('DATABASE_URL_GEMEINDETAG, DATABASE_URL_LANDKREISTAG');
  expect(fault).not.toContain('DATABASE_URL_STAEDTETAG');
});

test('migrates with the owner address where there is one, else with the service address', () => {
  const owner = 'postgres://owner@db.example/staedtetag';
  const { databases } = readLocalEnv({ ...allUrls, DATABASE_OWNER_URL_STAEDTETAG: owner });
  expect(databases?.staedtetag).toEqual({ service: url, owner });
  expect(databases?.gemeindetag).toEqual({ service: url, owner: url });
});

test('refuses what is no address of a PostgreSQL server without repeating its password', () => {
  const fault = faultOf({ ...allUrls, DATABASE_URL_LANDKREISTAG: 'mysql://root:hidden@db.example/x' });
  expect(fault).toContain('DATABASE_URL_LANDKREISTAG');
  expect(fault).not.toContain('hidden');
});

test('hands on general settings to the processes and keeps back what belongs to one of them', () => {
  const { inherited } = readLocalEnv({
    ...allUrls,
    PATH: '/bin',
    LOG_LEVEL: 'debug',
    DATABASE_POOL_SIZE: '5',
    PORT: '5000',
    NODE_ENV: 'production',
    GATEWAY_SECRETS: 'hidden',
    SUBGRAPH_SECRET_STAEDTETAG: 'hidden',
    DIRECTORY_SECRET_STAEDTETAG: 'hidden',
    npm_config_token: 'hidden',
  });
  expect(inherited).toEqual({ PATH: '/bin', LOG_LEVEL: 'debug', DATABASE_POOL_SIZE: '5' });
});
