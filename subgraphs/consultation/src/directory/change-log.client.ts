import { z } from 'zod';
import type { AssociationCode } from '../generated/resolvers.ts';
import { askAssociation } from './association-call.ts';
import type { DirectorySource } from './directory.types.ts';

/** Entries of one call: the most an association gives. */
export const pageSize = 500;

const answer = z.object({ changes: z.array(z.unknown()) });

/**
 * Asks an association for the entries of its change log after a position, at most {@link pageSize}, as they come.
 *
 * @throws Error where it does not answer in time, or not with entries
 */
export async function fetchChanges(source: DirectorySource, after: bigint, signal: AbortSignal): Promise<unknown[]> {
  const query = directoryQuery(source.association);
  const variables = { after: String(after), first: pageSize };
  return (await askAssociation(source, { query, variables, data: answer }, signal)).changes;
}

/** What an association is asked: the fields that `readEntries` checks and the copy keeps. */
export function directoryQuery(association: AssociationCode): string {
  return `query FollowDirectory($after: ID!, $first: Int!) {
    changes: ${association.toLowerCase()}DirectoryChanges(after: $after, first: $first) {
      seq
      at
      member { ags status since until preferred }
      advisor {
        id active capacity areas conflicts members
        topics { code level }
        absences { from until deputyId }
      }
      office { serviceHours { weekday from to } closedDays firstAnswerWorkingHours acceptanceWorkingDays }
    }
  }`;
}
