import { inLoggedTransaction } from '@gkz-qe/kit/change-log.ts';
import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import { changesSince, type FactChange } from '@gkz-qe/kit/revisions.ts';
import type { AbsenceRow } from './advisor.repository.ts';
import { type AdvisorState, saveAdvisors } from './save-advisors.repository.ts';

/** An advisor as stored, with all that belongs to them, ready to be changed and saved. */
export type StoredAdvisor = AdvisorState & { readonly version: number };

/** What may be done while no other writer of this association is at work. */
export interface AdvisorTurn {
  readonly find: (id: string) => Promise<StoredAdvisor | null>;
  /** Key of the advisor who has a mail address, however it is written. */
  readonly findIdByEmail: (email: string) => Promise<string | null>;
  /** Of these keys, those that are no member's. */
  readonly findUnknownMembers: (keys: readonly string[]) => Promise<readonly string[]>;
  /** Everybody's absences that are not over on a day. */
  readonly findAbsencesFrom: (day: string) => Promise<readonly AbsenceRow[]>;
  readonly save: (state: AdvisorState) => Promise<void>;
  /** What has changed in an advisor since a version. */
  readonly changesSince: (id: string, version: number) => Promise<readonly FactChange[]>;
}

export type AdvisorWriter = ReturnType<typeof createAdvisorWriter>;

/**
 * Lets services decide on a change and make it in one transaction.
 *
 * @param onWritten called once something may have been written, so that the request reads it anew
 */
export function createAdvisorWriter(fork: () => EntityManager, onWritten: () => void) {
  return {
    /** Runs `work` in one transaction, after all writers before it. */
    async inTurn<Outcome>(work: (turn: AdvisorTurn) => Promise<Outcome>): Promise<Outcome> {
      const outcome = await inLoggedTransaction(fork(), (em) => work(turnIn(em)));
      onWritten();
      return outcome;
    },
  };
}

function turnIn(em: EntityManager): AdvisorTurn {
  return {
    find: (id) => selectOne<StoredAdvisor>(em, 'advisor.stored', storedText, [id]),
    findIdByEmail: async (email) => {
      const text = 'select id from advisor where lower(email) = lower($1) order by id limit 1';
      return (await selectOne<{ id: string }>(em, 'advisor.idByEmail', text, [email]))?.id ?? null;
    },
    findUnknownMembers: async (keys) => {
      const text = 'select key from unnest($1::text[]) as key where key not in (select ags from member) order by key';
      return (await select<{ key: string }>(em, 'advisor.unknownMembers', text, [keys])).map(({ key }) => key);
    },
    findAbsencesFrom: (day) =>
      select<AbsenceRow>(
        em,
        'advisor.absencesFrom',
        `select advisor_id as "advisorId", first_day as "from", last_day as until, deputy_id as "deputyId"
         from absence where last_day >= $1 order by first_day, advisor_id`,
        [day],
      ),
    save: (state) => saveAdvisors(em, [state]),
    changesSince: (id, version) => changesSince(em, 'advisor', id, version),
  };
}

const storedText = `
  select a.id, a.name, a.email, a.phone, a.kind, a.institution, a.disciplines, a.active, a.capacity, a.source, a.version,
    (select coalesce(jsonb_agg(jsonb_build_object('code', code, 'level', level)), '[]')
      from advisor_topic where advisor_id = a.id) as topics,
    (select coalesce(jsonb_agg(area), '[]') from advisor_area where advisor_id = a.id) as areas,
    (select coalesce(jsonb_agg(ags), '[]') from advisor_conflict where advisor_id = a.id) as conflicts,
    (select coalesce(jsonb_agg(member_ags), '[]') from member_advisor where advisor_id = a.id) as members,
    (select coalesce(jsonb_agg(jsonb_build_object('from', first_day, 'until', last_day, 'deputyId', deputy_id)
        order by first_day), '[]')
      from absence where advisor_id = a.id) as absences
  from advisor a where a.id = $1`;
