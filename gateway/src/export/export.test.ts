import { once } from 'node:events';
import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startGateway, type TestGateway } from '../testing/gateway.ts';
import { startIssuer, type TestIssuer } from '../testing/issuer.ts';
import type { TestSubgraph } from '../testing/subgraph.ts';

const typeDefs = `
  type Query { things(first: Int, after: String, from: Int, kinds: [Kind!]): Things  about: About  groups: [Group!]  secret: [Thing!] @requiresScopes(scopes: [["case:read"]]) }
  type About { asOf: String  legend: [String!] }
  type Things { nodes: [Thing!]!  pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean!  endCursor: String }
  type Thing { key: ID!  name: String  size: Int  share: Float  old: Boolean  tags: [Tag!] }
  type Group { name: String!  things: [Thing!] }
  type Tag { name: String! }
  enum Kind { SMALL LARGE }`;

const paged = `query ExportThings($after: String, $from: Int, $kinds: [Kind!]) {
  about { Stand: asOf Hinweis: legend }
  things(first: 2, after: $after, from: $from, kinds: $kinds) {
    rows: nodes { key name size share old tags { tags: name } }
    pageInfo { hasNextPage endCursor }
  }
}`;

const names = ['=cmd()', 'plain; "quoted"', '+49 711', '-5', '@here', 'end'];
const things = names.map((name, at) => ({
  ...{ key: `0811100${at}`, name, size: at - 1, share: at / 4, old: at % 2 === 0 },
  tags: at === 0 ? [{ name: 'a' }, { name: 'b' }] : [],
}));
/** Cursor at which the subgraph fails; null: at none. */
let brokenAt: string | null = null;
let asked: Record<string, unknown>[] = [];

const resolvers = {
  Query: {
    about: () => ({ asOf: '2026-11-22', legend: ['Erster Satz.', 'Zweiter Satz.'] }),
    secret: () => [],
    groups: () => [{ things: things.slice(0, 2) }, { things: null }, { things: things.slice(5) }],
    things(_parent: unknown, args: Record<string, unknown>) {
      asked.push(args);
      const at = Number(args.after ?? 0);
      if (args.after === brokenAt && brokenAt !== null) throw new Error('broken');
      const next = at + 2;
      return {
        nodes: things.slice(at, next),
        pageInfo: { hasNextPage: next < things.length, endCursor: String(next) },
      };
    },
  },
};

let issuer: TestIssuer;
let gateway: TestGateway;
let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;
beforeAll(async () => {
  folder = await mkdtempDisposable(join(tmpdir(), 'gkz-qe-exports-'));
  await writeFile(join(folder.path, 'export-things.graphql'), paged);
  await writeFile(join(folder.path, 'export-groups.graphql'), 'query ExportGroups { groups { rows: things { key } } }');
  await writeFile(join(folder.path, 'export-secret.graphql'), 'query ExportSecret { rows: secret { key } }');
  await writeFile(join(folder.path, 'other.graphql'), 'query Other { about { asOf } }');
  issuer = await startIssuer();
  const env = {
    ...issuer.env,
    SUBGRAPH_SECRET_ONE: 'a-secret-of-the-only-subgraph-here',
    TRUSTED_OPERATIONS: folder.path,
  };
  gateway = await startGateway([{ name: 'one', typeDefs, resolvers: resolvers as never }], env);
});
afterAll(async () => {
  await gateway?.[Symbol.asyncDispose]();
  await issuer?.[Symbol.asyncDispose]();
  await folder?.remove();
});

