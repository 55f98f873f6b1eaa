import { describe, expect, test } from 'vitest';
import type { CaseStatus } from '../generated/resolvers.ts';
import { nextStatuses } from '../testing/next-statuses.ts';
import { type Action, availableActions, canReopen, findRow, isRow, type Relation, transitions } from './transitions.ts';

/*
 * What domain.md says of a case, written down a second time and in another way: by status and by person. Every triple of status,
 * action and person that is not here must be refused.
 */

const statuses = Object.keys(nextStatuses) as CaseStatus[];
const people: readonly Relation[] = [
  ...(['LEAD_ADVISOR', 'LEAD_TEAM', 'PROPOSED_ADVISOR', 'PROPOSED_TEAM', 'CO_ADVISOR', 'CO_TEAM'] as const),
  ...(['ASKED_ADVISOR', 'ASKED_TEAM', 'COORDINATOR', 'INQUIRER', 'SYSTEM'] as const),
];

type Expected = Partial<Record<Relation, string>>;

/** By status: what each may do, as `ACTION` where the status stays and `ACTION>STATUS` where it moves. */
const expected: Readonly<Record<CaseStatus, Expected>> = {
  RECEIVED: {
    SYSTEM: 'ROUTE>ASSIGNED',
    COORDINATOR: `ASSIGN_ADVISOR>ASSIGNED RECORD_CONTACT SET_TOPICS REFER_CASE>REFERRED WITHDRAW_INQUIRY>WITHDRAWN
      DECLINE_INQUIRY>DECLINED MARK_DUPLICATE>DUPLICATE`,
    INQUIRER: 'WITHDRAW_INQUIRY>WITHDRAWN',
  },
  IN_TRIAGE: {
    COORDINATOR: `ASSIGN_ADVISOR>ASSIGNED RECORD_CONTACT SET_TOPICS REFER_CASE>REFERRED WITHDRAW_INQUIRY>WITHDRAWN
      DECLINE_INQUIRY>DECLINED MARK_DUPLICATE>DUPLICATE`,
    INQUIRER: 'WITHDRAW_INQUIRY>WITHDRAWN',
  },
  ASSIGNED: {
    LEAD_ADVISOR: `ACCEPT_CASE>IN_CONSULTATION DECLINE_CASE>IN_TRIAGE PROPOSE_LEAD REQUEST_CO_ADVICE END_PARTICIPATION
      RECORD_CONTACT MAKE_COMMITMENT SETTLE_COMMITMENT RECORD_FUNDING_APPLICATION UPDATE_FUNDING_APPLICATION SET_PHASE START_PROJECT LINK_PROJECT REQUEST_INTRODUCTION SET_TOPICS REFER_CASE>REFERRED WITHDRAW_INQUIRY>WITHDRAWN MARK_DUPLICATE>DUPLICATE`,
    LEAD_TEAM: `HAND_OVER ASSIGN_ADVISOR DECLINE_CASE>IN_TRIAGE PROPOSE_LEAD REQUEST_CO_ADVICE END_PARTICIPATION RECORD_CONTACT MAKE_COMMITMENT SETTLE_COMMITMENT RECORD_FUNDING_APPLICATION UPDATE_FUNDING_APPLICATION
      SET_PHASE START_PROJECT LINK_PROJECT REQUEST_INTRODUCTION SET_TOPICS REFER_CASE>REFERRED WITHDRAW_INQUIRY>WITHDRAWN DECLINE_INQUIRY>DECLINED MARK_DUPLICATE>DUPLICATE`,
    PROPOSED_ADVISOR: 'ACCEPT_LEAD>IN_CONSULTATION DECLINE_LEAD',
    PROPOSED_TEAM: 'HAND_OVER ACCEPT_LEAD>IN_CONSULTATION DECLINE_LEAD',
    CO_ADVISOR:
      'RECORD_CONTACT REQUEST_INTRODUCTION MAKE_COMMITMENT SETTLE_COMMITMENT RECORD_FUNDING_APPLICATION UPDATE_FUNDING_APPLICATION END_PARTICIPATION',
    CO_TEAM:
      'HAND_OVER RECORD_CONTACT REQUEST_INTRODUCTION MAKE_COMMITMENT SETTLE_COMMITMENT RECORD_FUNDING_APPLICATION UPDATE_FUNDING_APPLICATION END_PARTICIPATION ASSIGN_ADVISOR',
    ASKED_ADVISOR: 'ANSWER_CO_ADVICE',
    ASKED_TEAM: 'HAND_OVER ANSWER_CO_ADVICE ASSIGN_ADVISOR',
    SYSTEM: 'TIME_OUT>IN_TRIAGE',
    INQUIRER: 'WITHDRAW_INQUIRY>WITHDRAWN',
  },
  IN_CONSULTATION: {
    LEAD_ADVISOR: `PROPOSE_LEAD REQUEST_CO_ADVICE END_PARTICIPATION RECORD_CONTACT MAKE_COMMITMENT SETTLE_COMMITMENT RECORD_FUNDING_APPLICATION UPDATE_FUNDING_APPLICATION RECOMMEND UPDATE_RECOMMENDATION SET_PHASE START_PROJECT LINK_PROJECT REQUEST_INTRODUCTION
      SET_TOPICS WAIT_FOR_INQUIRER>WAITING_FOR_INQUIRER CLOSE_CASE>CLOSED REFER_CASE>REFERRED WITHDRAW_INQUIRY>WITHDRAWN
      MARK_DUPLICATE>DUPLICATE`,
    LEAD_TEAM: `HAND_OVER ASSIGN_ADVISOR PROPOSE_LEAD REQUEST_CO_ADVICE END_PARTICIPATION RECORD_CONTACT MAKE_COMMITMENT SETTLE_COMMITMENT RECORD_FUNDING_APPLICATION UPDATE_FUNDING_APPLICATION RECOMMEND
      UPDATE_RECOMMENDATION SET_PHASE START_PROJECT LINK_PROJECT REQUEST_INTRODUCTION SET_TOPICS WAIT_FOR_INQUIRER>WAITING_FOR_INQUIRER CLOSE_CASE>CLOSED
      REFER_CASE>REFERRED WITHDRAW_INQUIRY>WITHDRAWN DECLINE_INQUIRY>DECLINED MARK_DUPLICATE>DUPLICATE`,
    PROPOSED_ADVISOR: 'ACCEPT_LEAD DECLINE_LEAD',
    PROPOSED_TEAM: 'HAND_OVER ACCEPT_LEAD DECLINE_LEAD',
    CO_ADVISOR:
      'RECORD_CONTACT REQUEST_INTRODUCTION MAKE_COMMITMENT SETTLE_COMMITMENT RECORD_FUNDING_APPLICATION UPDATE_FUNDING_APPLICATION RECOMMEND UPDATE_RECOMMENDATION END_PARTICIPATION',
    CO_TEAM:
      'HAND_OVER RECORD_CONTACT REQUEST_INTRODUCTION MAKE_COMMITMENT SETTLE_COMMITMENT RECORD_FUNDING_APPLICATION UPDATE_FUNDING_APPLICATION RECOMMEND UPDATE_RECOMMENDATION END_PARTICIPATION ASSIGN_ADVISOR',
    ASKED_ADVISOR: 'ANSWER_CO_ADVICE',
    ASKED_TEAM: 'HAND_OVER ANSWER_CO_ADVICE ASSIGN_ADVISOR',
    INQUIRER: 'WITHDRAW_INQUIRY>WITHDRAWN',
  },
  WAITING_FOR_INQUIRER: {
    LEAD_ADVISOR: `PROPOSE_LEAD REQUEST_CO_ADVICE END_PARTICIPATION RECORD_CONTACT MAKE_COMMITMENT SETTLE_COMMITMENT RECORD_FUNDING_APPLICATION UPDATE_FUNDING_APPLICATION RECOMMEND UPDATE_RECOMMENDATION SET_PHASE START_PROJECT LINK_PROJECT REQUEST_INTRODUCTION
      SET_TOPICS RESUME_CASE>IN_CONSULTATION CLOSE_CASE>CLOSED REFER_CASE>REFERRED WITHDRAW_INQUIRY>WITHDRAWN
      MARK_DUPLICATE>DUPLICATE`,
    LEAD_TEAM: `HAND_OVER ASSIGN_ADVISOR PROPOSE_LEAD REQUEST_CO_ADVICE END_PARTICIPATION RECORD_CONTACT MAKE_COMMITMENT SETTLE_COMMITMENT RECORD_FUNDING_APPLICATION UPDATE_FUNDING_APPLICATION RECOMMEND
      UPDATE_RECOMMENDATION SET_PHASE START_PROJECT LINK_PROJECT REQUEST_INTRODUCTION SET_TOPICS RESUME_CASE>IN_CONSULTATION CLOSE_CASE>CLOSED REFER_CASE>REFERRED
      WITHDRAW_INQUIRY>WITHDRAWN DECLINE_INQUIRY>DECLINED MARK_DUPLICATE>DUPLICATE`,
    PROPOSED_ADVISOR: 'ACCEPT_LEAD DECLINE_LEAD',
    PROPOSED_TEAM: 'HAND_OVER ACCEPT_LEAD DECLINE_LEAD',
    CO_ADVISOR:
      'RECORD_CONTACT REQUEST_INTRODUCTION MAKE_COMMITMENT SETTLE_COMMITMENT RECORD_FUNDING_APPLICATION UPDATE_FUNDING_APPLICATION RECOMMEND UPDATE_RECOMMENDATION END_PARTICIPATION',
    CO_TEAM:
      'HAND_OVER RECORD_CONTACT REQUEST_INTRODUCTION MAKE_COMMITMENT SETTLE_COMMITMENT RECORD_FUNDING_APPLICATION UPDATE_FUNDING_APPLICATION RECOMMEND UPDATE_RECOMMENDATION END_PARTICIPATION ASSIGN_ADVISOR',
    ASKED_ADVISOR: 'ANSWER_CO_ADVICE',
    ASKED_TEAM: 'HAND_OVER ANSWER_CO_ADVICE ASSIGN_ADVISOR',
    INQUIRER: 'WITHDRAW_INQUIRY>WITHDRAWN RESUME_CASE>IN_CONSULTATION',
  },
  CLOSED: {
    LEAD_ADVISOR: 'REOPEN_CASE>IN_CONSULTATION RECORD_FUNDING_APPLICATION UPDATE_FUNDING_APPLICATION',
    LEAD_TEAM: 'REOPEN_CASE>IN_CONSULTATION RECORD_FUNDING_APPLICATION UPDATE_FUNDING_APPLICATION',
    CO_ADVISOR: 'RECORD_FUNDING_APPLICATION UPDATE_FUNDING_APPLICATION',
    CO_TEAM: 'RECORD_FUNDING_APPLICATION UPDATE_FUNDING_APPLICATION',
    SYSTEM: 'ANONYMISE>ANONYMISED',
  },
  REFERRED: { SYSTEM: 'ANONYMISE>ANONYMISED' },
  WITHDRAWN: { SYSTEM: 'ANONYMISE>ANONYMISED' },
  DECLINED: { SYSTEM: 'ANONYMISE>ANONYMISED' },
  DUPLICATE: { SYSTEM: 'ANONYMISE>ANONYMISED' },
  ANONYMISED: {},
};

