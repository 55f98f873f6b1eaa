import { type Connection, createConnection, type PageArguments, readPage } from '@gkz-qe/kit/connection.ts';
import { isUuid } from '@gkz-qe/kit/keys.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { requireScope, subjectOf } from '../../policy.ts';
import { byMoment, placeOf } from '../moment-order.ts';
import type { RetentionRepository } from './retention.repository.ts';
import type { RetentionRunRow } from './retention.types.ts';
import { runRetention } from './run-retention.ts';

export interface RetentionParts {
  readonly viewer: Viewer;
  readonly retention: RetentionRepository;
  readonly today: string;
}

const maxYearsAhead = 10;

export type RetentionService = ReturnType<typeof createRetentionService>;

/** Retention as privacy officers see it. The runs themselves are the job's and the command's: see `run-retention.ts`. */
export function createRetentionService({ viewer, retention, today }: RetentionParts) {
  return {
    /** Runs with their reports, newest first. */
    async list(args: PageArguments): Promise<Connection<RetentionRunRow>> {
      requireScope(viewer, 'privacy:read');
      const page = readPage(args, { cursor: byMoment(isUuid) });
      return createConnection(await retention.findPage(page), page, {
        cursorOf: ({ startedAt, id }) => placeOf(startedAt, id),
        totalCount: () => retention.count(),
      });
    },

    /** Reports what a run on a day would change. @throws Problem FORBIDDEN, BAD_USER_INPUT */
    async rehearse(on: string | null | undefined): Promise<RetentionRunRow> {
      requireScope(viewer, 'privacy:write');
      const last = Temporal.PlainDate.from(today).add({ years: maxYearsAhead }).toString();
      if (on != null && (on < today || on > last)) {
        throw badInput(
          'input.on',
          `Der Tag liegt nicht in der Vergangenheit und höchstens ${maxYearsAhead} Jahre entfernt.`,
        );
      }
      return runRetention({ retention, startedBy: subjectOf(viewer), rehearsal: true, today: on ?? today });
    },
  };
}
