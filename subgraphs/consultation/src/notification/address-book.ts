import { z } from 'zod';
import { askAssociation } from '../directory/association-call.ts';
import type { DirectorySource } from '../directory/directory.types.ts';
import type { createOwnAddresses } from './addresses.repository.ts';
import type { RecipientKey } from './recipient.ts';

/** Whom a mail reaches. */
export interface Addressee {
  /** Empty where nobody is there. */
  readonly to: readonly string[];
  /** True for a team that gets it instead of somebody who advises no more. */
  readonly isStandIn: boolean;
}

/** Finds where recipients get their mail, at the moment when it is sent. Throws where it cannot be known now. */
export type AddressBook = (recipients: readonly RecipientKey[]) => Promise<(recipient: RecipientKey) => Addressee>;

const nobody: Addressee = { to: [], isStandIn: false };

const answer = z.object({
  addresses: z.object({
    advisors: z.array(z.object({ id: z.string(), address: z.string() })),
    team: z.string().nullable(),
  }),
  coordinators: z.array(z.string()).optional(),
});

/** The people of an association, asked of itself: nothing of it is kept here. */
export function createAssociationBook(source: DirectorySource, signal: AbortSignal): AddressBook {
  return async (recipients) => {
    const advisors = [...new Set(recipients.flatMap((one) => (one.recipient === 'ADVISOR' ? one.recipientId : [])))];
    const query = addressQuery(
      source,
      recipients.some(({ recipient }) => recipient === 'COORDINATORS'),
    );
    const { addresses, coordinators = [] } = await askAssociation(
      source,
      { query, variables: { advisors }, data: answer },
      signal,
    );
    const byId = new Map(addresses.advisors.map(({ id, address }) => [id, address]));
    const team = addresses.team === null ? [] : [addresses.team];
    return ({ recipient, recipientId }) => {
      if (recipient === 'COORDINATORS') return { to: coordinators, isStandIn: false };
      if (recipient === 'TEAM') return { to: team, isStandIn: false };
      const own = byId.get(recipientId ?? '');
      return own ? { to: [own], isStandIn: false } : { to: team, isStandIn: true };
    };
  };
}

function addressQuery({ association }: DirectorySource, withCoordinators: boolean): string {
  return `query NotificationAddresses($advisors: [ID!]!) {
    addresses: ${association.toLowerCase()}MailAddresses(advisors: $advisors) { advisors { id address } team }
    ${withCoordinators ? 'coordinators: coordinatorMailAddresses' : ''}
  }`;
}

/** Those whom this subgraph knows itself. */
export function createOwnBook(addresses: ReturnType<typeof createOwnAddresses>): AddressBook {
  return async (recipients) => {
    const ids = recipients.flatMap(({ recipientId }) => recipientId ?? []);
    const byId = new Map((await addresses.find(ids)).map(({ id, address }) => [id, address]));
    return ({ recipientId }) => {
      const address = byId.get(recipientId ?? '');
      return address ? { to: [address], isStandIn: false } : nobody;
    };
  };
}
