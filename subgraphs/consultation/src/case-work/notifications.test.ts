import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLink, sha256 } from '../inquiry/link.ts';
import { advisorId, advisorOf, coordinator, createDesk, type Desk, teamLeadOf } from '../testing/case-desk.ts';
import { openCaseGraph } from '../testing/case-graph.ts';
import { type GivenCase, saveCase } from '../testing/case-rows.ts';
import type { TestGraph } from '../testing/test-graph.ts';
import { createCaseTurns } from './case-turn.repository.ts';
import { returnToTriage } from './time-out.service.ts';

let graph: TestGraph;
let desk: Desk;
beforeAll(async () => {
  graph = await openCaseGraph();
  desk = createDesk(graph);
  // The cases of this file take their numbers from the beginning of the year.
  await desk.rows('insert into case_counter (year, last) values (2026, 50000)');
});
afterAll(() => graph[Symbol.asyncDispose]());

const stadt = advisorOf('STAEDTETAG');
const gemeinde = advisorOf('GEMEINDETAG');
const reason = 'Das passt nicht zu uns.';

/** Led by the Städtetag's first advisor, with the Gemeindetag's first advisor and the Landkreistag informed. */
const joint = {
  parts: [
    { association: 'STAEDTETAG', advisorId: advisorId('STAEDTETAG') },
    { association: 'GEMEINDETAG', role: 'CO_ADVICE', advisorId: advisorId('GEMEINDETAG') },
    { association: 'LANDKREISTAG', role: 'INFORMED' },
  ],
} as const;
const assigned = {
  status: 'ASSIGNED',
  dueAt: '2026-11-04T09:00:00Z',
  parts: [{ association: 'STAEDTETAG', state: 'REQUESTED', advisorId: advisorId('STAEDTETAG') }],
} as const;
const proposed = {
  parts: [...joint.parts, { association: 'GEMEINDETAG', state: 'REQUESTED', proposed: true }],
} as const;

/** Who has been told what of a case: „STAEDTETAG 1: CASE_ENTRY“, with ! for what does not wait for the digest. */
async function toldOf(caseId: string): Promise<string[]> {
  const rows = await desk.rows<{ to: string; kind: string; urgent: boolean }>(
    `select coalesce(association, '') || case recipient when 'ADVISOR' then ' ' || right(recipient_id::text, 2)::int
         when 'INQUIRER' then 'INQUIRER' else ' ' || recipient end as to, kind, mail_id is not null as urgent
     from notification where case_id = $1 order by id`,
    [caseId],
  );
  return rows.map(({ to, kind, urgent }) => `${to}: ${kind}${urgent ? ' !' : ''}`);
}

const step = (
  what: string,
  given: GivenCase,
  viewer: Parameters<Desk['act']>[0],
  action: string,
  input: object,
  told: readonly string[],
) => ({ what, given, viewer, action, input, told });

