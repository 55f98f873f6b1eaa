import type { AssociationCode } from '../generated/resolvers.ts';
import type { Told } from '../notification/messages.ts';
import type { NewNotification } from '../notification/notification.repository.ts';
import { type Audience, type CaseEvent, type CaseState, isActor, isSameHolder, recipientsOf } from './audience.ts';
import type { PartFact } from './case-work.types.ts';
import { dueOf, newsOfParts } from './part-news.ts';
import { leadOf } from './relations.ts';
import type { Action } from './transitions.ts';

/** What can happen to a case: an action of the table, an answer that nobody waited for, that it begins as a follow-up, or gets a duplicate. */
export type Happening = Action | 'ANSWER' | 'FOLLOW_UP' | 'JOINED';

/** Whom one happening tells what; null where this time it tells nothing. */
type Rule = readonly [Audience, (event: CaseEvent) => Told | null];

/** Something that is told without facts of its own. */
const plain =
  <Kind extends PlainKind>(kind: Kind) =>
  () =>
    ({ kind, facts: {} }) as const;
type PlainKind = {
  [Kind in Told['kind']]: object extends Extract<Told, { kind: Kind }>['facts'] ? Kind : never;
}[Told['kind']];

const entry = ({ entries }: CaseEvent) => entries[0]?.kind ?? 'NOTE';
const entryToStaff = (event: CaseEvent): Told => ({ kind: 'CASE_ENTRY', facts: { entry: entry(event) } });

/** The first entry says who may read what the change is about. */
const work: readonly Rule[] = [
  ['LEAD', (event) => (isForParticipants(event) ? entryToStaff(event) : null)],
  ['CO_ADVICE', (event) => (isForParticipants(event) ? entryToStaff(event) : null)],
  [
    'INQUIRER',
    (event) =>
      event.entries[0]?.visibility === 'INQUIRER' ? { kind: 'INQUIRY_ENTRY', facts: { entry: entry(event) } } : null,
  ],
];

const byInquirer = ({ actor }: CaseEvent) => actor.relations.includes('INQUIRER');
const answered = plain('INQUIRER_ANSWERED');

const ended = ({ after: { status } }: CaseEvent): Told => ({ kind: 'CASE_ENDED', facts: { status } });
const ending: readonly Rule[] = [
  ['INQUIRER', ({ after: { status } }) => ({ kind: 'INQUIRY_ENDED', facts: { status } })],
  ['LEAD', ended],
  ['CO_ADVICE', ended],
  ['INFORMED', ended],
];

const backInTriage =
  (cause: 'DECLINED' | 'TIMED_OUT') =>
  ({ before, after }: CaseEvent): Told => ({
    kind: 'CASE_BACK_IN_TRIAGE',
    facts: { association: getLead(before).association, cause, dueAt: dueOf(after) },
  });

const leadChanged = ({ before, after }: CaseEvent): Told | null =>
  isSameHolder(leadOf(before.parts), leadOf(after.parts))
    ? null
    : { kind: 'LEAD_CHANGED', facts: { association: getLead(after).association } };

/**
 * Whom each happening tells what, beside those whose own part begins or ends: see `part-news.ts`. Nobody is told of what they did
 * themselves, and nobody of one change twice: the first that fits counts.
 */
