import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestGateway } from '../testing/gateway.ts';

let gateway: TestGateway;
const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

beforeAll(async () => {
  gateway = await startGateway([{ name: 'one', typeDefs: 'type Query { hello: String }' }]);
});

afterAll(() => gateway?.[Symbol.asyncDispose]());

test('a browser gets a German page at the address of the graph, a program gets answers there', async () => {
  const page = await gateway.send('/graphql', { headers: browser });
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.body).toContain('<html lang="de">');
  expect(page.body).toContain('<title>Quartiersentwicklung: Abfragen ausprobieren</title>');
  const answer = await gateway.send('/graphql?query={__typename}', {
    headers: { accept: '*/*', 'apollo-require-preflight': '1' },
  });
  expect(answer.body).toEqual({ data: { __typename: 'Query' } });
});

test('everything that the page loads comes from this server, and may come from nowhere else', async () => {
  const page = await gateway.send('/graphql', { headers: browser });
  const script = await gateway.send('/graphql/explorer/page.js');
  const named = `${page.body}${script.body}`;
  expect(named).not.toMatch(/(src|href|from|import\()\s*=?\s*["'](https?:)?\/\//);
  for (const [, path] of named.matchAll(/["'](\/graphql\/explorer\/[\w.]+\.(?:js|css))["']/g)) {
    const file = await gateway.send(path ?? '');
    expect([path, file.status]).toEqual([path, 200]);
  }
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page.headers.get('content-security-policy')).not.toMatch(/https?:|\*/);
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
});

test('offers the known operations as examples', async () => {
  const { body } = await gateway.send('/graphql/explorer/page.js');
  expect(body).toContain('query FindPlace');
});

test('hands out no other files', async () => {
  const { status } = await gateway.send('/graphql/explorer/..%2f..%2fpackage.json');
  expect(status).toBe(404);
});

test('can be switched off', async () => {
  await using closed = await startGateway([{ name: 'one', typeDefs: 'type Query { hello: String }' }], {
    EXPLORER: 'off',
  });
  expect((await closed.send('/graphql', { headers: browser })).headers.get('content-type')).not.toContain('html');
  expect((await closed.send('/graphql/explorer/page.js')).status).toBe(404);
});
