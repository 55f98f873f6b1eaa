import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { findClockFacts } from '../clock/clock-facts.repository.ts';
import { clockWriter } from '../clock/clock-step.repository.ts';
import type { ClockFacts } from '../clock/deadlines.ts';
import { fundingApplicationFinder } from '../funding/funding-application.repository.ts';
import type { CaseSight } from '../policy.ts';
import { lockProjectsOfCases, projectFinder } from '../project/case-project.repository.ts';
import { introductionFinder } from '../twin/request-introduction.repository.ts';
import { changeWriter } from './case-change.repository.ts';
import { caseFinder } from './case-facts.repository.ts';
import { followUpWriter } from './follow-up.repository.ts';

export type CaseTurns = ReturnType<typeof createCaseTurns>;
export type CaseTurn = ReturnType<typeof createTurn>;

/** Lets one after the other change a case, each in a transaction of its own. `em` must be a fork of its own. */
export function createCaseTurns(em: EntityManager, sight: CaseSight) {
  return {
    /**
     * Runs `work` while nobody else can change these cases; what it writes is there whole or not at all.
     *
     * @param projectIds projects that the cases are to accompany; those that they do accompany are locked anyway
     */
    inTurn: <Result>(
      caseIds: readonly string[],
      work: (turn: CaseTurn) => Promise<Result>,
      projectIds: readonly string[] = [],
    ): Promise<Result> =>
      em.transactional(async (transaction) => {
        // Who hands over all cases of somebody waits for those who are changing some, and they for it.
        await select(transaction, 'caseTurn.share', 'select pg_advisory_xact_lock_shared($1)', [turnsLock]);
        await lockProjectsOfCases(transaction, caseIds, projectIds);
        // Always in the same order, so that two who want the same two cases do not wait for each other for ever.
        await select(transaction, 'caseTurn.lock', lockCases, [caseIds]);
        return work(createTurn(transaction, sight));
      }),
  };
}

const lockCases = 'select from consultation_case where id = any($1::uuid[]) order by id for update';

/** The lock of all changes of cases: shared by those that change some, taken alone by what may touch any of an advisor. */
export const turnsLock = 716_001;

/** What can be read and written of cases while they are locked. `em` must be in a transaction. */
export function createTurn(em: EntityManager, sight: CaseSight) {
  return {
    ...caseFinder(em, sight),
    ...changeWriter(em),
    ...followUpWriter(em),
    ...projectFinder(em, sight),
    ...introductionFinder(em),
    ...fundingApplicationFinder(em),
    ...clockWriter(em),

    findClock: (id: string): Promise<ClockFacts> => findClockFacts(em, id),
  };
}