const steps = [
  step(
    'a case given to an association',
    { status: 'IN_TRIAGE', parts: [{ association: 'LANDKREISTAG', role: 'INFORMED' }] },
    coordinator,
    'assignAdvisor',
    { association: 'STAEDTETAG' },
    ['STAEDTETAG TEAM: CASE_ASSIGNED !', 'INQUIRER: INQUIRY_ASSIGNED'],
  ),
  step(
    'a case given to another advisor of the association',
    assigned,
    teamLeadOf('STAEDTETAG'),
    'assignAdvisor',
    { advisor: advisorId('STAEDTETAG', 2) },
    ['STAEDTETAG 2: CASE_ASSIGNED !', 'STAEDTETAG 1: PART_ENDED'],
  ),
  step('an accepted case', assigned, stadt, 'acceptCase', {}, ['INQUIRER: INQUIRY_CONSULTED']),
  step('a case that is given back', assigned, stadt, 'declineCase', { reason }, [
    'STAEDTETAG COORDINATORS: CASE_BACK_IN_TRIAGE !',
    'INQUIRER: INQUIRY_UNASSIGNED',
  ]),
  step(
    'a lead that is offered',
    joint,
    stadt,
    'proposeLead',
    { association: 'LANDKREISTAG', advisor: advisorId('LANDKREISTAG'), reason },
    ['LANDKREISTAG 1: LEAD_PROPOSED !'],
  ),
  step(
    'a lead that is offered by the team',
    joint,
    teamLeadOf('STAEDTETAG'),
    'proposeLead',
    { association: 'LANDKREISTAG', reason },
    ['LANDKREISTAG TEAM: LEAD_PROPOSED !', 'STAEDTETAG 1: CASE_ENTRY'],
  ),
  step(
    'a lead that is taken over',
    proposed,
    teamLeadOf('GEMEINDETAG'),
    'acceptLead',
    { advisor: advisorId('GEMEINDETAG', 2) },
    [
      ...['GEMEINDETAG 2: CASE_GIVEN !', 'STAEDTETAG 1: PART_ENDED', 'GEMEINDETAG 1: PART_ENDED'],
      'INQUIRER: INQUIRY_LEAD_CHANGED',
    ],
  ),
  step('a lead that is not taken over', proposed, teamLeadOf('GEMEINDETAG'), 'declineLead', { reason }, [
    'STAEDTETAG 1: LEAD_DECLINED !',
  ]),
  step(
    'a request for co-advice to who was informed',
    joint,
    stadt,
    'requestCoAdvice',
    { association: 'LANDKREISTAG', reason },
    ['LANDKREISTAG TEAM: CO_ADVICE_REQUESTED !'],
  ),
  step(
    'an answer to it',
    { parts: [joint.parts[0], { association: 'GEMEINDETAG', role: 'CO_ADVICE', state: 'REQUESTED' }] },
    teamLeadOf('GEMEINDETAG'),
    'answerCoAdvice',
    { accept: true, advisor: advisorId('GEMEINDETAG') },
    ['GEMEINDETAG 1: CO_ADVICE_GIVEN !', 'STAEDTETAG 1: CO_ADVICE_ANSWERED'],
  ),
  step(
    'the end of a part',
    joint,
    stadt,
    'endParticipation',
    { association: 'GEMEINDETAG', role: 'CO_ADVICE', reason },
    ['GEMEINDETAG 1: PART_ENDED'],
  ),
  step(
    'a part that ends by itself',
    joint,
    gemeinde,
    'endParticipation',
    { association: 'GEMEINDETAG', role: 'CO_ADVICE', reason },
    ['STAEDTETAG 1: OTHER_PART_ENDED'],
  ),
  step(
    'a contact that the inquirer may read',
    joint,
    gemeinde,
    'recordContact',
    { kind: 'PHONE', minutes: 5, text: 'Telefonat.', visibility: 'INQUIRER' },
    ['STAEDTETAG 1: CASE_ENTRY', 'INQUIRER: INQUIRY_ENTRY'],
  ),
  step(
    'a contact among those who advise',
    joint,
    stadt,
    'recordContact',
    { kind: 'PHONE', minutes: 5, text: 'Telefonat.', visibility: 'PARTICIPANTS' },
    ['GEMEINDETAG 1: CASE_ENTRY'],
  ),
  step(
    'a note for the own association',
    joint,
    stadt,
    'recordContact',
    { kind: 'INTERNAL', minutes: 5, text: 'Notiz.', visibility: 'OWN_ASSOCIATION' },
    [],
  ),
  step('a new phase', joint, stadt, 'setPhase', { phase: 'FUNDING' }, ['GEMEINDETAG 1: CASE_ENTRY']),
  step('a question', joint, stadt, 'waitForInquirer', { question: 'Seit wann?' }, [
    'INQUIRER: INQUIRY_QUESTION !',
    'GEMEINDETAG 1: CASE_WAITING',
  ]),
  step('a case that goes on', { ...joint, status: 'WAITING_FOR_INQUIRER' }, stadt, 'resumeCase', {}, [
    'INQUIRER: INQUIRY_RESUMED',
    'GEMEINDETAG 1: CASE_RESUMED',
  ]),
  step(
    'the end',
    joint,
    stadt,
    'closeCase',
    { result: 'Ein Netz ist da.', topics: ['PFL'], phase: 'CONCEPT', minutes: 90 },
    ['INQUIRER: INQUIRY_ENDED', 'GEMEINDETAG 1: CASE_ENDED', 'LANDKREISTAG TEAM: CASE_ENDED'],
  ),
  step('an end with an offer that is still open', proposed, teamLeadOf('STAEDTETAG'), 'declineInquiry', { reason }, [
    ...['INQUIRER: INQUIRY_ENDED', 'STAEDTETAG 1: CASE_ENDED', 'GEMEINDETAG 1: CASE_ENDED'],
    'LANDKREISTAG TEAM: CASE_ENDED',
  ]),
];