const at = new Date('2026-11-23T10:00:00Z');
const closedYesterday = new Date('2026-11-22T10:00:00Z');
const actions = [...new Set(transitions.map(({ action }) => action))];

/** The whole answer of the table for one status and one person. */
function allowed(status: CaseStatus, relation: Relation, closedAt: Date | null): string[] {
  return actions
    .flatMap((action) => {
      const row = findRow(action, { status, closedAt }, [relation], at);
      if (!isRow(row)) return [];
      return row.to === null ? action : `${action}>${row.to}`;
    })
    .sort();
}

describe('every triple of status, action and person', () => {
  const pairs = statuses.flatMap((status) => people.map((relation) => [status, relation] as const));

  test.each(pairs)('in %s, for %s, is allowed or refused as the domain says', (status, relation) => {
    const list = expected[status][relation]?.split(/\s+/).sort() ?? [];
    expect(allowed(status, relation, closedYesterday)).toEqual(list);
  });

  test('is nothing for who is nothing to the case', () => {
    for (const status of statuses) {
      for (const action of actions) {
        expect(findRow(action, { status, closedAt: null }, [], at)).toEqual({ kind: 'NEVER' });
      }
    }
  });

  test('adds up for who is several things', () => {
    const both = availableActions(
      { status: 'IN_CONSULTATION', closedAt: null },
      ['CO_ADVISOR', 'PROPOSED_ADVISOR'],
      at,
    );
    expect([...both].sort()).toEqual(
      [
        'ACCEPT_LEAD',
        'DECLINE_LEAD',
        'END_PARTICIPATION',
        'MAKE_COMMITMENT',
        'RECOMMEND',
        'RECORD_CONTACT',
        'RECORD_FUNDING_APPLICATION',
        'UPDATE_FUNDING_APPLICATION',
        'SETTLE_COMMITMENT',
        'REQUEST_INTRODUCTION',
        'UPDATE_RECOMMENDATION',
      ].sort(),
    );
  });
});

