import type { AssociationCode } from '../generated/resolvers.ts';

/** Who is told, by key: names and addresses stay with their owner until a mail is sent. */
export type Recipient =
  | { readonly kind: 'ADVISOR'; readonly association: AssociationCode; readonly advisorId: string }
  /** Whoever looks after the cases of an association that lie with no advisor yet. */
  | { readonly kind: 'TEAM'; readonly association: AssociationCode }
  | { readonly kind: 'COORDINATORS' }
  /** Who asked, of one case: nobody knows whether two cases are of one person. */
  | { readonly kind: 'INQUIRER'; readonly caseId: string }
  /** Who registered to an event, by the key that their registration has for this. */
  | { readonly kind: 'PARTICIPANT'; readonly recipientId: string };

/** A recipient as the tables hold it. */
export interface RecipientKey {
  readonly recipient: Recipient['kind'];
  /** Whose subgraph knows the address; null where this one does. */
  readonly association: AssociationCode | null;
  readonly recipientId: string | null;
}

/** As coordinator of the centre it keeps the list of the coordinators. */
const keeperOfCoordinators: AssociationCode = 'STAEDTETAG';

export function keyOf(recipient: Recipient): RecipientKey {
  switch (recipient.kind) {
    case 'ADVISOR':
      return { recipient: 'ADVISOR', association: recipient.association, recipientId: recipient.advisorId };
    case 'TEAM':
      return { recipient: 'TEAM', association: recipient.association, recipientId: null };
    case 'COORDINATORS':
      return { recipient: 'COORDINATORS', association: keeperOfCoordinators, recipientId: null };
    case 'INQUIRER':
      return { recipient: 'INQUIRER', association: null, recipientId: recipient.caseId };
    case 'PARTICIPANT':
      return { recipient: 'PARTICIPANT', association: null, recipientId: recipient.recipientId };
  }
}

/** The advisor of a part, or the association's team where it names none. */
export function advisorOrTeam(association: AssociationCode, advisorId: string | null): Recipient {
  return advisorId === null ? { kind: 'TEAM', association } : { kind: 'ADVISOR', association, advisorId };
}
