import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { composeSupergraph } from './testing/compose.ts';
import { type SubgraphSource, startSubgraph, type TestSubgraph } from './testing/subgraph.ts';

const source: SubgraphSource = {
  name: 'one',
  typeDefs: 'type Query { hello: String }',
  resolvers: { Query: { hello: () => 'Hallo' } },
};

let folder: string;
let subgraph: TestSubgraph;
const started: ChildProcess[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gateway-'));
  subgraph = await startSubgraph(source);
  writeFileSync(join(folder, 'supergraph.graphql'), composeSupergraph([{ ...source, url: subgraph.url }]));
});

afterEach(() => {
  subgraph.misbehave = undefined;
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

afterAll(async () => {
  await subgraph?.stop();
  rmSync(folder, { recursive: true });
});

/** Starts the gateway as a process of its own. */
function start(env: Record<string, string>) {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: new URL('..', import.meta.url),
    env: { NODE_ENV: 'development', PORT: '0', SUPERGRAPH: join(folder, 'supergraph.graphql'), ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  started.push(child);
  const output: string[] = [];
  child.stdout?.on('data', (text) => output.push(String(text)));
  child.stderr?.on('data', (text) => output.push(String(text)));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const address = () => /"address":"([^"]+)"/.exec(output.join(''))?.[1];
  return { child, ended, address, text: () => output.join('') };
}

async function ask(address: string | undefined, query = '{ hello }'): Promise<unknown> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

test('serves any composed supergraph without further settings, and ends when it is told to', async () => {
  const gateway = start({});
  await expect.poll(gateway.address, { timeout: 20_000 }).toBeDefined();
  expect(await ask(gateway.address())).toEqual({ data: { hello: 'Hallo' } });
  gateway.child.kill('SIGTERM');
  expect(await gateway.ended).toBe(0);
});

test('finishes what is under way before it ends', async () => {
  const gateway = start({});
  await expect.poll(gateway.address, { timeout: 20_000 }).toBeDefined();
  const arrived = new Promise<() => void>((resolve) => {
    subgraph.misbehave = (_call, response) => {
      resolve(() => response.end('{"data":{"hello":"spät"}}'));
      return true;
    };
  });
  const asked = ask(gateway.address());
  const answer = await arrived;
  gateway.child.kill('SIGTERM');
  await expect.poll(gateway.text).toContain('closing');
  answer();
  expect(await asked).toEqual({ data: { hello: 'spät' } });
  expect(await gateway.ended).toBe(0);
});

test('serves a new supergraph file when it is there, and goes on with the last one when that is none', async () => {
  const file = join(folder, 'changing.graphql');
  const supergraph = composeSupergraph([{ ...source, url: subgraph.url }]);
  writeFileSync(file, supergraph);
  const gateway = start({ SUPERGRAPH: file, SUPERGRAPH_POLL_MS: '100' });
  await expect.poll(gateway.address, { timeout: 20_000 }).toBeDefined();
  const isDescribed = async () =>
    JSON.stringify(await ask(gateway.address(), '{ __type(name: "Query") { description } }'));
  const isRefused = async () => {
    const response = await fetch(`${gateway.address()}/health/ready`);
    return ((await response.json()) as { supergraph: { refused: unknown } }).supergraph.refused;
  };

  writeFileSync(file, supergraph.replace('type Query', '"All there is." type Query'));
  await expect.poll(isDescribed, { timeout: 20_000 }).toContain('All there is.');
  writeFileSync(file, 'half of a');
  await expect.poll(isRefused, { timeout: 20_000 }).toBeTruthy();
  expect(await isDescribed()).toContain('All there is.');
  writeFileSync(file, supergraph);
  gateway.child.kill('SIGHUP');
  await expect.poll(isDescribed, { timeout: 20_000 }).not.toContain('All there is.');
  expect(await isRefused()).toBeNull();
});

test('ends in order when the process that started it is gone', async () => {
  const gateway = start({});
  await expect.poll(gateway.address, { timeout: 20_000 }).toBeDefined();
  gateway.child.disconnect();
  expect(await gateway.ended).toBe(0);
});

test.each([
  ['a supergraph that is not there', { SUPERGRAPH: '/nowhere/x.graphql' }, /SUPERGRAPH: the file \/nowhere\/x.graphql/],
  ['a supergraph that is none', { SUPERGRAPH: 'package.json' }, /SUPERGRAPH: .*cannot be served: Syntax Error/],
  ['an environment that does not fit', { PORT: 'x', NODE_ENV: 'production' }, /PORT: .*\n.*OIDC_ISSUER: required/],
])('says in plain lines that it cannot start with %s', async (_what, env, message) => {
  const gateway = start(env);
  expect(await gateway.ended).toBe(1);
  expect(gateway.text()).toMatch(message);
  expect(gateway.text()).not.toMatch(/\n {4}at /);
});