describe('the ways of a case', () => {
  test('are the same that the rest of the code knows', () => {
    const ways = new Set(
      transitions.flatMap(({ from, to }) => (to === null ? [] : from.map((status) => `${status}>${to}`))),
    );
    const known = Object.entries(nextStatuses).flatMap(([from, next]) => next.map((to) => `${from}>${to}`));
    expect([...ways].sort()).toEqual([...new Set(known)].sort());
  });

  test('end in a status from which nothing but anonymity follows, or in a closed case', () => {
    const ended = new Set<Action>();
    for (const { from, action } of transitions) {
      for (const status of from)
        if (['REFERRED', 'WITHDRAWN', 'DECLINED', 'DUPLICATE'].includes(status)) ended.add(action);
    }
    expect([...ended]).toEqual(['ANONYMISE']);
  });

  test('ask whoever works here for a reason wherever a case goes back, sideways or is taken up again', () => {
    const without = transitions.filter(
      ({ to, needs, by }) =>
        (['IN_TRIAGE', 'REFERRED', 'WITHDRAWN', 'DECLINED'] as unknown[]).includes(to) &&
        !by.every((relation) => relation === 'SYSTEM' || relation === 'INQUIRER') &&
        !needs.includes('reason'),
    );
    expect(without).toEqual([]);
  });

  test('stop the clock where a case waits or ends, and set one wherever somebody is to accept or to decide', () => {
    for (const { to, due } of transitions) {
      if (to === 'ASSIGNED' || to === 'IN_TRIAGE') expect(due).toBe('ACCEPTANCE');
      if (to === 'IN_CONSULTATION') expect(due).toBe('FIRST_ANSWER');
      if (['WAITING_FOR_INQUIRER', 'CLOSED', 'REFERRED', 'WITHDRAWN', 'DECLINED', 'DUPLICATE'].includes(to ?? '')) {
        expect(due).toBe('NOTHING');
      }
    }
  });
});

describe('a closed case', () => {
  test.each([
    ['2026-08-25T08:00:00Z', true],
    ['2026-08-24T22:00:00Z', true],
    ['2026-08-24T21:59:59Z', false],
    ['2020-01-01T00:00:00Z', false],
  ])('of %s can be taken up again on 23 November: %s, by the days of Baden-Württemberg', (closedAt, can) => {
    expect(canReopen(new Date(closedAt), at)).toBe(can);
    const mine = availableActions({ status: 'CLOSED', closedAt: new Date(closedAt) }, ['LEAD_ADVISOR'], at);
    const later = mine.filter((action) => !action.endsWith('FUNDING_APPLICATION'));
    expect(later).toEqual([can ? 'REOPEN_CASE' : 'OPEN_FOLLOW_UP_CASE']);
  });
});
