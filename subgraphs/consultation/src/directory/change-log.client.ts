import { signatureHeader, signCall } from '@gkz-qe/kit/signature.ts';
import { z } from 'zod';
import type { AssociationCode } from '../generated/resolvers.ts';
import type { DirectorySource } from './directory.types.ts';

/** Entries of one call: the most an association gives. */
export const pageSize = 500;

/** How long an association may take to answer, in milliseconds. */
const deadlineMs = 10_000;

const answer = z.object({ data: z.object({ changes: z.array(z.unknown()) }) });

/**
 * Asks an association for the entries of its change log after a position, at most {@link pageSize}, as they come.
 *
 * @throws Error where it does not answer in time, or not with entries
 */
export async function fetchChanges(source: DirectorySource, after: bigint, signal: AbortSignal): Promise<unknown[]> {
  const { pathname, search } = new URL(source.url);
  const body = JSON.stringify({
    query: directoryQuery(source.association),
    variables: { after: String(after), first: pageSize },
  });
  const call = { method: 'POST', path: `${pathname}${search}`, viewer: '', body };
  const response = await fetch(source.url, {
    method: 'POST',
    redirect: 'error',
    headers: { 'content-type': 'application/json', [signatureHeader]: signCall(call, source.secret) },
    body,
    signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
  });
  const read = answer.safeParse(await response.json());
  if (!response.ok || !read.success)
    throw new Error(`the change log answered with status ${response.status} and no entries`);
  return read.data.data.changes;
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
