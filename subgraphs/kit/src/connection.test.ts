import { describe, expect, test } from 'vitest';
import { createConnection, isInteger, isText, readPage } from './connection.ts';
import { isUuid } from './keys.ts';

const cursor = [isInteger, isText()];
const rows = [1, 2, 3, 4].map((id) => ({ id, name: `n${id}` }));
const cursorOf = (row: (typeof rows)[number]) => [row.id, row.name];
const totalCount = async () => 4;

describe('a page', () => {
  test('has 20 entries where nothing is said', () => {
    expect(readPage({}, { cursor })).toEqual({ limit: 20, after: null });
    expect(readPage({ first: null, after: null }, { cursor })).toEqual({ limit: 20, after: null });
  });

  test.each([-1, 201, 10_000])('of %i entries is refused with a code that names the argument', (first) => {
    expect(() => readPage({ first }, { cursor })).toThrowError(
      expect.objectContaining({ code: 'BAD_USER_INPUT', details: { argument: 'first' } }),
    );
  });

  test('starts where the cursor of the last row says', () => {
    const page = createConnection(rows.slice(0, 3), { limit: 2, after: null }, { cursorOf, totalCount });
    expect(readPage({ after: page.pageInfo.endCursor }, { cursor }).after).toEqual([2, 'n2']);
  });

  test.each([
    ['no base64 of a list', 'Käse'],
    ['a list of another length', Buffer.from('[1]').toString('base64url')],
    ['a value of another type', Buffer.from('["x","y"]').toString('base64url')],
    ['an object where a value belongs', Buffer.from('[1,{}]').toString('base64url')],
    ['a text with a null character', Buffer.from('[1,"\\u0000"]').toString('base64url')],
  ])('is refused for a cursor that is %s', (_name, after) => {
    expect(() => readPage({ after }, { cursor })).toThrowError(
      expect.objectContaining({ code: 'BAD_USER_INPUT', details: { argument: 'after' } }),
    );
  });

  test('is refused for a cursor whose text has another form', () => {
    const after = Buffer.from('["nonsense"]').toString('base64url');
    expect(() => readPage({ after }, { cursor: [isText(isUuid)] })).toThrowError(/Seitenzeiger/);
  });
});

describe('a connection', () => {
  test('holds as many rows as asked for and knows that there are more', () => {
    const page = createConnection(rows.slice(0, 3), { limit: 2, after: null }, { cursorOf, totalCount });
    expect(page.nodes.map((row) => row.id)).toEqual([1, 2]);
    expect(page.edges.map((edge) => edge.node.id)).toEqual([1, 2]);
    expect(page.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(page.pageInfo.startCursor).toBe(page.edges[0]?.cursor);
  });

  test('ends with its last row', () => {
    const page = createConnection(rows.slice(2), { limit: 2, after: [2, 'n2'] }, { cursorOf, totalCount });
    expect(page.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  test('counts only where its first page does not hold everything', async () => {
    const counted = (count: number, page: Parameters<typeof createConnection>[1]) =>
      createConnection(rows.slice(0, count), page, { cursorOf, totalCount: async () => 99 }).totalCount();
    expect(await counted(2, { limit: 2, after: null })).toBe(2);
    expect(await counted(0, { limit: 0, after: null })).toBe(0);
    expect(await counted(3, { limit: 2, after: null })).toBe(99);
    expect(await counted(2, { limit: 2, after: [2, 'n2'] })).toBe(99);
  });

  test('of nothing has no cursors', () => {
    const page = createConnection<{ id: number; name: string }>(
      [],
      { limit: 2, after: null },
      { cursorOf, totalCount },
    );
    expect(page.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null });
  });
});
