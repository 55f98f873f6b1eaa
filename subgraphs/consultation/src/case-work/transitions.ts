import { addDays, localDay } from '@gkz-qe/kit/local-day.ts';
import type { CaseAction, CaseStatus } from '../generated/resolvers.ts';

/** What somebody is to one case. One person may be several things. */
export type Relation =
  | 'LEAD_ADVISOR'
  | 'LEAD_TEAM'
  | 'PROPOSED_ADVISOR'
  | 'PROPOSED_TEAM'
  | 'CO_ADVISOR'
  | 'CO_TEAM'
  | 'ASKED_ADVISOR'
  | 'ASKED_TEAM'
  | 'COORDINATOR'
  | 'INQUIRER'
  | 'SYSTEM';

/** What people do with a case, with all cases of one advisor, and what the system does by itself. */
export type Action = CaseAction | 'HAND_OVER' | 'ROUTE' | 'TIME_OUT' | 'ANONYMISE';

/** What must be there, said with the action or known of the case already. */
export type Need =
  | 'reason'
  | 'association'
  | 'advisor'
  | 'question'
  | 'result'
  | 'topics'
  | 'phase'
  | 'minutes'
  | 'otherCase'
  | 'project'
  | 'within90Days'
  | 'after90Days';

/** Facts of the case that an action sets, apart from its status. A moment that is set once stays for ever. */
export type Effect = 'assignedAt' | 'firstAnsweredAtOnce' | 'closedAt' | 'reopened' | 'requestsEnd';

/**
 * When the next step is due afterwards, by the hours and targets of who leads: acceptance, or a decision; the first answer while
 * there is none; nothing, since the clock stands still; or as before.
 */
export type Due = 'ACCEPTANCE' | 'FIRST_ANSWER' | 'NOTHING' | 'AS_BEFORE';

export interface Row {
  readonly action: Action;
  readonly from: readonly CaseStatus[];
  /** Null where the status stays. */
  readonly to: CaseStatus | null;
  readonly by: readonly Relation[];
  readonly needs: readonly Need[];
  readonly sets: readonly Effect[];
  readonly due: Due;
}

const triage = ['RECEIVED', 'IN_TRIAGE'] as const;
const advised = ['IN_CONSULTATION', 'WAITING_FOR_INQUIRER'] as const;
const led = ['ASSIGNED', ...advised] as const;
const over = ['CLOSED', 'REFERRED', 'WITHDRAWN', 'DECLINED', 'DUPLICATE'] as const;

const lead = ['LEAD_ADVISOR', 'LEAD_TEAM'] as const;
const coAdvice = ['CO_ADVISOR', 'CO_TEAM'] as const;
const ends = { sets: ['closedAt', 'requestsEnd'], due: 'NOTHING' } as const;

type Rest = Partial<Pick<Row, 'needs' | 'sets' | 'due'>>;

function row(
  action: Action,
  from: readonly CaseStatus[],
  to: CaseStatus | null,
  by: readonly Relation[],
  rest: Rest = {},
): Row {
  return { action, from, to, by, needs: [], sets: [], due: 'AS_BEFORE', ...rest };
}

/**
 * The state machine: every action on a case, in which status, to which status, by whom, what it needs and what it sets.
 * What is not here cannot be done. Every change of a case reads it: see `change.service.ts`.
 */
