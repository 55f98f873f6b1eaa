import { expect, test } from 'vitest';
import { openApproval, sealApproval } from './approval.ts';

const secret = 'what both services know, and nobody else';
const approval = {
  request: '0191d3a0-0000-7000-8000-000000000001',
  email: 'mia@beispiel.invalid',
  approvedBy: 'officer-1',
  carriedOutBy: 'officer-2',
};
const now = Date.parse('2026-11-23T09:00:00Z');
const audience = { name: 'north', secrets: [secret] };
const seal = () => sealApproval(approval, { name: 'north', secret }, now);

test('an approval comes out as it went in, and its bearer can read nothing of it', async () => {
  const sealed = await seal();

  expect(await openApproval(sealed, audience, now)).toEqual(approval);
  const readable = sealed.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
  expect(readable.join()).not.toMatch(/mia|officer/);
});

test('it also opens with the second of two secrets, while one is being replaced', async () => {
  expect(await openApproval(await seal(), { name: 'north', secrets: ['the new one', secret] }, now)).toEqual(approval);
});

test('it holds for ten minutes', async () => {
  const sealed = await seal();

  expect(await openApproval(sealed, audience, now + 9 * 60_000)).toEqual(approval);
  expect(await openApproval(sealed, audience, now + 11 * 60_000)).toBeNull();
});

const altered = (sealed: string) => {
  const parts = sealed.split('.');
  const text = parts[3] ?? '';
  return parts.with(3, `${text[0] === 'A' ? 'B' : 'A'}${text.slice(1)}`).join('.');
};

test.each<[string, (sealed: string) => string]>([
  ['with one letter changed', altered],
  ['cut short', (sealed) => sealed.slice(0, -3)],
  ['that is empty', () => ''],
  ['that is no token', () => 'approval'],
  ['that names no encryption', () => `${Buffer.from('{"alg":"none"}').toString('base64url')}..e30.e30.`],
])('one %s is none', async (_what, change) => {
  expect(await openApproval(change(await seal()), audience, now)).toBeNull();
});

test('one for another audience, or written with another secret, is none', async () => {
  const sealed = await seal();

  expect(await openApproval(sealed, { ...audience, name: 'south' }, now)).toBeNull();
  expect(await openApproval(sealed, { ...audience, secrets: ['a secret of somebody else'] }, now)).toBeNull();
});
