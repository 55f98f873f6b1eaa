import { type CursorCheck, type CursorValue, isMoment, isNullOr, isText } from '@gkz-qe/kit/connection.ts';
import { isUuid } from '@gkz-qe/kit/keys.ts';
import type { CaseOrder } from '../generated/resolvers.ts';
import type { CaseRow } from './case.types.ts';

/** Where a list reads the two facts by which it is ordered: from the case, or from a table that repeats them. */
export interface SortColumns {
  readonly receivedAt: string;
  readonly id: string;
}

interface OrderRule {
  readonly orderBy: (columns: SortColumns) => string;
  /** Condition: the row comes after the one with these two sort values. */
  readonly after: (columns: SortColumns, first: string, second: string) => string;
  readonly cursorOf: (row: CaseRow) => readonly CursorValue[];
  readonly cursor: readonly CursorCheck[];
}

const isId = isText(isUuid);

// Never null, so that one index gives the order and the place in it; nothing is due at infinity.
const due = `coalesce(c.due_at, 'infinity')`;

/** The orders of lists of cases. The key comes last, so that every place is one place. */
export const caseOrders: Readonly<Record<CaseOrder, OrderRule>> = {
  RECEIVED_DESC: {
    orderBy: ({ receivedAt, id }) => `${receivedAt} desc, ${id} desc`,
    after: ({ receivedAt, id }, first, second) => `(${receivedAt}, ${id}) < (${first}::timestamptz, ${second}::uuid)`,
    cursorOf: (row) => [row.receivedAt.toISOString(), row.id],
    cursor: [isMoment, isId],
  },
  RECEIVED_ASC: {
    orderBy: ({ receivedAt, id }) => `${receivedAt}, ${id}`,
    after: ({ receivedAt, id }, first, second) => `(${receivedAt}, ${id}) > (${first}::timestamptz, ${second}::uuid)`,
    cursorOf: (row) => [row.receivedAt.toISOString(), row.id],
    cursor: [isMoment, isId],
  },
  DUE_ASC: {
    orderBy: () => `${due}, c.id`,
    after: (_columns, first, second) =>
      `(${due}, c.id) > (coalesce(${first}::timestamptz, 'infinity'), ${second}::uuid)`,
    cursorOf: (row) => [row.dueAt?.toISOString() ?? null, row.id],
    cursor: [isNullOr(isMoment), isId],
  },
};
