import type { CaseStatus } from '../generated/resolvers.ts';
import { advisorOrTeam, type Recipient } from '../notification/recipient.ts';
import type { Actor, NewEntry, PartFact } from './case-work.types.ts';
import { leadOf } from './relations.ts';

/** What notifications need to know of a case. */
export interface CaseState {
  readonly id: string;
  readonly status: CaseStatus;
  readonly dueAt: Date | null;
  readonly parts: readonly PartFact[];
}

/** A change of a case, decided and not yet written. */
export interface CaseEvent {
  readonly before: CaseState;
  readonly after: CaseState;
  /** What the timeline says of it, the most important first. */
  readonly entries: readonly Pick<NewEntry, 'kind' | 'visibility'>[];
  readonly actor: Pick<Actor, 'subject' | 'association' | 'advisorId' | 'relations'>;
}

/** Who may be told something of a case, by what they are to it after the change. */
export type Audience =
  | 'INQUIRER'
  | 'COORDINATORS'
  /** The lead's advisor, or their team where none is named. */
  | 'LEAD'
  /** The team of who led before. */
  | 'FORMER_TEAM'
  /** Who has promised co-advice. */
  | 'CO_ADVICE'
  /** Teams of associations that know the header and nothing else. */
  | 'INFORMED';

/** The recipients of an audience; none where nobody is that to the case. */
export function recipientsOf(audience: Audience, { before, after }: CaseEvent): readonly Recipient[] {
  const lead = leadOf(after.parts);
  const formerLead = leadOf(before.parts);
  switch (audience) {
    case 'INQUIRER':
      return [{ kind: 'INQUIRER', caseId: after.id }];
    case 'COORDINATORS':
      return [{ kind: 'COORDINATORS' }];
    case 'LEAD':
      return lead ? [holderOf(lead)] : [];
    case 'FORMER_TEAM':
      return formerLead ? [{ kind: 'TEAM', association: formerLead.association }] : [];
    case 'CO_ADVICE':
      return after.parts.filter(({ role, state }) => role === 'CO_ADVICE' && state === 'ACCEPTED').map(holderOf);
    case 'INFORMED':
      return after.parts.filter(({ role }) => role === 'INFORMED').map(holderOf);
  }
}

/** With whom a part lies. */
export function holderOf({ association, advisorId }: PartFact): Recipient {
  return advisorOrTeam(association, advisorId);
}

/** Whether two parts lie with the same advisor, or with the same team. */
export function isSameHolder(one: PartFact | null, other: PartFact | null): boolean {
  return one?.association === other?.association && one?.advisorId === other?.advisorId;
}

/** Whether somebody would be told of what they did themselves. */
export function isActor(to: Recipient, { association, advisorId, relations }: CaseEvent['actor']): boolean {
  switch (to.kind) {
    case 'ADVISOR':
      return to.advisorId === advisorId;
    case 'TEAM':
      return to.association === association && relations.some((relation) => relation.endsWith('_TEAM'));
    case 'COORDINATORS':
      return relations.includes('COORDINATOR');
    case 'INQUIRER':
      return relations.includes('INQUIRER');
    // Of an event, and in no case.
    case 'PARTICIPANT':
      return false;
  }
}
