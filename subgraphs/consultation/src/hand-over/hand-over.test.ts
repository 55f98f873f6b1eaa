import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readEntries } from '../directory/change-log.entry.ts';
import { applyStep, readPosition } from '../directory/directory-cursor.repository.ts';
import { createRoutingRepository } from '../routing/routing.repository.ts';
import { advisorId, advisorOf, coordinator, createDesk, type Desk, teamLeadOf } from '../testing/case-desk.ts';
import { openCaseGraph } from '../testing/case-graph.ts';
import { type GivenCase, type GivenPart, saveCase } from '../testing/case-rows.ts';
import type { TestGraph } from '../testing/test-graph.ts';

let graph: TestGraph;
let desk: Desk;
beforeAll(async () => {
  graph = await openCaseGraph();
  desk = createDesk(graph);
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(async () => {
  await desk.rows('delete from advisor_departure');
  await desk.rows(`update participation set until_at = now(), state = 'ENDED' where until_at is null`);
});

const team = teamLeadOf('GEMEINDETAG');
const [leaving, successor] = [advisorId('GEMEINDETAG'), advisorId('GEMEINDETAG', 2)];
const ledByLeaving: GivenPart = { association: 'GEMEINDETAG', advisorId: leaving };

const save = (given: GivenCase = {}) => saveCase(graph.orm, { parts: [ledByLeaving], ...given });

const mutation = `mutation ($input: HandOverInput!) { handOver(input: $input) {
  __typename
  ... on HandedOver { commitmentCount cases { case { id } advisor { id } } }
  ... on HandOverRefused { reason cases { id } } } }`;

const handOver = (input: object, viewer = team) => graph.ask(mutation, { input }, asViewer(viewer));

/** How many parts of open cases an advisor still has. */
async function heldBy(advisor: string): Promise<number> {
  const [row] = await desk.rows<{ count: number }>(
    'select count(*)::int as count from participation where advisor_id = $1 and until_at is null and case_open',
    [advisor],
  );
  return row?.count ?? -1;
}

async function partsOf(caseId: string): Promise<unknown[]> {
  return desk.rows(
    `select role, state, advisor_id as "advisorId", from_at is not null as "inForce" from participation
     where case_id = $1 and until_at is null and association = 'GEMEINDETAG' order by role`,
    [caseId],
  );
}

describe('who leaves hands over', () => {
  test('every part of every open case, accepted or not, to the one who is named', async () => {
    const led = await save();
    const asked = await save({ status: 'ASSIGNED', parts: [{ ...ledByLeaving, state: 'REQUESTED' }] });
    const other: GivenPart = { association: 'STAEDTETAG', advisorId: advisorId('STAEDTETAG') };
    const advised = await save({ parts: [other, { ...ledByLeaving, role: 'CO_ADVICE' }] });
    const proposed = await save({ parts: [other, { ...ledByLeaving, state: 'REQUESTED', proposed: true }] });
    const closed = await save({ status: 'CLOSED' });

    const { data, errors } = await handOver({ advisor: leaving, to: successor });

    expect(errors).toEqual([]);
    expect(data.handOver.__typename).toBe('HandedOver');
    expect(data.handOver.cases.map((one: { advisor: { id: string } }) => one.advisor.id)).toEqual(
      Array.from({ length: 4 }, () => successor),
    );
    expect(await heldBy(leaving)).toBe(0);
    const part = { advisorId: successor, inForce: true };
    expect(await partsOf(led)).toEqual([{ ...part, role: 'LEAD', state: 'ACCEPTED' }]);
    expect(await partsOf(asked)).toEqual([{ ...part, role: 'LEAD', state: 'REQUESTED' }]);
    expect(await partsOf(advised)).toEqual([{ ...part, role: 'CO_ADVICE', state: 'ACCEPTED' }]);
    expect(await partsOf(proposed)).toEqual([{ ...part, role: 'LEAD', state: 'REQUESTED', inForce: false }]);
    expect(await partsOf(closed)).toMatchObject([{ advisorId: leaving }]);
  });

  test('and the inquirers learn of it, and the participants of the rest', async () => {
    const led = await save();
    const other: GivenPart = { association: 'STAEDTETAG', advisorId: advisorId('STAEDTETAG') };
    const advised = await save({ parts: [other, { ...ledByLeaving, role: 'CO_ADVICE' }] });
    await handOver({ advisor: leaving, to: successor });

    const told = (caseId: string) =>
      desk.rows('select kind, visibility, text from timeline_entry where case_id = $1', [caseId]);
    expect(await told(led)).toEqual([
      {
        ...{ kind: 'PARTICIPATION', visibility: 'INQUIRER' },
        text: 'Im Gemeindetag leitet jetzt eine andere Person die Beratung.',
      },
    ]);
    expect(await told(advised)).toMatchObject([{ visibility: 'PARTICIPANTS' }]);
  });

  test('with one mail at once to who takes over everything', async () => {
    const ids = [await save(), await save(), await save()];
    await desk.rows('delete from notification');
    await desk.rows('delete from mail');
    await handOver({ advisor: leaving, to: successor });

    const told = await desk.rows(
      `select kind, recipient, recipient_id as "recipientId", count(*)::int as count, count(distinct mail_id)::int as mails
       from notification group by 1, 2, 3 order by 1, 3`,
    );
    expect(told).toEqual([
      { kind: 'CASE_GIVEN', recipient: 'ADVISOR', recipientId: successor, count: 3, mails: 1 },
      ...[...ids].sort().map((id) => ({
        ...{ kind: 'INQUIRY_LEAD_CHANGED', recipient: 'INQUIRER', recipientId: id, count: 1, mails: 0 },
      })),
      { kind: 'PART_ENDED', recipient: 'ADVISOR', recipientId: leaving, count: 3, mails: 0 },
    ]);
  });

  test('promises and appointments with the cases, and whoever takes over finds them', async () => {
    const caseId = await save();
    const promise = { caseId, kind: 'PROMISE', text: 'Wir senden ein Muster.', dueAt: '2027-03-01T10:00:00Z' };
    await desk.act(advisorOf('GEMEINDETAG'), 'makeCommitment', promise);

    const { data } = await handOver({ advisor: leaving, to: successor });
    expect(data.handOver.commitmentCount).toBe(1);

    const mine = async (number: number) =>
      (await graph.ask('{ myCommitments { text case { id } } }', {}, asViewer(advisorOf('GEMEINDETAG', number)))).data
        .myCommitments;
    expect(await mine(1)).toEqual([]);
    expect(await mine(2)).toEqual([{ text: expect.stringContaining('Muster'), case: { id: caseId } }]);
  });

  test('to several, where nobody is named: by the rules of routing, one after the other', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => save({ topics: ['BET'], kommunen: ['08215046'] })));
    const { data } = await handOver({ advisor: leaving });

    expect(data.handOver.cases).toHaveLength(ids.length);
    const next = new Set(data.handOver.cases.map((one: { advisor: { id: string } }) => one.advisor.id));
    expect(next.has(leaving)).toBe(false);
    expect(next.size).toBeGreaterThan(1);
  });

  test('to the team what nobody has accepted and nobody is found for', async () => {
    const parts: GivenPart[] = [{ ...ledByLeaving, state: 'REQUESTED' }];
    const caseId = await save({ status: 'ASSIGNED', parts, topics: ['PFL'] });
    await desk.rows(`update directory_advisor set capacity = 0 where association = 'GEMEINDETAG'`);
    try {
      const { data } = await handOver({ advisor: leaving });
      expect(data.handOver.cases).toEqual([{ case: { id: caseId }, advisor: null }]);
      expect(await partsOf(caseId)).toMatchObject([{ role: 'LEAD', state: 'REQUESTED', advisorId: null }]);
    } finally {
      await desk.rows(`update directory_advisor set capacity = 24 where association = 'GEMEINDETAG'`);
    }
  });

  test('to one who was proposed as the next lead already, without proposing it again', async () => {
    const proposal: GivenPart = {
      association: 'GEMEINDETAG',
      advisorId: successor,
      state: 'REQUESTED',
      proposed: true,
    };
    const caseId = await save({ parts: [ledByLeaving, proposal] });
    await handOver({ advisor: leaving, to: successor });
    expect(await partsOf(caseId)).toMatchObject([{ role: 'LEAD', state: 'ACCEPTED', advisorId: successor }]);
  });
});

