import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import { createTurn, turnsLock } from '../case-work/case-turn.repository.ts';
import { keeperOf } from '../case-work/commitment-statement.ts';
import type { AssociationCode } from '../generated/resolvers.ts';
import { lockAssignments } from '../inquiry/submission.repository.ts';
import { type NewNotification, writeNotifications } from '../notification/notification.repository.ts';
import type { CaseSight } from '../policy.ts';
import { createRoutingRepository } from '../routing/routing.repository.ts';
import type { DepartedAdvisorRow } from './hand-over.types.ts';

/** Who leaves, and who says so. */
export interface Departure {
  readonly advisorId: string;
  readonly association: AssociationCode;
  readonly at: Date;
  readonly recordedBy: string;
}

export type HandOverRepository = ReturnType<typeof createHandOverRepository>;
export type HandOverTurn = ReturnType<typeof createHandOverTurn>;

/** Reads and writes what hands over somebody's cases. `em` must be a fork of its own. */
export function createHandOverRepository(em: EntityManager, sight: CaseSight) {
  return {
    /**
     * Runs `work` while nobody changes any case and nobody gives a new one to an advisor of this association; what it writes is
     * there whole or not at all. Everybody else waits meanwhile: it happens a few times a year and takes well under a second.
     */
    alone: <Result>(association: AssociationCode, work: (turn: HandOverTurn) => Promise<Result>): Promise<Result> =>
      em.transactional(async (transaction) => {
        await select(transaction, 'handOver.alone', 'select pg_advisory_xact_lock($1)', [turnsLock]);
        await lockAssignments(transaction, association);
        return work(createHandOverTurn(transaction, sight));
      }),

    /** Latest first. */
    findDepartures: (association: AssociationCode): Promise<readonly DepartedAdvisorRow[]> =>
      select(
        em,
        'handOver.departures',
        `select association, advisor_id as "advisorId", at from advisor_departure where association = $1
         order by at desc, advisor_id`,
        [association],
      ),

    /** False where there was nothing to end. */
    async endDeparture(association: AssociationCode, advisorId: string): Promise<boolean> {
      const text = 'delete from advisor_departure where association = $1 and advisor_id = $2::uuid returning 1';
      return (await select(em, 'handOver.readmit', text, [association, advisorId])).length > 0;
    },
  };
}

function createHandOverTurn(em: EntityManager, sight: CaseSight) {
  const { findAdvisors } = createRoutingRepository(em);
  return {
    ...createTurn(em, sight),
    findAdvisors,

    /** Keys of all open cases in which an advisor has a part, is asked for one, or is proposed as lead. Their rows are locked. */
    async lockCasesOf(association: AssociationCode, advisorId: string): Promise<readonly string[]> {
      const rows = await select<{ id: string }>(em, 'handOver.cases', casesOfAdvisor, [association, advisorId]);
      return rows.map(({ id }) => id);
    },

    /** How many open promises and appointments an advisor has to keep. */
    async countCommitments(association: AssociationCode, advisorId: string): Promise<number> {
      const values = [association, advisorId];
      const row = await selectOne<{ count: number }>(em, 'handOver.commitments', openCommitments, values);
      return row?.count ?? 0;
    },

    /** Tells what happened to all cases at once, so that nobody gets a mail for each. */
    notify: (notifications: readonly NewNotification[], at: Date): Promise<void> =>
      writeNotifications(em, notifications, at),

    async recordDeparture({ advisorId, association, at, recordedBy }: Departure): Promise<void> {
      const values = [advisorId, association, at, recordedBy];
      await select(em, 'handOver.departure', insertDeparture, values);
    },
  };
}

const casesOfAdvisor = `
  select id from consultation_case
  where id in (select case_id from participation
    where association = $1 and advisor_id = $2::uuid and until_at is null and case_open)
  order by id for update`;

const openCommitments = `
  select count(*)::int as count from commitment k join timeline_entry e on e.id = k.entry_id ${keeperOf}
  where k.state = 'OPEN' and keeper.association = $1 and keeper.advisor_id = $2::uuid`;

const insertDeparture = `
  insert into advisor_departure (advisor_id, association, at, recorded_by) values ($1, $2, $3, $4)
  on conflict (advisor_id) do update set at = excluded.at, recorded_by = excluded.recorded_by`;
