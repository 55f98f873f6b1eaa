import { expect, test } from 'vitest';
import { z } from 'zod';
import { EnvFault, readEnv, refuseDevelopmentSecrets, subgraphEnvShape } from './env.ts';

const schema = z.object(subgraphEnvShape);
const good = {
  PORT: '4001',
  DATABASE_URL: 'postgres://service:pw@127.0.0.1:5432/db',
  GATEWAY_SECRETS: 'x'.repeat(32),
};

test('a subgraph is in production mode and on loopback where nothing else is said', () => {
  expect(readEnv(schema, good)).toMatchObject({ NODE_ENV: 'production', HOST: '127.0.0.1', PORT: 4001 });
});

test('all faults are told at once, by name and without a value', () => {
  const read = () => readEnv(schema, { PORT: 'http', DATABASE_URL: 'mysql://secret@host', GATEWAY_SECRETS: 'short' });
  expect(read).toThrowError(EnvFault);
  expect(read).toThrowError(/PORT[\s\S]*DATABASE_URL[\s\S]*GATEWAY_SECRETS/);
  expect(read).not.toThrowError(/secret@host|short$/);
});

test('what is missing is told as missing, what is wrong with what fits', () => {
  const read = (env: Record<string, string>) => () => readEnv(schema, env);
  expect(read({ ...good, PORT: '', GATEWAY_SECRETS: '' })).toThrowError(
    /PORT: is missing\n\s*GATEWAY_SECRETS: is missing$/,
  );
  expect(read({ ...good, PORT: 'http' })).toThrowError(/PORT: .*expected number/);
});

test('an empty value means missing', () => {
  expect(readEnv(schema, { ...good, HOST: '' }).HOST).toBe('127.0.0.1');
  expect(() => readEnv(schema, { ...good, DATABASE_URL: '' })).toThrowError(/DATABASE_URL/);
});

test('two secrets stand side by side while one replaces the other', () => {
  const two = `${'a'.repeat(32)}, ${'b'.repeat(32)}`;
  expect(readEnv(schema, { ...good, GATEWAY_SECRETS: two }).GATEWAY_SECRETS).toEqual(['a'.repeat(32), 'b'.repeat(32)]);
});

test('production refuses a secret made for development', () => {
  const secrets = { GATEWAY_SECRETS: [`development-${'x'.repeat(32)}`] };
  expect(() => refuseDevelopmentSecrets('production', secrets)).toThrowError(/GATEWAY_SECRETS/);
  expect(() => refuseDevelopmentSecrets('development', secrets)).not.toThrowError();
});