describe('nothing is handed over', () => {
  test('where one case cannot be taken by the one who is named', async () => {
    const [first, second] = [await save(), await save({ kommunen: ['08336010'] })];
    await desk.rows(`update directory_advisor set conflicts = '{08336010}' where id = $1`, [successor]);
    try {
      const { data } = await handOver({ advisor: leaving, to: successor });
      expect(data.handOver).toMatchObject({ __typename: 'HandOverRefused', cases: [{ id: second }] });
      expect(await heldBy(leaving)).toBe(2);
      expect(await desk.rows('select from advisor_departure')).toEqual([]);
      expect(await partsOf(first)).toMatchObject([{ advisorId: leaving }]);
    } finally {
      await desk.rows(`update directory_advisor set conflicts = '{}' where id = $1`, [successor]);
    }
  });

  test.each([
    ['another association', advisorId('STAEDTETAG')],
    ['no association', '00000000-0000-4000-8000-000000000000'],
  ])('to somebody of %s, not even by who has no cases', async (_whose, to) => {
    const { errors } = await handOver({ advisor: leaving, to });
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'input.to' }]);
    expect(await desk.rows('select from advisor_departure')).toEqual([]);
  });

  test('where nobody is found for an accepted case', async () => {
    const caseId = await save();
    await desk.rows(`update directory_advisor set capacity = 0 where association = 'GEMEINDETAG'`);
    try {
      const { data } = await handOver({ advisor: leaving });
      expect(data.handOver).toMatchObject({ __typename: 'HandOverRefused', cases: [{ id: caseId }] });
      expect(await heldBy(leaving)).toBe(1);
    } finally {
      await desk.rows(`update directory_advisor set capacity = 24 where association = 'GEMEINDETAG'`);
    }
  });

  test.each([
    ['an advisor', advisorOf('GEMEINDETAG'), 'FORBIDDEN'],
    ['a coordinator', coordinator, 'FORBIDDEN'],
    ['another association’s team lead', teamLeadOf('STAEDTETAG'), 'NOT_FOUND'],
    ['nobody in particular', { roles: [] }, 'UNAUTHENTICATED'],
  ])('by %s', async (_who, viewer, code) => {
    await save();
    const { errors } = await handOver({ advisor: leaving, to: successor }, viewer);
    expect(errors).toMatchObject([{ code }]);
    expect(await heldBy(leaving)).toBe(1);
  });
});

