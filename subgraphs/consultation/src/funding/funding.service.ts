import type { CaseService } from '../case/case.service.ts';
import type { CaseRow } from '../case/case.types.ts';
import type { RegisterService } from '../register/register.service.ts';
import { checkFunding } from './check-funding.ts';
import type { MatchRow, ProgrammeRow, RoundRow } from './funding.types.ts';
import { getProgramme, programmes } from './programmes.ts';
import { isOpen } from './steps.ts';

export interface FundingServiceParts {
  /** Sees what the viewer may see and nothing else. */
  readonly cases: Pick<CaseService, 'find' | 'topicsOf'>;
  readonly register: Pick<RegisterService, 'findKommunen'>;
  /** ISO day from which deadlines count. */
  readonly today: string;
}

/** What was found out about a case, on which day. */
export interface FundingCheckRow {
  readonly case: CaseRow;
  readonly checkedOn: string;
  readonly programmes: readonly MatchRow[];
}

export type FundingService = ReturnType<typeof createFundingService>;

/** Förderprogramme, and which of them fit a case. */
export function createFundingService({ cases, register, today }: FundingServiceParts) {
  return {
    /** All that the centre knows. Everybody may read them. */
    findAll: () => programmes,

    /** One that an application names: those that have been applied for stay in the table. */
    get: (code: string): ProgrammeRow => getProgramme(code),

    /** Whether an application for a round may still come in. */
    isOpen: (round: RoundRow) => isOpen(round, today),

    /**
     * How each programme fits a case. Null where there is none, or the viewer may not read its content.
     *
     * @throws Problem UNAUTHENTICATED, FORBIDDEN
     */
    async check(id: string): Promise<FundingCheckRow | null> {
      const row = await cases.find(id);
      const topics = row && (await cases.topicsOf(row));
      if (!topics) return null;
      const kommunen = await register.findKommunen(row.kommunen);
      const facts = { ...row, kommunen, topics: topics.map(({ code }) => code) };
      return { case: row, checkedOn: today, programmes: checkFunding(programmes, facts, today) };
    },
  };
}