describe('who is told', () => {
  test.each(steps)('of $what', async ({ given, viewer, action, input, told }) => {
    const caseId = await saveCase(graph.orm, given);

    const { __typename, ...result } = await desk.act(viewer, action, { caseId, ...input });

    expect({ __typename, ...(__typename === 'CaseActionRefused' ? result : {}) }).toEqual({
      __typename: 'CaseChanged',
    });
    expect(await toldOf(caseId)).toEqual(told);
  });

  test('of a case that nobody accepted: the coordinators, who did not, and their team', async () => {
    const caseId = await saveCase(graph.orm, assigned);
    const turns = createCaseTurns(graph.orm.em.fork(), {
      ...{ allHeaders: true, association: null, contentInTriage: true, contentOfAssociation: false, advisorId: null },
    });

    await turns.inTurn([caseId], async (turn) => {
      const facts = await turn.find(caseId);
      if (facts) await returnToTriage(turn, { facts, at: new Date('2026-11-10T09:00:00Z') });
    });

    expect(await toldOf(caseId)).toEqual([
      ...['STAEDTETAG 1: PART_ENDED', 'STAEDTETAG COORDINATORS: CASE_BACK_IN_TRIAGE !', 'STAEDTETAG TEAM: PART_ENDED'],
      'INQUIRER: INQUIRY_UNASSIGNED',
    ]);
  });

  test('of a duplicate: who asked, and those who work on the case that goes on', async () => {
    const other = await saveCase(graph.orm, joint);
    const caseId = await saveCase(graph.orm, {
      parts: [{ association: 'GEMEINDETAG', advisorId: advisorId('GEMEINDETAG') }],
    });

    await desk.rows(
      `insert into participation (case_id, association, role, state, from_at, case_received_at, case_open)
       select id, 'STAEDTETAG', 'INFORMED', 'ACCEPTED', received_at, received_at, open from consultation_case where id = $1`,
      [caseId],
    );
    expect(await desk.act(gemeinde, 'markDuplicate', { caseId, of: other })).toMatchObject({
      __typename: 'CaseChanged',
    });

    expect(await toldOf(caseId)).toEqual(['INQUIRER: INQUIRY_ENDED', 'STAEDTETAG TEAM: CASE_ENDED']);
    expect(await toldOf(other)).toEqual(['STAEDTETAG 1: CASE_JOINED']);
  });

  test('of a follow-up case: its lead where somebody else opened it, and who asked', async () => {
    const caseId = await saveCase(graph.orm, { ...joint, status: 'CLOSED', receivedAt: '2024-02-02T09:00:00Z' });

    const { case: followUp } = await desk.act(teamLeadOf('STAEDTETAG'), 'openFollowUpCase', {
      ...{ caseId, concern: 'Es geht weiter.', advisor: advisorId('STAEDTETAG', 2) },
    });

    expect(await toldOf(followUp.id)).toEqual(['STAEDTETAG 2: CASE_ASSIGNED !', 'INQUIRER: INQUIRY_FOLLOWED']);
    expect(await toldOf(caseId)).toEqual(['GEMEINDETAG 1: CASE_ENTRY']);
  });

  test('of a refused action: nobody', async () => {
    const caseId = await saveCase(graph.orm, joint);
    await desk.act(stadt, 'setPhase', { caseId, phase: 'CONCEPT' });
    await desk.act(stadt, 'setPhase', { caseId, phase: 'FUNDING', version: 1 });
    const before = await toldOf(caseId);
    expect(await desk.act(stadt, 'setPhase', { caseId, phase: 'EVALUATION', version: 1 })).toMatchObject({
      __typename: 'StaleCase',
    });

    expect(before).toEqual(['GEMEINDETAG 1: CASE_ENTRY']);
    expect(await toldOf(caseId)).toEqual(before);
  });
});

