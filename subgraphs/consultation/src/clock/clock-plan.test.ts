import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleOffices } from '../sample/sample-offices.ts';
import { type ClockCase, laddersOf, nextStepAt, type Step, stepsDue } from './clock-plan.ts';
import type { ClockFacts } from './deadlines.ts';

const at = (local: string) =>
  new Date(Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Berlin').epochMilliseconds);

const given = (row: Partial<ClockCase>): ClockCase => ({
  ...{ status: 'IN_CONSULTATION', lead: 'STAEDTETAG', receivedAt: at('2026-11-23T10:00') },
  ...{ dueAt: null, firstAnswerDueAt: null, requests: [], ...row },
});
const clock = (moves: ClockFacts['moves'] = []): ClockFacts => ({ offices: sampleOffices, moves });
const waitingSince = (local: string) => clock([{ at: at(local).getTime(), to: 'WAITING_FOR_INQUIRER' }]);

const due = at('2026-11-25T12:00');

describe('the clock', () => {
  test('reminds of a first answer when three quarters of the time have passed, then says that it is overdue', () => {
    expect(laddersOf(given({ firstAnswerDueAt: due }), clock())).toEqual([
      [
        { kind: 'FIRST_ANSWER_REMINDER', occasion: due, at: at('2026-11-24T15:00'), partId: null },
        { kind: 'FIRST_ANSWER_OVERDUE', occasion: due, at: due, partId: null },
      ],
    ]);
  });

  test('reminds of nothing that is given, and of nothing in a case that is over', () => {
    expect(laddersOf(given({}), clock()).flat()).toEqual([]);
    for (const status of ['CLOSED', 'ANONYMISED', 'REFERRED', 'WITHDRAWN', 'DECLINED', 'DUPLICATE'] as const) {
      expect(laddersOf(given({ status, dueAt: due, firstAnswerDueAt: due }), clock()), status).toEqual([]);
    }
  });

  test('counts days of waiting on the calendar, to the same time of day, over the end of summer time', () => {
    expect(laddersOf(given({ status: 'WAITING_FOR_INQUIRER' }), waitingSince('2026-10-20T15:00')).flat()).toEqual(
      (
        [
          ['WAITING_REMINDER', '2026-10-30T15:00'],
          ['WAITING_SECOND_REMINDER', '2026-11-10T15:00'],
          ['CLOSING_OFFER', '2026-12-04T15:00'],
        ] as const
      ).map(([kind, moment]) => ({ kind, occasion: at('2026-10-20T15:00'), at: at(moment), partId: null })),
    );
  });

  test('counts from the last time that waiting began', () => {
    const moves = [
      { at: at('2026-10-01T10:00').getTime(), to: 'WAITING_FOR_INQUIRER' },
      { at: at('2026-10-05T10:00').getTime(), to: 'IN_CONSULTATION' },
      { at: at('2026-10-20T15:00').getTime(), to: 'WAITING_FOR_INQUIRER' },
    ] as const;
    const [first] = laddersOf(given({ status: 'WAITING_FOR_INQUIRER' }), clock(moves)).flat();
    expect(first).toEqual({
      ...{ kind: 'WAITING_REMINDER', occasion: at('2026-10-20T15:00'), at: at('2026-10-30T15:00'), partId: null },
    });
  });

  test('reminds who is asked for a part by the hours of their own association, each of several', () => {
    const since = at('2026-11-23T14:00');
    const requests = (['GEMEINDETAG', 'STAEDTETAG'] as const).map((association) => ({
      ...{ partId: association, association, since, dueAt: due },
    }));
    const moments = (status: ClockCase['status']) =>
      laddersOf(given({ status, requests }), clock())
        .flat()
        .filter(({ kind }) => kind.startsWith('REQUEST'))
        .map(({ kind, partId, at: moment }) => [kind, partId, moment]);
    expect(moments('IN_CONSULTATION')).toEqual([
      // Ten and a half of fourteen hours, and nine of twelve: one works until 16:30, the other until 16:00.
      ['REQUEST_REMINDER', 'GEMEINDETAG', at('2026-11-24T16:30')],
      ['REQUEST_OVERDUE', 'GEMEINDETAG', due],
      ['REQUEST_REMINDER', 'STAEDTETAG', at('2026-11-24T16:00')],
      ['REQUEST_OVERDUE', 'STAEDTETAG', due],
    ]);
    expect(moments('WAITING_FOR_INQUIRER')).toEqual(moments('IN_CONSULTATION'));
    for (const status of ['IN_TRIAGE', 'CLOSED', 'WITHDRAWN'] as const) expect(moments(status)).toEqual([]);
  });

  test('takes back what nobody accepts, and tells the coordinators what they have left lying', () => {
    const kinds = (status: ClockCase['status']) =>
      laddersOf(given({ status, dueAt: due, firstAnswerDueAt: null }), clock())
        .flat()
        .map(({ kind }) => kind);
    expect(kinds('ASSIGNED')).toEqual(['ACCEPTANCE_OVERDUE']);
    expect(kinds('IN_TRIAGE')).toEqual(['TRIAGE_OVERDUE']);
    expect(kinds('RECEIVED')).toEqual(['TRIAGE_OVERDUE']);
  });

  test('that stood still for a while makes up for the last step alone', () => {
    const ladders = laddersOf(given({ status: 'WAITING_FOR_INQUIRER' }), waitingSince('2026-10-20T15:00'));
    const kinds = (moment: string) => stepsDue(ladders, () => false, at(moment)).map(({ kind }) => kind);
    expect(kinds('2026-10-30T14:59')).toEqual([]);
    expect(kinds('2026-10-30T15:00')).toEqual(['WAITING_REMINDER']);
    expect(kinds('2026-11-20T09:00')).toEqual(['WAITING_SECOND_REMINDER']);
    expect(kinds('2027-03-01T09:00')).toEqual(['CLOSING_OFFER']);
    expect(nextStepAt(ladders, at('2026-11-20T09:00'))).toEqual(at('2026-12-04T15:00'));
    expect(nextStepAt(ladders, at('2027-03-01T09:00'))).toBeNull();
  });

  test('does each step once and none after a later one, whenever it looks', () => {
    const cases = fc.constantFrom<readonly [ClockCase, ClockFacts]>(
      [given({ status: 'WAITING_FOR_INQUIRER' }), waitingSince('2026-11-23T10:00')],
      [given({ firstAnswerDueAt: due }), clock()],
      [given({ status: 'ASSIGNED', dueAt: at('2026-11-25T10:00'), firstAnswerDueAt: due }), clock()],
    );
    const hours = fc.array(fc.integer({ min: 0, max: 60 * 24 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(cases, hours, ([row, facts], looks) => {
        const ladders = laddersOf(row, facts);
        const done: Step[] = [];
        for (const hour of looks.sort((a, b) => a - b)) {
          const now = new Date(at('2026-11-23T10:00').getTime() + hour * 3_600_000);
          const isDone = (step: Step) => done.some(({ kind }) => kind === step.kind);
          for (const step of stepsDue(ladders, isDone, now)) {
            expect(step.at <= now).toBe(true);
            done.push(step);
          }
          const next = nextStepAt(ladders, now);
          // Nothing becomes due before the clock looks again by itself.
          if (next !== null) expect(stepsDue(ladders, isDone, new Date(next.getTime() - 1))).toEqual([]);
        }
        for (const ladder of ladders) {
          const order = done.filter((step) => ladder.includes(step)).map((step) => ladder.indexOf(step));
          expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
        }
      }),
      { numRuns: 300 },
    );
  });
});
