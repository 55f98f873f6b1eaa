import { describe, expect, test } from 'vitest';
import type { ClockFacts } from '../clock/deadlines.ts';
import type { AssociationCode, CaseStatus } from '../generated/resolvers.ts';
import { sampleOffices } from '../sample/sample-offices.ts';
import { caseAfter } from './case-after.ts';
import type { CaseFacts, PartFact, Plan } from './case-work.types.ts';
import { type Action, transitions } from './transitions.ts';

/*
 * The Städtetag answers within 16 hours (Mon–Wed 9–16, Thu 9–17, Fri 9–13), the Gemeindetag within 24 (Mon–Thu 8:30–16:30,
 * Fri 8:30–12:30), both accept within two working days.
 */
const at = (local: string) =>
  new Date(Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Berlin').epochMilliseconds);

/** Monday. */
const receivedAt = at('2026-11-23T10:00');

const leadOf = (association: AssociationCode): PartFact => ({
  ...{ id: association, association, role: 'LEAD', state: 'ACCEPTED', advisorId: 'somebody', inForce: true },
  answerDueAt: null,
});

const given = (facts: Partial<CaseFacts>): CaseFacts => ({
  ...{ id: 'case', number: '2026-00001', status: 'IN_CONSULTATION', version: 1, receivedAt, assignedAt: receivedAt },
  ...{ firstAnsweredAt: null, firstAnswerWorkingMinutes: null, firstAnswerDueAt: null, dueAt: null, closedAt: null },
  ...{ phase: null, project: null, result: null, minutes: null, duplicateOf: null, topics: [], kommunen: [] },
  ...{ parts: [leadOf('STAEDTETAG')], header: true, content: true },
  ...facts,
});

const clock = (moves: ClockFacts['moves'] = []): ClockFacts => ({ offices: sampleOffices, moves });
const move = (local: string, to: CaseStatus) => ({ at: at(local).getTime(), to });

/** A case after an action, as the table of transitions has it. */
function caseAfterAction(action: Action, local: string, before: CaseFacts, facts = clock(), plan: Partial<Plan> = {}) {
  const row = transitions.find((candidate) => candidate.action === action && candidate.from.includes(before.status));
  if (row === undefined) throw new Error('the table has no such row');
  const entries: Plan['entries'] = [{ kind: 'NOTE', visibility: 'PARTICIPANTS', association: null, text: '' }];
  return caseAfter(row, before, { entries, ...plan }, at(local), facts);
}

/** Its deadlines alone. */
function after(...given: Parameters<typeof caseAfterAction>) {
  const { dueAt, firstAnswerDueAt, firstAnswerWorkingMinutes } = caseAfterAction(...given);
  return { dueAt, firstAnswerDueAt, firstAnswerWorkingMinutes };
}

const toGemeindetag: Plan['parts'] = [
  { kind: 'END', id: 'STAEDTETAG', state: 'ENDED' },
  {
    ...{ kind: 'ADD', association: 'GEMEINDETAG', role: 'LEAD', state: 'ACCEPTED' },
    advisorId: 'other',
    inForce: true,
  },
];

describe('who leads sets the clock', () => {
  test('of the first answer: from the receipt, by their hours and target', () => {
    const assigned = (lead: AssociationCode) => given({ status: 'ASSIGNED', parts: [leadOf(lead)] });
    const due = at('2026-11-25T12:00');
    expect(after('ACCEPT_CASE', '2026-11-24T10:00', assigned('STAEDTETAG'))).toMatchObject({
      ...{ dueAt: due, firstAnswerDueAt: due },
    });
    expect(after('ACCEPT_CASE', '2026-11-24T10:00', assigned('GEMEINDETAG'))).toMatchObject({
      firstAnswerDueAt: at('2026-11-26T10:00'),
    });
  });

  test('of the acceptance: from the assignment, in their working days; in triage by the hours of who coordinates', () => {
    const triage = given({ status: 'IN_TRIAGE', parts: [] });
    const parts: Plan['parts'] = [
      {
        ...{ kind: 'ADD', association: 'GEMEINDETAG', role: 'LEAD', state: 'REQUESTED' },
        advisorId: null,
        inForce: true,
      },
    ];
    const late = '2026-11-25T16:15';
    expect(after('ASSIGN_ADVISOR', late, triage, clock(), { parts })).toMatchObject({ dueAt: at('2026-11-27T12:30') });
    const back: Plan['parts'] = [{ kind: 'END', id: 'GEMEINDETAG', state: 'DECLINED' }];
    const assigned = given({ status: 'ASSIGNED', parts: [leadOf('GEMEINDETAG')] });
    // The Städtetag has closed: its two days begin on Thursday at 9:00.
    expect(after('DECLINE_CASE', late, assigned, clock(), { parts: back })).toMatchObject({
      dueAt: at('2026-11-30T09:00'),
    });
  });

  test('anew when the lead moves, and only then', () => {
    const due = at('2026-11-25T12:00');
    const led = given({ dueAt: due, firstAnswerDueAt: due });
    expect(after('ACCEPT_LEAD', '2026-11-24T10:00', led, clock(), { parts: toGemeindetag })).toMatchObject({
      ...{ dueAt: at('2026-11-26T10:00'), firstAnswerDueAt: at('2026-11-26T10:00') },
    });
    // What was due stays due, also where the office has changed its hours meanwhile.
    const earlier = at('2026-11-25T09:30');
    const promised = given({ dueAt: earlier, firstAnswerDueAt: earlier });
    expect(after('SET_PHASE', '2026-11-24T10:00', promised)).toMatchObject({
      dueAt: earlier,
      firstAnswerDueAt: earlier,
    });
  });
});

describe('a first answer', () => {
  const led = given({ dueAt: at('2026-11-25T12:00'), firstAnswerDueAt: at('2026-11-25T12:00') });

  test('ends its clock, and is measured in working minutes of who leads then', () => {
    const answered = { patch: { firstAnsweredAt: at('2026-11-24T11:30') } };
    expect(after('RECORD_CONTACT', '2026-11-24T12:00', led, clock(), answered)).toEqual({
      ...{ dueAt: null, firstAnswerDueAt: null, firstAnswerWorkingMinutes: 6 * 60 + 150 },
    });
  });

  test('is measured once', () => {
    const before = given({ firstAnsweredAt: at('2026-11-24T11:30'), firstAnswerWorkingMinutes: 510 });
    const again = { patch: { firstAnsweredAt: at('2026-11-26T11:30') } };
    expect(after('RECORD_CONTACT', '2026-11-26T12:00', before, clock(), again)).toMatchObject({
      firstAnswerWorkingMinutes: 510,
    });
  });

  test('on a day off took no more time than what was worked before', () => {
    const answered = { patch: { firstAnsweredAt: at('2026-11-28T11:30') } };
    const friday = given({ receivedAt: at('2026-11-27T12:15') });
    expect(after('RECORD_CONTACT', '2026-11-28T12:00', friday, clock(), answered)).toMatchObject({
      firstAnswerWorkingMinutes: 45,
    });
  });

  test('before anybody leads is measured by the hours of who coordinates', () => {
    const triage = given({ status: 'IN_TRIAGE', parts: [], dueAt: at('2026-11-25T10:00') });
    const answered = { patch: { firstAnsweredAt: at('2026-11-23T11:00') } };
    expect(after('RECORD_CONTACT', '2026-11-23T12:00', triage, clock(), answered)).toEqual({
      ...{ dueAt: at('2026-11-25T10:00'), firstAnswerDueAt: null, firstAnswerWorkingMinutes: 60 },
    });
  });
});

describe('the clock stands still', () => {
  /** From Tuesday 10:00, when seven of 16 hours had passed. */
  const moves = [move('2026-11-24T09:30', 'IN_CONSULTATION'), move('2026-11-24T10:00', 'WAITING_FOR_INQUIRER')];

  test('while the centre waits for the inquirer, and goes on where it stood: nine hours are left', () => {
    const waiting = given({ status: 'WAITING_FOR_INQUIRER' });
    expect(after('SET_PHASE', '2026-12-01T10:00', waiting, clock(moves))).toMatchObject({
      ...{ dueAt: null, firstAnswerDueAt: null },
    });
    expect(after('RESUME_CASE', '2026-12-09T14:00', waiting, clock(moves))).toEqual({
      ...{ dueAt: at('2026-12-10T16:00'), firstAnswerDueAt: at('2026-12-10T16:00'), firstAnswerWorkingMinutes: null },
    });
  });

  test('and the wait is not part of how long the first answer took', () => {
    const all = [...moves, move('2026-12-09T14:00', 'IN_CONSULTATION')];
    const answered = { patch: { firstAnsweredAt: at('2026-12-09T15:00') } };
    expect(after('RECORD_CONTACT', '2026-12-09T15:00', given({}), clock(all), answered)).toMatchObject({
      firstAnswerWorkingMinutes: 7 * 60 + 60,
    });
  });

  test('while a case is over that was closed without an answer, until it is taken up again', () => {
    const closed = given({ status: 'CLOSED', closedAt: at('2026-11-24T10:00') });
    const until = [move('2026-11-24T09:30', 'IN_CONSULTATION'), move('2026-11-24T10:00', 'CLOSED')];
    expect(after('REOPEN_CASE', '2027-01-04T09:00', closed, clock(until))).toMatchObject({
      firstAnswerDueAt: at('2027-01-05T11:00'),
    });
  });

  test('when a case is over: nothing is due any more', () => {
    const led = given({ dueAt: at('2026-11-25T12:00'), firstAnswerDueAt: at('2026-11-25T12:00') });
    for (const action of [
      'CLOSE_CASE',
      'REFER_CASE',
      'WITHDRAW_INQUIRY',
      'DECLINE_INQUIRY',
      'MARK_DUPLICATE',
    ] as const) {
      expect(after(action, '2026-11-24T10:00', led), action).toMatchObject({ dueAt: null, firstAnswerDueAt: null });
    }
  });
});

describe('who is asked for a part has time to answer', () => {
  const asked = (parts: readonly PartFact[]) =>
    parts.find(({ association }) => association === 'GEMEINDETAG')?.answerDueAt;
  const request: PartFact = { ...leadOf('GEMEINDETAG'), role: 'CO_ADVICE', state: 'REQUESTED', answerDueAt: null };
  const led = [leadOf('STAEDTETAG')];
  const due = at('2026-11-26T16:00');
  const late = '2026-11-24T16:00';

  test.each([
    ['LEAD', false],
    ['CO_ADVICE', true],
  ] as const)('as %s: two working days of its own, from the request', (role, inForce) => {
    const add = { kind: 'ADD', association: 'GEMEINDETAG', state: 'REQUESTED', advisorId: null } as const;
    const action = role === 'LEAD' ? 'PROPOSE_LEAD' : 'REQUEST_CO_ADVICE';
    const plan = { parts: [{ ...add, role, inForce }] };
    expect(asked(caseAfterAction(action, late, given({ parts: led }), clock(), plan).parts)).toEqual(due);
  });

  test('from when somebody leads the case: before that nobody could answer', () => {
    const parts: Plan['parts'] = [
      { kind: 'ADD', association: 'STAEDTETAG', role: 'LEAD', state: 'REQUESTED', advisorId: null, inForce: true },
    ];
    const triage = given({ status: 'IN_TRIAGE', parts: [request] });
    expect(asked(caseAfterAction('SET_TOPICS', '2026-11-23T10:00', triage).parts)).toBeNull();
    expect(asked(caseAfterAction('ASSIGN_ADVISOR', late, triage, clock(), { parts }).parts)).toEqual(due);
  });

  test('that is not given anew, and goes on while the case waits for who asked', () => {
    const before = given({ parts: [...led, { ...request, answerDueAt: due }] });
    expect(asked(caseAfterAction('WAIT_FOR_INQUIRER', '2026-11-25T10:00', before).parts)).toEqual(due);
  });

  test('until it has answered', () => {
    const before = given({ parts: [...led, { ...request, answerDueAt: due }] });
    const parts: Plan['parts'] = [{ kind: 'ACCEPT', id: request.id, advisorId: 'other' }];
    expect(asked(caseAfterAction('ANSWER_CO_ADVICE', '2026-11-25T10:00', before, clock(), { parts }).parts)).toBeNull();
  });
});