describe('who has handed over', () => {
  test('gets no new case, by routing or by hand, until the team lead readmits them', async () => {
    const parts: GivenPart[] = [{ association: 'GEMEINDETAG', advisorId: successor }];
    const caseId = await save({ parts });
    await handOver({ advisor: leaving, to: successor });
    const proposal = { caseId, association: 'GEMEINDETAG', advisor: leaving };
    const lead = advisorOf('GEMEINDETAG', 2);
    expect(await desk.act(lead, 'proposeLead', proposal)).toMatchObject({ __typename: 'CaseActionRefused' });

    const departed = async () =>
      (await graph.ask('{ departedAdvisors { advisor { id } } }', {}, asViewer(team))).data.departedAdvisors;
    expect(await departed()).toEqual([{ advisor: { id: leaving } }]);
    const readmit = `mutation ($input: ReadmitAdvisorInput!) { readmitAdvisor(input: $input) { __typename } }`;
    const again = async () =>
      (await graph.ask(readmit, { input: { advisor: leaving } }, asViewer(team))).data.readmitAdvisor.__typename;
    expect([await again(), await again()]).toEqual(['AdvisorReadmitted', 'ReadmissionRefused']);
    expect(await departed()).toEqual([]);
    expect(await desk.act(lead, 'proposeLead', proposal)).toMatchObject({ __typename: 'CaseChanged' });
  });

  test('keeps none of the cases that come, or are given to them, at the same moment', async () => {
    const submission = `mutation ($input: SubmitInquiryInput!) { submitInquiry(input: $input) { __typename } }`;
    const submit = (number: number) =>
      graph.ask(submission, {
        input: {
          ...{ idempotencyKey: `leaving-${number}`, place: { ags: '08336081' }, topics: ['PFL', 'FAM'] },
          concern: 'Wir möchten ein Netz für ältere Menschen aufbauen.',
          inquirer: { kind: 'KOMMUNE', name: 'Erika Beispiel', email: 'erika@beispiel.example' },
        },
      });
    const inTriage = await Promise.all(Array.from({ length: 8 }, () => save({ status: 'IN_TRIAGE', parts: [] })));
    const give = (caseId: string) =>
      desk.act(coordinator, 'assignAdvisor', { caseId, association: 'GEMEINDETAG', advisor: leaving });
    await Promise.all(Array.from({ length: 5 }, () => save()));

    const coming = Array.from({ length: 24 }, (_, number) => submit(number));
    const given = inTriage.map(give);
    const { data } = await handOver({ advisor: leaving, to: successor });
    await Promise.all([...coming, ...given]);

    expect(data.handOver.__typename).toBe('HandedOver');
    expect(await heldBy(leaving)).toBe(0);
  });

  test('is the association’s own again from when its directory says that they do not advise', async () => {
    await handOver({ advisor: leaving, to: successor });
    const isActive = async () => {
      const found = await createRoutingRepository(graph.orm.em.fork()).findAdvisors([]);
      return found.find(({ id }) => id === leaving)?.active;
    };
    expect(await isActive()).toBe(false);
    await follow(true);
    expect(await isActive()).toBe(false);
    await follow(false);
    expect(await isActive()).toBe(false);
    await follow(true);
    expect(await isActive()).toBe(true);
  });
});

