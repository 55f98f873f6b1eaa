import type { Connection } from '@gkz-qe/kit/connection.ts';
import type { AssociationCode, RetentionObstacle } from '../../generated/resolvers.ts';

/** What was changed, without persons. */
export interface BatchCounts {
  readonly cases: number;
  readonly inquirers: number;
  readonly timelineEntries: number;
  readonly kommunen: number;
}

/** Cases by the year of their end and the association that led; null where none did. */
export interface GroupCount {
  readonly year: number;
  readonly association: AssociationCode | null;
  readonly cases: number;
}

/** Cases that were due and had to stay. */
export interface HeldBack {
  readonly reason: RetentionObstacle;
  readonly cases: number;
}

export interface RetentionReport extends BatchCounts {
  readonly groups: readonly GroupCount[];
  readonly heldBack: readonly HeldBack[];
}

export interface RetentionRunRow {
  readonly id: string;
  readonly rehearsal: boolean;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly endedBefore: Date;
  readonly finishedAt: Date | null;
  readonly report: RetentionReport;
}

export type RetentionRunConnectionRow = Connection<RetentionRunRow>;