async function read(path: string): Promise<{ headers: Headers; bytes: Uint8Array; text: string }> {
  const response = await fetch(gateway.url + path);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { headers: response.headers, bytes, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
}

describe('an export', () => {
  test('opens in a German Excel: signature, semicolon, decimal comma, keys with their zeros, facts in front', async () => {
    const { headers, text } = await read('/export/things');
    const [head = '', table = ''] = text.split('\r\n\r\n');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="things-\d{4}-\d\d-\d\d\.csv"$/);
    expect(head.split('\r\n')).toEqual([
      expect.stringMatching(/^\uFEFFAbgerufen;\d{4}-/),
      'Stand;2026-11-22',
      'Hinweis;Erster Satz.',
      'Hinweis;Zweiter Satz.',
    ]);
    expect(table.split('\r\n').slice(0, 3)).toEqual([
      'key;name;size;share;old;tags',
      `"=""08111000""";'=cmd();-1;0;ja;a, b`,
      '"=""08111001""";"plain; ""quoted""";0;0,25;nein;',
    ]);
  });

  test('comes plain for programs, with facts as comments', async () => {
    const { text } = await read('/export/things?format=csv-plain');
    const lines = text.split('\n');
    expect(lines.slice(1, 6)).toEqual([
      '# Stand: 2026-11-22',
      '# Hinweis: Erster Satz.',
      '# Hinweis: Zweiter Satz.',
      'key,name,size,share,old,tags',
      `08111000,'=cmd(),-1,0,true,"a, b"`,
    ]);
    expect(lines).toHaveLength(1 + 4 + things.length + 1);
  });

  test('neutralises every text that a spreadsheet would take for a formula', async () => {
    const { text } = await read('/export/things?format=csv-plain');
    const cells = text
      .split('\n')
      .slice(5)
      .flatMap((line) => line.split(',').slice(1, 2));
    expect(cells).toEqual(["'=cmd()", '"plain; ""quoted"""', "'+49 711", "'-5", "'@here", 'end']);
  });

  test('comes as Parquet with types, and facts as metadata', async () => {
    const { bytes } = await read('/export/things?format=parquet');
    const file = bytes.buffer as ArrayBuffer;
    const rows = await parquetReadObjects({ file });
    expect(rows).toEqual(
      things.map(({ tags, ...thing }) => ({ ...thing, tags: tags.map(({ name }) => name).join(', ') })),
    );
    const facts = parquetMetadata(file).key_value_metadata;
    expect(facts).toContainEqual({ key: 'Hinweis', value: 'Erster Satz.\nZweiter Satz.' });
  });

  test('asks page by page, with what the address says', async () => {
    asked = [];
    await read('/export/things?format=csv-plain&from=2023&kinds=SMALL,LARGE');
    const same = { first: 2, from: 2023, kinds: ['SMALL', 'LARGE'] };
    expect(asked).toEqual([same, { ...same, after: '2' }, { ...same, after: '4' }]);
  });

  test('that fails on a later page breaks off, so that it never looks whole', async () => {
    brokenAt = '4';
    await expect(read('/export/things')).rejects.toThrow();
    brokenAt = null;
  });

  test('puts the rows of several lists into one table', async () => {
    expect((await read('/export/groups?format=csv-plain')).text).toMatch(
      /^# Abgerufen.*\nkey\n08111000\n08111001\n08111005\n$/,
    );
  });

  test('is one of two at a time; one whose reader leaves gives up its page, and its place', async () => {
    const pages = { held: 0, givenUp: 0 };
    const one = gateway.subgraphs.one as TestSubgraph;
    one.misbehave = ({ variables }, response) => {
      if (variables.after !== '2') return false;
      pages.held += 1;
      response.once('close', () => {
        pages.givenUp += 1;
      });
      return true;
    };
    const leaving = new AbortController();
    const reading = async () => (await fetch(`${gateway.url}/export/things`, leaving)).text();
    const readers = Promise.allSettled([reading(), reading()]);
    await vi.waitFor(() => expect(pages.held).toBe(2));
    const { body } = await gateway.send('/export/things');
    expect(body.errors[0].extensions).toMatchObject({ code: 'RATE_LIMITED', limit: 2 });

    leaving.abort();
    await vi.waitFor(() => expect(pages.givenUp).toBe(2));
    one.misbehave = undefined;
    expect((await readers).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await read('/export/things')).text).toContain('08111005');
  });

  test('keeps no place for a client who has left before it was known who that is', async () => {
    const token = await issuer.sign({});
    const { hostname, port } = new URL(gateway.url);
    for (let times = 0; times < 2; times++) {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      const head = `GET /export/things HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${token}\r\n\r\n`;
      socket.end(head, () => socket.destroy());
    }
    expect((await gateway.ask('{ about { asOf } }', { token })).status).toBe(200);
    const { status } = await fetch(`${gateway.url}/export/things`, { headers: { authorization: `Bearer ${token}` } });
    expect(status).toBe(200);
  });
});

test.each([
  ['what everybody may see', 'things', 'advisor', 200],
  ['what only some may see, without the scope for files', 'secret', 'advisor', 403],
  ['the same, with it', 'secret', 'team_lead', 200],
])('%s is answered by the right to take it away: %s, %s', async (_what, name, role, status) => {
  const headers = { authorization: `Bearer ${await issuer.sign({ roles: [role] })}` };
  const answer = await gateway.send(`/export/${name}`, { headers });
  expect(answer.status).toBe(status);
  if (status === 403) expect(answer.body.errors[0].extensions.code).toBe('FORBIDDEN');
});

test.each([
  ['an export that there is not', '/export/other', 404, 'NOT_FOUND'],
  ['a format that there is not', '/export/things?format=xls', 400, 'BAD_REQUEST'],
  ['a name that the operation does not know', '/export/things?after=4', 400, 'BAD_REQUEST'],
  ['a value that does not fit', '/export/things?from=soon', 400, 'BAD_USER_INPUT'],
  ['what the public may not see', '/export/secret', 401, 'UNAUTHORIZED_FIELD_OR_TYPE'],
])('%s is refused as a whole, with a code', async (_what, path, status, code) => {
  const answer = await gateway.send(path);
  expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([status, code]);
});