const rules: Readonly<Record<Happening, readonly Rule[]>> = {
  // Who leads?
  ROUTE: [
    [
      'INQUIRER',
      ({ after }) => ({ kind: 'INQUIRY_RECEIVED', facts: { lead: leadOf(after.parts)?.association ?? null } }),
    ],
    [
      'COORDINATORS',
      ({ after }) => (inTriage(after) ? { kind: 'CASE_IN_TRIAGE', facts: { dueAt: dueOf(after) } } : null),
    ],
  ],
  ASSIGN_ADVISOR: [
    [
      'INQUIRER',
      ({ before, after }) =>
        inTriage(before) ? { kind: 'INQUIRY_ASSIGNED', facts: { association: getLead(after).association } } : null,
    ],
    ['CO_ADVICE', leadChanged],
  ],
  ACCEPT_CASE: [
    ['INQUIRER', plain('INQUIRY_CONSULTED')],
    ['CO_ADVICE', plain('CONSULTATION_BEGUN')],
  ],
  DECLINE_CASE: [
    ['COORDINATORS', backInTriage('DECLINED')],
    ['INQUIRER', plain('INQUIRY_UNASSIGNED')],
  ],
  TIME_OUT: [
    ['COORDINATORS', backInTriage('TIMED_OUT')],
    ['FORMER_TEAM', plain('PART_ENDED')],
    ['INQUIRER', plain('INQUIRY_UNASSIGNED')],
  ],
  PROPOSE_LEAD: [['LEAD', entryToStaff]],
  ACCEPT_LEAD: [
    [
      'INQUIRER',
      ({ before, after }) =>
        before.status === 'ASSIGNED'
          ? { kind: 'INQUIRY_CONSULTED', facts: {} }
          : { kind: 'INQUIRY_LEAD_CHANGED', facts: { association: getLead(after).association } },
    ],
    ['CO_ADVICE', leadChanged],
  ],
  HAND_OVER: [
    [
      'INQUIRER',
      (event) => {
        const { association, advisorId } = getLead(event.after);
        const moved = leadChanged(event) !== null && advisorId !== null;
        return moved ? { kind: 'INQUIRY_LEAD_CHANGED', facts: { association } } : null;
      },
    ],
    ['CO_ADVICE', leadChanged],
  ],
  DECLINE_LEAD: [['LEAD', (event) => ({ kind: 'LEAD_DECLINED', facts: { association: associationOfEnded(event) } })]],

  // Who else takes part?
  REQUEST_CO_ADVICE: [['LEAD', entryToStaff]],
  ANSWER_CO_ADVICE: [
    [
      'LEAD',
      ({ after, actor: { association } }) => {
        if (association === null) return null;
        const accepts = after.parts.some((part) => part.association === association && part.state === 'ACCEPTED');
        return { kind: 'CO_ADVICE_ANSWERED', facts: { association, accepts } };
      },
    ],
  ],
  END_PARTICIPATION: [
    ['LEAD', (event) => ({ kind: 'OTHER_PART_ENDED', facts: { association: associationOfEnded(event) } })],
  ],

  // The work itself.
  RECORD_CONTACT: work,
  RECOMMEND: work,
  UPDATE_RECOMMENDATION: work,
  MAKE_COMMITMENT: work,
  SETTLE_COMMITMENT: work,
  RECORD_FUNDING_APPLICATION: work,
  UPDATE_FUNDING_APPLICATION: work,
  SET_PHASE: work,
  START_PROJECT: work,
  LINK_PROJECT: work,
  REQUEST_INTRODUCTION: work,
  SET_TOPICS: work,
  WAIT_FOR_INQUIRER: [
    ['INQUIRER', plain('INQUIRY_QUESTION')],
    ['LEAD', plain('CASE_WAITING')],
    ['CO_ADVICE', plain('CASE_WAITING')],
  ],
  RESUME_CASE: [
    ['INQUIRER', plain('INQUIRY_RESUMED')],
    ['LEAD', (event) => (byInquirer(event) ? answered() : { kind: 'CASE_RESUMED', facts: {} })],
    ['CO_ADVICE', (event) => (byInquirer(event) ? entryToStaff(event) : { kind: 'CASE_RESUMED', facts: {} })],
  ],
  ANSWER: [
    ['LEAD', answered],
    ['CO_ADVICE', entryToStaff],
    ['COORDINATORS', ({ after }) => (inTriage(after) ? answered() : null)],
  ],

  // The end, and what may come after it.
  CLOSE_CASE: ending,
  REFER_CASE: ending,
  DECLINE_INQUIRY: ending,
  MARK_DUPLICATE: ending,
  WITHDRAW_INQUIRY: [
    ['LEAD', (event) => (byInquirer(event) ? { kind: 'CASE_WITHDRAWN', facts: {} } : null)],
    ['COORDINATORS', (event) => (inTriage(event.before) ? ended(event) : null)],
    ...ending,
  ],
  REOPEN_CASE: [
    ['INQUIRER', plain('INQUIRY_REOPENED')],
    ['LEAD', plain('CASE_REOPENED')],
    ['CO_ADVICE', plain('CASE_REOPENED')],
  ],
  OPEN_FOLLOW_UP_CASE: [['CO_ADVICE', entryToStaff]],
  FOLLOW_UP: [['INQUIRER', plain('INQUIRY_FOLLOWED')]],
  JOINED: [
    ['LEAD', plain('CASE_JOINED')],
    ['CO_ADVICE', plain('CASE_JOINED')],
  ],
  ANONYMISE: [],
};

/** Who is told what of a change of a case. */
export function notificationsFor(happening: Happening, event: CaseEvent): readonly NewNotification[] {
  const byAction = rules[happening].flatMap(([audience, tell]) => {
    const told = tell(event);
    return told ? recipientsOf(audience, event).map((to) => ({ ...told, to })) : [];
  });
  const found = new Map<string, NewNotification>();
  for (const news of [...newsOfParts(event), ...byAction]) {
    const name = JSON.stringify(news.to);
    if (!isActor(news.to, event.actor) && !found.has(name)) found.set(name, { ...news, caseId: event.after.id });
  }
  return [...found.values()];
}

function isForParticipants({ entries }: CaseEvent): boolean {
  return entries[0] !== undefined && entries[0].visibility !== 'OWN_ASSOCIATION';
}

function inTriage({ status }: CaseState): boolean {
  return status === 'RECEIVED' || status === 'IN_TRIAGE';
}

function getLead({ parts }: CaseState): PartFact {
  const lead = leadOf(parts);
  if (lead === null) throw new Error('a notification is about a lead that is not there');
  return lead;
}

/** Whose part has ended. */
function associationOfEnded({ before, after }: CaseEvent): AssociationCode {
  const gone = before.parts.find(({ id }) => !after.parts.some((part) => part.id === id));
  if (gone === undefined) throw new Error('a notification is about a part that has not ended');
  return gone.association;
}
