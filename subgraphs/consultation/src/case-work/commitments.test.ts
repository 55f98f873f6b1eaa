import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { advisorId, advisorOf, createDesk, type Desk } from '../testing/case-desk.ts';
import { openCaseGraph } from '../testing/case-graph.ts';
import { type GivenPart, saveCase } from '../testing/case-rows.ts';
import type { TestGraph } from '../testing/test-graph.ts';

let graph: TestGraph;
let desk: Desk;
beforeAll(async () => {
  graph = await openCaseGraph();
  desk = createDesk(graph);
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(() => desk.rows('delete from commitment'));

const lead = advisorOf('GEMEINDETAG');
const colleague = advisorOf('STAEDTETAG');
const leadPart: GivenPart = { association: 'GEMEINDETAG', advisorId: advisorId('GEMEINDETAG') };
const coPart: GivenPart = { association: 'STAEDTETAG', role: 'CO_ADVICE', advisorId: advisorId('STAEDTETAG') };
const dueAt = '2027-03-01T10:30:00Z';

const save = (parts: GivenPart[] = [leadPart, coPart]) => saveCase(graph.orm, { parts });

const make = (caseId: string, more: object = {}, viewer = lead) =>
  desk.ask(viewer, 'makeCommitment', { caseId, kind: 'PROMISE', text: 'Wir senden ein Muster.', dueAt, ...more });

const commitmentsOf = async (caseId: string, viewer = lead) =>
  (await desk.read(viewer, caseId, 'commitments { id kind dueAt text state advisor { id } }')).commitments;

const mine = async (viewer: typeof lead, more = '') =>
  (await graph.ask(`{ myCommitments${more} { text } }`, {}, asViewer(viewer))).data.myCommitments;

describe('a promise', () => {
  test('stands in the timeline with its day, for the inquirer too, and is its maker’s to keep', async () => {
    const caseId = await save();
    await make(caseId);
    await make(caseId, { kind: 'APPOINTMENT', text: 'Treffen im Rathaus', dueAt: '2027-01-11T13:00:00Z' }, colleague);

    const { timeline } = await desk.read(lead, caseId, 'timeline(last: 2) { kind text }');
    expect(timeline).toEqual([
      { kind: 'COMMITMENT', text: 'Zusage bis 01.03.2027: Wir senden ein Muster.' },
      { kind: 'COMMITMENT', text: 'Termin am 11.01.2027 um 14:00 Uhr: Treffen im Rathaus' },
    ]);
    expect(await commitmentsOf(caseId)).toMatchObject([
      { kind: 'APPOINTMENT', state: 'OPEN', advisor: { id: advisorId('STAEDTETAG') } },
      { kind: 'PROMISE', state: 'OPEN', advisor: { id: advisorId('GEMEINDETAG') } },
    ]);
  });

  test('is found by who has to keep it, the earliest first, in one statement', async () => {
    for (const text of ['Erstens: ein Muster', 'Zweitens: ein Plan']) await make(await save(), { text });
    await make(await save(), { text: 'Vorher: ein Anruf', dueAt: '2027-01-01T10:00:00Z' });
    using queries = captureQueries();
    expect(await mine(lead)).toHaveLength(3);
    expect(queries).toHaveLength(1);
    expect(await mine(lead, '(before: "2027-02-01T00:00:00Z")')).toEqual([{ text: expect.stringContaining('Anruf') }]);
    expect(await mine(lead, '(first: 2)')).toHaveLength(2);
    expect(await mine(colleague)).toEqual([]);
  });

  test('goes to the lead when the association that made it takes part no more', async () => {
    const caseId = await save();
    await make(caseId, {}, colleague);
    expect(await mine(colleague)).toHaveLength(1);
    const reason = 'Das ist erledigt.';
    await desk.act(colleague, 'endParticipation', { caseId, association: 'STAEDTETAG', role: 'CO_ADVICE', reason });
    expect(await mine(colleague)).toEqual([]);
    expect(await mine(lead)).toHaveLength(1);
  });

  test('is kept or dropped once', async () => {
    const caseId = await save();
    await make(caseId);
    const [{ id }] = await commitmentsOf(caseId);
    const settle = (state: string) => desk.act(lead, 'settleCommitment', { caseId, commitment: id, state });
    expect(await settle('KEPT')).toMatchObject({ __typename: 'CaseChanged' });
    expect(await settle('DROPPED')).toMatchObject({ __typename: 'CaseActionRefused' });
    expect(await commitmentsOf(caseId)).toMatchObject([{ state: 'KEPT' }]);
    expect(await mine(lead)).toEqual([]);
  });

  test('is waited for no more when the case ends, whoever ends it', async () => {
    const caseId = await save();
    await make(caseId);
    await desk.act(lead, 'withdrawInquiry', { caseId, reason: 'Das Vorhaben ruht.' });
    expect(await commitmentsOf(caseId)).toMatchObject([{ state: 'DROPPED' }]);
  });
});

describe('is refused', () => {
  test.each([
    ['a moment that has passed', { dueAt: '2020-01-01T10:00:00Z' }, 'input.dueAt'],
    ['a moment in ten years', { dueAt: '2037-01-01T10:00:00Z' }, 'input.dueAt'],
    ['a secret from the other participants', { visibility: 'OWN_ASSOCIATION' }, 'input.visibility'],
    ['nothing', { text: '  ' }, 'input.text'],
  ])('%s', async (_what, more, argument) => {
    const { errors } = await make(await save(), more);
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument }]);
  });

  test('a promise of another case', async () => {
    const [one, other] = [await save(), await save()];
    await make(one);
    const [{ id }] = await commitmentsOf(one);
    const { errors } = await desk.ask(lead, 'settleCommitment', { caseId: other, commitment: id, state: 'KEPT' });
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
  });
});
