import { type Connection, createConnection, type PageArguments, readPage } from '@gkz-qe/kit/connection.ts';
import { timeZone } from '@gkz-qe/kit/local-day.ts';
import { badInput, Problem } from '@gkz-qe/kit/problem.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { requireScope } from '../../policy.ts';
import { byMoment, isCounted, placeOf } from '../moment-order.ts';
import type { AccessLogRepository, AccessLogRow } from './access-log.repository.ts';

export interface AccessLogParts {
  readonly viewer: Viewer;
  readonly accesses: AccessLogRepository;
  /** The key of a case by its key or number. */
  readonly findCase: (keyOrNumber: string) => Promise<string | null>;
}

export interface AccessLogArguments extends PageArguments {
  readonly case?: string | null | undefined;
  readonly subject?: string | null | undefined;
  /** Days, both included. */
  readonly from?: string | null | undefined;
  readonly until?: string | null | undefined;
}

export type AccessLogService = ReturnType<typeof createAccessLogService>;

/** Who read inquirers' contact data: for privacy officers alone. */
export function createAccessLogService({ viewer, accesses, findCase }: AccessLogParts) {
  return {
    /** @throws Problem FORBIDDEN, NOT_FOUND for an unknown case, BAD_USER_INPUT */
    async list({ case: named, subject, from, until, ...args }: AccessLogArguments): Promise<Connection<AccessLogRow>> {
      requireScope(viewer, 'privacy:read');
      const page = readPage(args, { cursor: byMoment(isCounted) });
      if (subject?.includes('\0')) throw badInput('subject', 'Diese Kennung gibt es nicht.');
      const caseId = named == null ? null : await findCase(named);
      if (named != null && caseId === null) throw new Problem('NOT_FOUND', 'Diesen Fall gibt es nicht.');
      const query = {
        caseId,
        subject: subject ?? null,
        from: from == null ? null : beginOf(from, 0),
        before: until == null ? null : beginOf(until, 1),
      };
      return createConnection(await accesses.findPage(query, page), page, {
        cursorOf: ({ at, id }) => placeOf(at, id),
        totalCount: () => accesses.count(query),
      });
    },
  };
}

/** Midnight in Baden-Württemberg at which a day begins, or the day so many days later. */
function beginOf(day: string, later: number): Date {
  const begin = Temporal.PlainDate.from(day).add({ days: later }).toZonedDateTime(timeZone);
  return new Date(begin.epochMilliseconds);
}
