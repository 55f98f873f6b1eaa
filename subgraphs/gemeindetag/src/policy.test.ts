import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import { type Role, roles } from '@gkz-qe/kit/viewer.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveAdvisors } from './advisor/save-advisors.repository.ts';
import { saveMembers } from './member/save-members.repository.ts';
import { openTestGraph, type TestGraph } from './testing/open-test-graph.ts';
import { advisorState, memberState } from './testing/states.ts';

const aalen = '08136088';
const self = '00000000-0000-4000-8000-000000000001';
const colleague = '00000000-0000-4000-8000-000000000002';

const advisorInput = `name: "Mia", email: "mia@beispiel.invalid", kind: INTERNAL, disciplines: [], topics: [], areas: [],
  conflicts: [], members: [], capacity: 1, active: true`;

/**
 * The row "members, advisors, settings" of the roles matrix, and a person's data: an operation, and which roles of the own association may do it.
 * Every write names a version that there has never been or has an empty file, so who may is told so, and nothing is written.
 */
const operations: Readonly<Record<string, readonly [source: string, allowed: readonly Role[]]>> = {
  'admit a member': [
    'mutation { admitGemeindetagMember(input: { ags: "08111000", version: 99, since: "2027-01-01" }) { __typename } }',
    ['association_admin'],
  ],
  'end a membership': [
    `mutation { endGemeindetagMembership(input: { ags: "${aalen}", version: 99, until: null }) { __typename } }`,
    ['association_admin'],
  ],
  'change a member': [
    `mutation { updateGemeindetagMember(input: { ags: "${aalen}", version: 99 }) { __typename } }`,
    ['association_admin'],
  ],
  'look through a member list': [
    'mutation { previewGemeindetagMemberImport(input: { content: "", missing: KEEP }) { __typename } }',
    ['association_admin'],
  ],
  'take over a member list': [
    'mutation { applyGemeindetagMemberImport(input: { content: "", missing: END, preview: "x" }) { __typename } }',
    ['association_admin'],
  ],
  'set the office': [
    'mutation { updateGemeindetagOffice(input: { version: 99 }) { __typename } }',
    ['association_admin'],
  ],
  'create an advisor': [
    `mutation { saveGemeindetagAdvisor(input: { version: 99, ${advisorInput} }) { __typename } }`,
    ['association_admin', 'team_lead'],
  ],
  'change an advisor': [
    `mutation { saveGemeindetagAdvisor(input: { id: "${self}", version: 99, ${advisorInput} }) { __typename } }`,
    ['association_admin', 'team_lead'],
  ],
  'record the own absence': [
    `mutation { recordGemeindetagAbsence(input: { advisor: "${self}", version: 99, from: "2027-01-01", until: "2027-01-02" }) { __typename } }`,
    ['association_admin', 'team_lead', 'advisor'],
  ],
  'cancel the own absence': [
    `mutation { cancelGemeindetagAbsence(input: { advisor: "${self}", version: 99, from: "2027-01-01" }) { __typename } }`,
    ['association_admin', 'team_lead', 'advisor'],
  ],
  "record a colleague's absence": [
    `mutation { recordGemeindetagAbsence(input: { advisor: "${colleague}", version: 99, from: "2027-01-01", until: "2027-01-02" }) { __typename } }`,
    ['association_admin', 'team_lead'],
  ],
  "cancel a colleague's absence": [
    `mutation { cancelGemeindetagAbsence(input: { advisor: "${colleague}", version: 99, from: "2027-01-01" }) { __typename } }`,
    ['association_admin', 'team_lead'],
  ],
  'erase a person': [
    'mutation { eraseGemeindetagContact(input: { approval: "x" }) { __typename } }',
    ['privacy_officer'],
  ],
  "read a person's data": [
    '{ gemeindetagPersonalData(email: "nobody@beispiel.invalid") { contacts { name } } }',
    ['privacy_officer'],
  ],
  "read a member's version": [`{ gemeindetagMember(ags: "${aalen}") { version } }`, ['association_admin']],
  "read the office's version": ['{ gemeindetag { office { version } } }', ['association_admin']],
  'read the own version': [
    `{ gemeindetagAdvisor(id: "${self}") { version } }`,
    ['association_admin', 'team_lead', 'advisor'],
  ],
  "read a colleague's version": [
    `{ gemeindetagAdvisor(id: "${colleague}") { version } }`,
    ['association_admin', 'team_lead'],
  ],
  "read an advisor's conflicts": [
    `{ gemeindetagAdvisor(id: "${self}") { conflicts } }`,
    ['association_admin', 'team_lead'],
  ],
};

/** A privacy officer serves all three associations, everybody else their own. */
function isAllowed(role: Role, association: string | null, allowed: readonly Role[]): boolean {
  return allowed.includes(role) && (role === 'privacy_officer' || association === 'gemeindetag');
}

const matrix = Object.entries(operations).flatMap(([operation, [source, allowed]]) =>
  ['gemeindetag', 'landkreistag', null].flatMap((association) =>
    [null, ...roles].map((role) => ({
      operation,
      source,
      role: role ?? 'public',
      association: association ?? 'none',
      viewer: { subject: 'x', roles: role ? [role] : [], association, advisorId: role === 'advisor' ? self : null },
      expected: !role ? 'UNAUTHENTICATED' : isAllowed(role, association, allowed) ? 'allowed' : 'FORBIDDEN',
    })),
  ),
);

let graph: TestGraph;

beforeAll(async () => {
  graph = await openTestGraph();
  await saveMembers(graph.orm.em.fork(), [memberState({ ags: aalen })]);
  await saveAdvisors(graph.orm.em.fork(), [advisorState({ id: self }), advisorState({ id: colleague })]);
});
afterAll(() => graph[Symbol.asyncDispose]());

test.each(matrix)('to $operation as $role of $association: $expected', async ({ source, viewer, expected }) => {
  const { errors } = await graph.ask(source, {}, asViewer(viewer));

  const [error] = errors;
  const allowed = !error || (error.code === 'BAD_USER_INPUT' && error.argument === 'input.version');
  expect(allowed ? 'allowed' : error?.code).toBe(expected);
});

test('the matrix is about every role, and about every mutation of the contract', () => {
  const covered = new Set(
    Object.values(operations).flatMap(([source]) => source.match(/^mutation \{ (\w+)/)?.[1] ?? []),
  );
  expect([...covered].sort()).toEqual(graph.mutations);
  expect(matrix).toHaveLength(Object.keys(operations).length * 3 * (roles.length + 1));
});
