import { openApproval } from '@gkz-qe/kit/approval.ts';
import type { Caller } from '@gkz-qe/kit/server.ts';
import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCaseGraph } from '../../testing/case-graph.ts';
import { directorySecrets, type TestGraph } from '../../testing/test-graph.ts';
import { createPrivacyDesk, type PrivacyDesk } from '../testing/ask-privacy.ts';
import { plantPerson } from '../testing/planted-person.ts';
import { coordinator, officer, secondOfficer, teamLead } from '../testing/staff.ts';

let graph: TestGraph;
let desk: PrivacyDesk;
beforeAll(async () => {
  graph = await openCaseGraph();
  desk = createPrivacyDesk(graph);
});
afterAll(() => graph[Symbol.asyncDispose]());

interface Request {
  readonly id: string;
  readonly version: number;
}

async function approved(input: object, by: Caller = officer): Promise<Request> {
  const { id, version } = await desk.open({ kind: 'ERASURE', ...input });
  return (await desk.approve({ request: id, version }, by)).request;
}

async function proofOf({ id }: Request, caller: Caller) {
  const text = `query ($id: ID!) { privacyRequest(id: $id) { erasureApproval(association: GEMEINDETAG) } }`;
  const { data, errors } = await graph.ask(text, { id }, caller);
  return { proof: data.privacyRequest?.erasureApproval, errors };
}

const open = (proof: string, name: 'gemeindetag' | 'staedtetag') =>
  openApproval(proof, { name, secrets: [directorySecrets.GEMEINDETAG] });

test('who carries out an approved erasure gets a proof of it, for one association and for nobody else', async () => {
  const request = await approved({ email: ' Niemand@Beispiel.example ' });

  const { proof, errors } = await proofOf(request, secondOfficer);

  expect(errors).toEqual([]);
  expect(await open(proof, 'gemeindetag')).toEqual({
    ...{ request: request.id, email: 'niemand@beispiel.example' },
    ...{ approvedBy: 'officer-1', carriedOutBy: 'officer-2' },
  });
  expect(await open(proof, 'staedtetag')).toBeNull();
});

test('a team lead can be the first of the two', async () => {
  const { email } = await plantPerson(graph, 'Ginster');

  const { proof } = await proofOf(await approved({ email }, teamLead), officer);

  expect(await open(proof, 'gemeindetag')).toMatchObject({ approvedBy: 'lead-1', carriedOutBy: 'officer-1' });
});

test('there is none for who approved', async () => {
  const { proof, errors } = await proofOf(await approved({ email: 'a@beispiel.example' }), officer);

  expect(proof).toBeNull();
  expect(errors).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('eine andere Person') }]);
});

test('there is none before the approval, and none after the end', async () => {
  const opened = await desk.open({ kind: 'ERASURE', email: 'b@beispiel.example' });
  expect((await proofOf(opened, secondOfficer)).errors).toMatchObject([{ code: 'CONFLICT' }]);

  const { request } = await desk.settle({ kind: 'ERASURE', email: 'c@beispiel.example' });
  expect(await proofOf(request, secondOfficer)).toMatchObject({ proof: null, errors: [{ code: 'CONFLICT' }] });
});

test('there is none for what is no erasure, nor for a case without a mail address: the link proves that one inquiry', async () => {
  const restriction = await approved({ kind: 'RESTRICTION', email: 'd@beispiel.example' });
  expect(await proofOf(restriction, secondOfficer)).toEqual({ proof: null, errors: [] });

  const { number } = await plantPerson(graph, 'Holunder');
  expect(await proofOf(await approved({ case: number }), secondOfficer)).toEqual({ proof: null, errors: [] });
});

test.each([
  ['a coordinator', coordinator],
  ['a team lead', teamLead],
])('%s gets none', async (_who, caller) => {
  const { email } = await plantPerson(graph, 'Rotdorn');
  const { id, version } = await desk.open({ kind: 'ERASURE', email }, coordinator);
  const { request } = await desk.approve({ request: id, version }, officer);

  expect(await proofOf(request, caller)).toMatchObject({ proof: null, errors: [{ code: 'FORBIDDEN' }] });
});

test('proofs of several requests are made from one statement', async () => {
  await Promise.all(['e', 'f', 'g'].map((name) => approved({ email: `${name}@beispiel.example` })));
  using queries = captureQueries();

  const { data } = await graph.ask(
    '{ privacyRequests(filter: { state: [APPROVED], kind: [ERASURE] }, first: 200) { nodes { erasureApproval(association: STAEDTETAG) } } }',
    {},
    secondOfficer,
  );

  expect(data.privacyRequests.nodes.length).toBeGreaterThanOrEqual(3);
  expect(queries.filter((text) => text.includes('privacyRequest.approvals'))).toHaveLength(1);
});
