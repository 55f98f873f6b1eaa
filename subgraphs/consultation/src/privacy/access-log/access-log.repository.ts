import type { Connection, Page } from '@gkz-qe/kit/connection.ts';
import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import type { AccessBasis } from '../../generated/resolvers.ts';

/** One read of an inquirer's contact data. */
export interface AccessLogRow {
  readonly id: string;
  readonly at: Date;
  readonly subject: string;
  readonly caseNumber: string;
  readonly basis: AccessBasis;
  readonly request: string | null;
}

export type AccessLogConnectionRow = Connection<AccessLogRow>;

/** Which reads; null where nothing is asked. */
export interface AccessQuery {
  readonly caseId: string | null;
  readonly subject: string | null;
  readonly from: Date | null;
  readonly before: Date | null;
}

export type AccessLogRepository = ReturnType<typeof createAccessLogRepository>;

/** Reads the log of accesses, newest first. */
export function createAccessLogRepository(em: EntityManager) {
  return {
    /** Up to one row more than the page has. */
    findPage(query: AccessQuery, page: Page): Promise<AccessLogRow[]> {
      const { conditions, values, add } = createConditions(query);
      const [at, id] = page.after ?? [];
      const place = page.after === null ? [] : [`(l.at, l.id) < (${add(at)}::timestamptz, ${add(id)}::bigint)`];
      return select(
        em,
        'accessLog.page',
        `select l.id::text as id, l.at, l.subject, c.number as "caseNumber", l.basis, l.request_id as request
         from access_log l join consultation_case c on c.id = l.case_id
         where ${[...conditions, ...place].join(' and ')} order by l.at desc, l.id desc limit ${add(page.limit + 1)}`,
        values,
      );
    },

    async count(query: AccessQuery): Promise<number> {
      const { conditions, values } = createConditions(query);
      const text = `select count(*)::int as count from access_log l where ${conditions.join(' and ')}`;
      return (await selectOne<{ count: number }>(em, 'accessLog.count', text, values))?.count ?? 0;
    },
  };
}

/** Constant pieces only, so that an index on what is asked can be used; what a client says is always a value. */
function createConditions({ caseId, subject, from, before }: AccessQuery) {
  const values: unknown[] = [];
  const add = (value: unknown) => `$${values.push(value)}`;
  const conditions = [
    'true',
    ...(caseId === null ? [] : [`l.case_id = ${add(caseId)}::uuid`]),
    ...(subject === null ? [] : [`l.subject = ${add(subject)}::text`]),
    ...(from === null ? [] : [`l.at >= ${add(from)}::timestamptz`]),
    ...(before === null ? [] : [`l.at < ${add(before)}::timestamptz`]),
  ];
  return { conditions, values, add };
}
