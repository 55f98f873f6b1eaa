import { type Connection, createConnection, type PageArguments, readPage } from '@gkz-qe/kit/connection.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { requireScope } from '../policy.ts';
import { byMoment, isCounted, placeOf } from '../privacy/moment-order.ts';
import type { LogRow, StatisticsRepository } from './statistics.repository.ts';

export interface StatisticsLogArguments extends PageArguments {
  readonly subject?: string | null | undefined;
}

export type LogConnection = Connection<LogRow>;

export type StatisticsLogService = ReturnType<typeof createStatisticsLogService>;

/** Who asked for which figures: for privacy officers alone. */
export function createStatisticsLogService({
  viewer,
  statistics,
}: {
  viewer: Viewer;
  statistics: StatisticsRepository;
}) {
  return {
    /** @throws Problem FORBIDDEN, BAD_USER_INPUT */
    async list({ subject = null, ...args }: StatisticsLogArguments): Promise<LogConnection> {
      requireScope(viewer, 'privacy:read');
      const page = readPage(args, { cursor: byMoment(isCounted) });
      if (subject?.includes('\0')) throw badInput('subject', 'Diese Kennung gibt es nicht.');
      return createConnection(await statistics.findLog(subject, page), page, {
        cursorOf: ({ at, id }) => placeOf(at, id),
        totalCount: () => statistics.countLog(subject),
      });
    },
  };
}
