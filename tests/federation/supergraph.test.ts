import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeSupergraph } from '@gkz-qe/gateway/testing/compose.ts';
import { type SubgraphSource, startSubgraph } from '@gkz-qe/gateway/testing/subgraph.ts';
import { projectFolder } from '@gkz-qe/infra/env.ts';
import { signToken } from '@gkz-qe/infra/identity/issuer.ts';
import { findFreePort } from '@gkz-qe/infra/operator/ports.ts';
import { startNodeProcess } from '@gkz-qe/infra/processes/node-process.ts';
import { untilReady } from '@gkz-qe/infra/processes/ready.ts';
import { roles } from '@gkz-qe/kit/viewer.ts';
import { generatedPaths } from '@gkz-qe/schema/generated-files.ts';
import { buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { readAnswer } from '../support/graph-client.ts';
import { useSharedSystem } from '../support/use-system.ts';

const { graph, dataDir } = await useSharedSystem();

test('the gateway serves the committed contract, whole for who has every role', async () => {
  const token = await signToken(dataDir, { sub: 'all', roles, association: 'staedtetag' }, '5m');
  const { data, errors } = await graph(getIntrospectionQuery(), {}, { authorization: `Bearer ${token}` });
  expect(errors).toEqual([]);

  const served = printSchema(lexicographicSortSchema(buildClientSchema(data)));
  const committed = printSchema(lexicographicSortSchema(buildSchema(readFileSync(generatedPaths.api, 'utf8'))));
  expect(served).toBe(committed);
});

const library: SubgraphSource = {
  name: 'library',
  typeDefs: 'type Query { book(id: ID!): Book }  type Book @key(fields: "id") { id: ID! title: String! }',
  resolvers: { Query: { book: (_root, { id }) => ({ id, title: 'Quartiere gestalten' }) } },
};
const shelf: SubgraphSource = {
  name: 'shelf',
  typeDefs: 'type Book @key(fields: "id") { id: ID! place: String! }',
  resolvers: { Book: { place: () => 'Regal 7' } },
};

test('the gateway alone serves any other supergraph that SUPERGRAPH names', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gkz-qe-supergraph-'));
  await using books = await startSubgraph(library);
  await using places = await startSubgraph(shelf);
  const file = join(folder, 'library.graphql');
  writeFileSync(
    file,
    composeSupergraph([
      { ...library, url: books.url },
      { ...shelf, url: places.url },
    ]),
  );
  const port = await findFreePort();
  const gateway = startNodeProcess({
    script: join(projectFolder, 'gateway', 'src', 'main.ts'),
    cwd: folder,
    // A path is read as seen from where the command was typed.
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'development',
      SUPERGRAPH: 'library.graphql',
      INIT_CWD: folder,
      PORT: String(port),
    },
    logFile: join(folder, 'gateway.log'),
  });
  try {
    await Promise.race([untilReady(port, AbortSignal.timeout(20_000)), gateway.exited]);
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ book(id: 1) { title place } }' }),
    });
    const { data, errors } = await readAnswer(response);
    expect(errors).toEqual([]);
    expect(data).toEqual({ book: { title: 'Quartiere gestalten', place: 'Regal 7' } });
  } finally {
    await gateway.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

test.each([
  ['is not there', undefined],
  ['is no supergraph', 'type Query { book: String }'],
  ['is no GraphQL', 'no schema at all {'],
])('the gateway does not start with a file that %s, and says so', async (_how, text) => {
  const folder = mkdtempSync(join(tmpdir(), 'gkz-qe-supergraph-'));
  const file = join(folder, 'given.graphql');
  if (text !== undefined) writeFileSync(file, text);
  const gateway = startNodeProcess({
    script: join(projectFolder, 'gateway', 'src', 'main.ts'),
    cwd: folder,
    env: { PATH: process.env.PATH, NODE_ENV: 'development', SUPERGRAPH: file, PORT: String(await findFreePort()) },
    logFile: join(folder, 'gateway.log'),
  });
  const { code, lastWords } = await gateway.exited;
  rmSync(folder, { recursive: true, force: true });
  expect(code).toBe(1);
  expect(lastWords.join('\n')).toMatch(text === undefined ? /given\.graphql/ : /\S/);
});