describe('who is told by what the inquirer does', () => {
  async function linkTo(caseId: string): Promise<string> {
    const { token, record } = createLink(Temporal.Now.instant(), 'Europe/Berlin');
    await desk.rows('insert into inquiry_link (token_hash, case_id, created_at, expires_at) values ($1, $2, $3, $4)', [
      ...[sha256(token), caseId, record.createdAt, record.expiresAt],
    ]);
    return token;
  }
  const act = async (name: string, input: object) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const text = `mutation ($input: ${type}!) { result: ${name}(input: $input) { __typename } }`;
    const { data, errors } = await graph.ask(text, { input }, asViewer({}));
    expect(errors).toEqual([]);
    expect(data.result).toEqual({ __typename: 'MyInquiryChanged' });
  };

  test('an answer: those who advise, at once who leads', async () => {
    const caseId = await saveCase(graph.orm, { ...joint, status: 'WAITING_FOR_INQUIRER' });
    await act('answerMyInquiry', { link: await linkTo(caseId), text: 'Seit 2020.' });

    expect(await toldOf(caseId)).toEqual(['STAEDTETAG 1: INQUIRER_ANSWERED !', 'GEMEINDETAG 1: CASE_ENTRY']);
  });

  test('an answer while nobody leads yet: the coordinators', async () => {
    const caseId = await saveCase(graph.orm, { status: 'IN_TRIAGE' });
    await act('answerMyInquiry', { link: await linkTo(caseId), text: 'Noch etwas.' });

    expect(await toldOf(caseId)).toEqual(['STAEDTETAG COORDINATORS: INQUIRER_ANSWERED !']);
  });

  test('a withdrawal: all who take part, and not the inquirer', async () => {
    const caseId = await saveCase(graph.orm, joint);
    await act('withdrawMyInquiry', { link: await linkTo(caseId) });

    expect(await toldOf(caseId)).toEqual([
      ...['STAEDTETAG 1: CASE_WITHDRAWN !', 'GEMEINDETAG 1: CASE_ENDED', 'LANDKREISTAG TEAM: CASE_ENDED'],
    ]);
  });

  test.each([
    [
      'where it is clear who leads: who leads, who is informed, and who asked',
      { ags: '08326074' },
      [/^STAEDTETAG \d+: CASE_ASSIGNED !$/, /^GEMEINDETAG TEAM: CASE_INFORMED$/, /^INQUIRER: INQUIRY_RECEIVED !$/],
    ],
    ['else the coordinators', null, [/^INQUIRER: INQUIRY_RECEIVED !$/, /^STAEDTETAG COORDINATORS: CASE_IN_TRIAGE !$/]],
  ])('an inquiry: %s', async (_who, place, expected) => {
    const input = {
      ...{ idempotencyKey: `told-${place?.ags}-key`, place, concern: 'Wir brauchen Rat.', topics: ['PFL'] },
      inquirer: { kind: 'KOMMUNE', name: 'Erika Beispiel', email: 'erika@beispiel.example' },
    };
    const text = `mutation ($input: SubmitInquiryInput!) { submitInquiry(input: $input) {
      ... on InquirySubmitted { case { number } } } }`;
    const submit = () => graph.ask(text, { input });
    const { data } = await submit();
    // The same once more tells nobody.
    await submit();

    const { number } = data.submitInquiry.case;
    const [row] = await desk.rows<{ id: string }>('select id from consultation_case where number = $1', [number]);
    const told = await toldOf(row?.id ?? '');
    expect(told).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
  });
});
