import { expect, test } from 'vitest';
import { decodeViewer, encodeViewer, hasScope, publicViewer, scopesOf, type Viewer } from './viewer.ts';

const advisor: Viewer = {
  subject: 'ü-42',
  roles: ['advisor'],
  association: 'townsunion',
  advisorId: '5a3b1e00-0002-4000-8000-000000000001',
};

test('a viewer survives the way through the header', () => {
  expect(decodeViewer(encodeViewer(advisor))).toEqual(advisor);
  expect(decodeViewer(encodeViewer(publicViewer))).toEqual(publicViewer);
});

test.each([
  ['nonsense', 'nonsense'],
  ['an unknown role', encodeViewer({ ...advisor, roles: ['king' as never] })],
  ['a field too many', Buffer.from(JSON.stringify({ ...advisor, admin: true })).toString('base64url')],
  ['an advisor without a proper key', encodeViewer({ ...advisor, advisorId: '1 or true' })],
])('a header with %s is no viewer', (_name, header) => {
  expect(decodeViewer(header)).toBeNull();
});

test('the public has no scope, and two roles have the scopes of both', () => {
  expect(scopesOf(publicViewer)).toEqual([]);
  const both: Viewer = { ...advisor, roles: ['association_admin', 'advisor'] };
  expect(scopesOf(both)).toEqual(expect.arrayContaining(['case:read', 'member:write']));
  expect(scopesOf(both)).toEqual([...scopesOf(both)].sort());
});

test('an analyst has no way to a case or to a count of cases', () => {
  const analyst: Viewer = { ...publicViewer, subject: 'a', roles: ['analyst'] };
  expect(hasScope(analyst, 'case:read')).toBe(false);
  expect(hasScope(analyst, 'case:count')).toBe(false);
});
