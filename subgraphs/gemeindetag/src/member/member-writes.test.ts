import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Kreisverband } from '../kreisverband/kreisverband.entity.ts';
import { loggedSince, logPosition } from '../testing/log.ts';
import { openTestGraph, type TestGraph } from '../testing/open-test-graph.ts';
import { memberState } from '../testing/states.ts';
import { saveMembers } from './save-members.repository.ts';

const admin = asViewer({ subject: 'a', roles: ['association_admin'], association: 'gemeindetag' });
const contact = { name: 'Amt für Soziales', function: 'Leitung', email: 'soziales@beispiel.invalid', phone: '0000' };

let graph: TestGraph;
let start: string;
let last = 0;

// Today is 2026-11-23.
beforeAll(async () => {
  graph = await openTestGraph();
  await graph.orm.em.fork().insertMany(Kreisverband, [
    { ags: '08136', name: 'Ostalbkreis' },
    { ags: '08415', name: 'Reutlingen' },
  ]);
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(async () => {
  start = await logPosition(graph.orm);
});

/** A key that no other test uses. */
function newKey(): string {
  last += 1;
  return `08${String(last).padStart(6, '0')}`;
}

async function newMember(state: object = {}): Promise<string> {
  const ags = newKey();
  await saveMembers(graph.orm.em.fork(), [memberState({ ags, ...state })]);
  start = await logPosition(graph.orm);
  return ags;
}

const logged = () => loggedSince(graph.orm, start);

const facts = 'ags status since until preferred source version contacts { name function email phone }';
const done = `{ member { ${facts} } }`;
const selections: Readonly<Record<string, string>> = {
  GemeindetagMemberAdmitted: done,
  GemeindetagAlreadyMember: done,
  GemeindetagMembershipEnded: done,
  GemeindetagMemberUpdated: done,
  GemeindetagNotMember: '{ ags formerMember { status } }',
  GemeindetagMemberStale: '{ basedOn version changes { fact before after } member { status } }',
};

async function write(field: string, type: string, results: readonly string[], input: object) {
  const fragments = results.map((name) => `... on ${name} ${selections[name]}`);
  const answer = await graph.ask(
    `mutation ($input: ${type}!) { result: ${field}(input: $input) { __typename ${fragments.join(' ')} } }`,
    { input },
    admin,
  );
  return { result: answer.data?.result, errors: answer.errors };
}

const none = ['GemeindetagNotMember', 'GemeindetagMemberStale'];
const admissions = ['GemeindetagMemberAdmitted', 'GemeindetagAlreadyMember', 'GemeindetagMemberStale'];
const admit = (input: object) => write('admitGemeindetagMember', 'AdmitGemeindetagMemberInput', admissions, input);
const end = (input: object) =>
  write('endGemeindetagMembership', 'EndGemeindetagMembershipInput', ['GemeindetagMembershipEnded', ...none], input);
const update = (input: object) =>
  write('updateGemeindetagMember', 'UpdateGemeindetagMemberInput', ['GemeindetagMemberUpdated', ...none], input);

test('admits a Kommune that never was a member, and routing learns of it once', async () => {
  const ags = newKey();

  const { result } = await admit({ ags, since: '2027-01-01', preferred: true, contacts: [contact] });

  const state = { ags, status: 'ACTIVE', since: '2027-01-01', until: null, preferred: true };
  expect(result).toEqual({
    __typename: 'GemeindetagMemberAdmitted',
    member: { ...state, source: 'ASSOCIATION', version: 1, contacts: [contact] },
  });
  expect(await logged()).toEqual([{ member: state }]);
});

test('says that a Kommune is a member already, also while its end lies ahead', async () => {
  const ags = await newMember({ until: '2026-11-23' });

  const { result } = await admit({ ags, since: '2027-01-01' });

  expect(result).toMatchObject({ __typename: 'GemeindetagAlreadyMember', member: { ags, since: '1990-01-01' } });
  expect(await logged()).toEqual([]);
});

test('admits a former member anew, for who has seen the former membership', async () => {
  const ags = await newMember({ until: '2026-11-22', contacts: [contact] });

  const { result: unseen } = await admit({ ags, since: '2027-01-01' });
  const { result: seen } = await admit({ ags, since: '2027-01-01', version: 1 });

  expect(unseen).toMatchObject({ __typename: 'GemeindetagMemberStale', basedOn: 0, version: 1 });
  expect(unseen.changes).toContainEqual({ fact: 'until', before: null, after: '2026-11-22' });
  expect(seen).toMatchObject({
    __typename: 'GemeindetagMemberAdmitted',
    member: { status: 'ACTIVE', since: '2027-01-01', until: null, version: 2, contacts: [contact] },
  });
  expect(await logged()).toHaveLength(1);
});

test.each([
  ['in the past', '2026-06-30', 'ENDED'],
  ['today', '2026-11-23', 'ACTIVE'],
  ['in the future', '2027-12-31', 'ACTIVE'],
])('ends a membership %s, and routing learns of it once', async (_when, until, status) => {
  const ags = await newMember();

  const { result } = await end({ ags, version: 1, until });

  expect(result).toMatchObject({
    __typename: 'GemeindetagMembershipEnded',
    member: { ags, status, until, source: 'SAMPLE', version: 2 },
  });
  expect(await logged()).toEqual([{ member: { ags, status, since: '1990-01-01', until, preferred: false } }]);
});

test('takes an end back that has not come yet', async () => {
  const ags = await newMember({ until: '2027-12-31' });

  const { result } = await end({ ags, version: 1, until: null });

  expect(result).toMatchObject({ __typename: 'GemeindetagMembershipEnded', member: { status: 'ACTIVE', until: null } });
});

test('changes what is named and keeps the rest; routing learns of it once', async () => {
  const ags = await newMember({ contacts: [contact] });

  const { result: dormant } = await update({ ags, version: 1, dormant: true, preferred: true });
  const { result: contacts } = await update({ ags, version: 2, contacts: [{ name: 'Rathaus', email: ' ' }] });

  expect(dormant).toMatchObject({
    __typename: 'GemeindetagMemberUpdated',
    member: { status: 'DORMANT', since: '1990-01-01', preferred: true, source: 'ASSOCIATION', contacts: [contact] },
  });
  expect(contacts.member).toMatchObject({
    status: 'DORMANT',
    preferred: true,
    version: 3,
    contacts: [{ name: 'Rathaus', function: null, email: null, phone: null }],
  });
  expect(await logged()).toHaveLength(2);
});

test('an active member comes out of dormancy', async () => {
  const ags = await newMember({ status: 'DORMANT' });

  const { result } = await update({ ags, version: 1, dormant: false });

  expect(result.member.status).toBe('ACTIVE');
});

test('refuses a write based on an old version and says what has changed since, contact data without their values', async () => {
  const ags = await newMember({ contacts: [contact] });
  await update({ ags, version: 1, preferred: true });
  await update({ ags, version: 2, contacts: [{ name: 'Rathaus' }] });
  start = await logPosition(graph.orm);

  for (const attempt of [update({ ags, version: 1, dormant: true }), end({ ags, version: 1, until: '2026-12-31' })]) {
    const { result } = await attempt;
    expect(result).toEqual({
      __typename: 'GemeindetagMemberStale',
      basedOn: 1,
      version: 3,
      changes: [
        { fact: 'contacts', before: null, after: null },
        { fact: 'preferred', before: 'false', after: 'true' },
        { fact: 'source', before: 'SAMPLE', after: 'ASSOCIATION' },
      ],
      member: { status: 'ACTIVE' },
    });
  }
  expect(await logged()).toEqual([]);
});

test('of two who change one version at once, one succeeds and the other learns what has changed', async () => {
  const ags = await newMember();

  const results = await Promise.all([
    update({ ags, version: 1, preferred: true }),
    update({ ags, version: 1, dormant: true }),
  ]);

  expect(results.map(({ result }) => result.__typename).sort()).toEqual([
    'GemeindetagMemberStale',
    'GemeindetagMemberUpdated',
  ]);
  expect(await logged()).toHaveLength(1);
});

test('shows each of two writes of one request what it has left', async () => {
  const ags = await newMember();

  const answer = await graph.ask(
    `mutation {
       one: updateGemeindetagMember(input: { ags: "${ags}", version: 1, preferred: true }) {
         ... on GemeindetagMemberUpdated { member { preferred version } } }
       two: endGemeindetagMembership(input: { ags: "${ags}", version: 2, until: "2026-01-31" }) {
         ... on GemeindetagMembershipEnded { member { status version } } } }`,
    {},
    admin,
  );

  expect(answer.data).toEqual({
    one: { member: { preferred: true, version: 2 } },
    two: { member: { status: 'ENDED', version: 3 } },
  });
});

test.each([
  ['never was a member', undefined, null],
  ['is one no longer', { until: '2026-11-22' }, { status: 'ENDED' }],
])('cannot change or end what %s', async (_what, state, formerMember) => {
  const ags = state ? await newMember(state) : newKey();

  for (const attempt of [update({ ags, version: 1, dormant: true }), end({ ags, version: 1, until: '2026-12-31' })]) {
    expect((await attempt).result).toEqual({ __typename: 'GemeindetagNotMember', ags, formerMember });
  }
  expect(await logged()).toEqual([]);
});

test.each<[string, typeof update, { known?: boolean; [field: string]: unknown }, string]>([
  ['a key of a Kreis', admit, { ags: '08415', since: '2027-01-01' }, 'input.ags'],
  ['a version for who never was a member', admit, { since: '2027-01-01', version: 3 }, 'input.version'],
  ['a version that there has never been', update, { known: true, version: 9 }, 'input.version'],
  ['a negative version', update, { known: true, version: -1 }, 'input.version'],
  ['an end before the beginning', end, { known: true, version: 1, until: '1989-12-31' }, 'input.until'],
  ['an end of which nothing is said', end, { known: true, version: 1 }, 'input.until'],
  ['a contact without a name', update, { known: true, version: 1, contacts: [{ name: ' ' }] }, 'input.contacts.0.name'],
  [
    'a mail address that is none',
    update,
    { known: true, version: 1, contacts: [contact, { name: 'Rathaus', email: 'rathaus' }] },
    'input.contacts.1.email',
  ],
  ['a Kreisverband that is none', update, { known: true, version: 1, kreisverband: '08111' }, 'input.kreisverband'],
  ['a crowd of contacts', update, { known: true, version: 1, contacts: Array(21).fill(contact) }, 'input.contacts'],
])('names the field of %s, and writes nothing', async (_what, mutate, { known, ...input }, argument) => {
  const ags = known ? await newMember() : newKey();

  const { result, errors } = await mutate({ ags, ...input });

  expect(result).toBeUndefined();
  expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument }]);
  expect(await logged()).toEqual([]);
});

test('keeps the Kreisverband where nothing is said of it, and takes it away where null is', async () => {
  const ags = newKey();
  const kreisverbandOf = async () =>
    (await graph.ask(`{ gemeindetagMember(ags: "${ags}") { kreisverband { ags } } }`)).data.gemeindetagMember
      .kreisverband;

  await admit({ ags, since: '2020-01-01', kreisverband: '08136' });
  await update({ ags, version: 1, dormant: true });
  expect(await kreisverbandOf()).toEqual({ ags: '08136' });

  await update({ ags, version: 2, kreisverband: null });
  expect(await kreisverbandOf()).toBeNull();

  await update({ ags, version: 3, kreisverband: '08415' });
  await end({ ags, version: 4, until: '2026-01-31' });
  await admit({ ags, since: '2027-01-01', version: 5 });
  expect(await kreisverbandOf()).toEqual({ ags: '08415' });
});