export const transitions: readonly Row[] = [
  // Who leads?
  row('ROUTE', ['RECEIVED'], 'ASSIGNED', ['SYSTEM'], {
    needs: ['association'],
    sets: ['assignedAt'],
    due: 'ACCEPTANCE',
  }),
  row('ROUTE', ['RECEIVED'], 'IN_TRIAGE', ['SYSTEM'], { due: 'ACCEPTANCE' }),
  row('ASSIGN_ADVISOR', triage, 'ASSIGNED', ['COORDINATOR'], {
    ...{ needs: ['association'], sets: ['assignedAt'], due: 'ACCEPTANCE' },
  }),
  row('ASSIGN_ADVISOR', ['ASSIGNED'], null, ['LEAD_TEAM'], { needs: ['advisor'], due: 'ACCEPTANCE' }),
  row('ASSIGN_ADVISOR', advised, null, ['LEAD_TEAM'], { needs: ['advisor'] }),
  row('ASSIGN_ADVISOR', led, null, ['CO_TEAM', 'ASKED_TEAM'], { needs: ['advisor'] }),
  row('ACCEPT_CASE', ['ASSIGNED'], 'IN_CONSULTATION', ['LEAD_ADVISOR'], { due: 'FIRST_ANSWER' }),
  row('DECLINE_CASE', ['ASSIGNED'], 'IN_TRIAGE', lead, {
    ...{ needs: ['reason'], sets: ['requestsEnd'], due: 'ACCEPTANCE' },
  }),
  row('TIME_OUT', ['ASSIGNED'], 'IN_TRIAGE', ['SYSTEM'], { sets: ['requestsEnd'], due: 'ACCEPTANCE' }),

  // The lead moves when the new lead accepts, and not before.
  row('PROPOSE_LEAD', led, null, lead, { needs: ['association'] }),
  row('ACCEPT_LEAD', ['ASSIGNED'], 'IN_CONSULTATION', ['PROPOSED_ADVISOR', 'PROPOSED_TEAM'], {
    ...{ needs: ['advisor'], due: 'FIRST_ANSWER' },
  }),
  row('ACCEPT_LEAD', advised, null, ['PROPOSED_ADVISOR', 'PROPOSED_TEAM'], { needs: ['advisor'] }),
  row('DECLINE_LEAD', led, null, ['PROPOSED_ADVISOR', 'PROPOSED_TEAM'], { needs: ['reason'] }),

  // Who leaves hands over all parts of all cases at once: see `hand-over/`.
  row('HAND_OVER', ['ASSIGNED'], null, ['LEAD_TEAM'], { due: 'ACCEPTANCE' }),
  row('HAND_OVER', led, null, ['LEAD_TEAM', 'PROPOSED_TEAM', 'CO_TEAM', 'ASKED_TEAM']),

  // Who else takes part?
  row('REQUEST_CO_ADVICE', led, null, lead, { needs: ['association'] }),
  row('ANSWER_CO_ADVICE', led, null, ['ASKED_ADVISOR', 'ASKED_TEAM']),
  row('END_PARTICIPATION', led, null, [...lead, ...coAdvice], { needs: ['association', 'reason'] }),

  // The work itself.
  row('RECORD_CONTACT', triage, null, ['COORDINATOR'], { sets: ['firstAnsweredAtOnce'] }),
  row('RECORD_CONTACT', led, null, [...lead, ...coAdvice], { sets: ['firstAnsweredAtOnce'] }),
  row('RECOMMEND', advised, null, [...lead, ...coAdvice]),
  row('UPDATE_RECOMMENDATION', advised, null, [...lead, ...coAdvice]),
  row('MAKE_COMMITMENT', led, null, [...lead, ...coAdvice]),
  row('SETTLE_COMMITMENT', led, null, [...lead, ...coAdvice]),
  // Money is often decided about when the advice is long over.
  row('RECORD_FUNDING_APPLICATION', [...led, 'CLOSED'], null, [...lead, ...coAdvice]),
  row('UPDATE_FUNDING_APPLICATION', [...led, 'CLOSED'], null, [...lead, ...coAdvice]),
  row('SET_PHASE', led, null, lead, { needs: ['phase'] }),
  row('START_PROJECT', led, null, lead),
  row('LINK_PROJECT', led, null, lead, { needs: ['project'] }),
  row('REQUEST_INTRODUCTION', led, null, [...lead, ...coAdvice], { needs: ['project'] }),
  row('SET_TOPICS', triage, null, ['COORDINATOR'], { needs: ['topics'] }),
  row('SET_TOPICS', led, null, lead, { needs: ['topics'] }),
  row('WAIT_FOR_INQUIRER', ['IN_CONSULTATION'], 'WAITING_FOR_INQUIRER', lead, {
    ...{ needs: ['question'], sets: ['firstAnsweredAtOnce'], due: 'NOTHING' },
  }),
  row('RESUME_CASE', ['WAITING_FOR_INQUIRER'], 'IN_CONSULTATION', [...lead, 'INQUIRER'], { due: 'FIRST_ANSWER' }),

  // The end, and what may come after it.
  row('CLOSE_CASE', advised, 'CLOSED', lead, { needs: ['result', 'topics', 'phase', 'minutes'], ...ends }),
  row('REOPEN_CASE', ['CLOSED'], 'IN_CONSULTATION', lead, {
    ...{ needs: ['reason', 'within90Days'], sets: ['reopened'], due: 'FIRST_ANSWER' },
  }),
  row('OPEN_FOLLOW_UP_CASE', ['CLOSED'], null, lead, { needs: ['after90Days'] }),
  row('REFER_CASE', triage, 'REFERRED', ['COORDINATOR'], { needs: ['reason'], ...ends }),
  row('REFER_CASE', led, 'REFERRED', lead, { needs: ['reason'], ...ends }),
  row('WITHDRAW_INQUIRY', triage, 'WITHDRAWN', ['COORDINATOR'], { needs: ['reason'], ...ends }),
  row('WITHDRAW_INQUIRY', led, 'WITHDRAWN', lead, { needs: ['reason'], ...ends }),
  // Who asked need not say why.
  row('WITHDRAW_INQUIRY', [...triage, ...led], 'WITHDRAWN', ['INQUIRER'], ends),
  row('DECLINE_INQUIRY', triage, 'DECLINED', ['COORDINATOR'], { needs: ['reason'], ...ends }),
  row('DECLINE_INQUIRY', led, 'DECLINED', ['LEAD_TEAM'], { needs: ['reason'], ...ends }),
  row('MARK_DUPLICATE', triage, 'DUPLICATE', ['COORDINATOR'], { needs: ['otherCase'], ...ends }),
  row('MARK_DUPLICATE', led, 'DUPLICATE', lead, { needs: ['otherCase'], ...ends }),
  row('ANONYMISE', over, 'ANONYMISED', ['SYSTEM']),
];