test('the team is told when the association ends somebody who has open cases, and only then', async () => {
  const told = () => desk.rows(`select facts, recipient, association from notification where kind = 'ADVISOR_LEFT'`);
  await follow(false);
  expect(await told()).toEqual([]);
  await follow(true);
  await save();
  await save();
  await follow(true);
  expect(await told()).toEqual([]);
  await follow(false);
  expect(await told()).toEqual([{ facts: { cases: 2 }, recipient: 'TEAM', association: 'GEMEINDETAG' }]);
  await follow(true);
});

/** Applies the next entry of the association's change log: whether the one who leaves advises. */
async function follow(active: boolean): Promise<void> {
  const em = graph.orm.em.fork();
  const from = await readPosition(em, 'GEMEINDETAG');
  const advisor = {
    ...{ id: leaving, active, topics: [{ code: 'PFL', level: 3 }], areas: ['08'], capacity: 24 },
    ...{ conflicts: [], members: [], absences: [] },
  };
  const entry = { seq: String(from.seq + 1n), at: '2026-11-23T10:00:00Z', member: null, advisor, office: null };
  const { entries, fault } = readEntries([entry], from.seq);
  expect(fault).toBeNull();
  expect(await applyStep(em, 'GEMEINDETAG', { from, entries, isComplete: true, isRestart: false })).toBe(true);
}