/** How long a closed case can be taken up again; later it is a new case that points to it. */
export const daysToReopen = 90;

/** Whether a case that was closed then can still be taken up again, by the days of Baden-Württemberg. */
export function canReopen(closedAt: Date, at: Date): boolean {
  return dayOf(at) <= addDays(dayOf(closedAt), daysToReopen);
}

function dayOf(at: Date): string {
  return localDay(Temporal.Instant.fromEpochMilliseconds(at.getTime()));
}

/** Why an action cannot be done. `NEVER`: by nobody who is to the case what the viewer is. */
export type Obstacle =
  | { readonly kind: 'NEVER' }
  | { readonly kind: 'STATUS' }
  | { readonly kind: 'OTHERS'; readonly by: readonly Relation[] }
  | { readonly kind: 'NEEDS'; readonly need: 'within90Days' | 'after90Days' };

/** What the table must know of a case. */
export interface Situation {
  readonly status: CaseStatus;
  readonly closedAt: Date | null;
}

/** The row by which somebody may do something with a case now, or what is in the way. */
export function findRow(
  action: Action,
  { status, closedAt }: Situation,
  relations: readonly Relation[],
  at: Date,
): Row | Obstacle {
  const mine = ({ by }: Row) => by.some((relation) => relations.includes(relation));
  const rows = transitions.filter((candidate) => candidate.action === action);
  if (!rows.some(mine)) return { kind: 'NEVER' };
  const now = rows.filter(({ from }) => from.includes(status));
  if (now.length === 0) return { kind: 'STATUS' };
  const found = now.find(mine);
  if (found === undefined) return { kind: 'OTHERS', by: now.flatMap(({ by }) => by) };
  const inTime = closedAt === null || canReopen(closedAt, at);
  if (found.needs.includes('within90Days') && !inTime) return { kind: 'NEEDS', need: 'within90Days' };
  if (found.needs.includes('after90Days') && inTime) return { kind: 'NEEDS', need: 'after90Days' };
  return found;
}

export function isRow(found: Row | Obstacle): found is Row {
  return 'action' in found;
}

/** What somebody may do with a case now, in the order of the table, each once. */
export function availableActions(situation: Situation, relations: readonly Relation[], at: Date): CaseAction[] {
  const actions = [...new Set(transitions.map(({ action }) => action))];
  return actions.filter(
    (action): action is CaseAction => isOfOneCase(action) && isRow(findRow(action, situation, relations, at)),
  );
}

const ofNoDesk: ReadonlySet<Action> = new Set(['HAND_OVER', 'ROUTE', 'TIME_OUT', 'ANONYMISE']);

function isOfOneCase(action: Action): action is CaseAction {
  return !ofNoDesk.has(action);
}
