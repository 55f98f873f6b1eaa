import { appendChanges, changesAfter, type DirectoryChange } from '@gkz-qe/kit/change-log.ts';
import type { EntityManager } from '@gkz-qe/kit/database.ts';
import type { DirectoryAdvisor, DirectoryMember, DirectoryOffice } from '../generated/resolvers.ts';

/** What one entry of the change log holds: the new state of one member, one advisor or the office, in the words of the contract. */
export type DirectoryEntry =
  | { readonly member: DirectoryMember }
  | { readonly advisor: DirectoryAdvisor }
  | { readonly office: DirectoryOffice };

/** An entry with its place in the log. */
export type LoggedChange = DirectoryChange<DirectoryEntry>;

export type DirectoryRepository = ReturnType<typeof createDirectoryRepository>;

/** Reads the change log. */
export function createDirectoryRepository(em: EntityManager) {
  return {
    findAfter: (after: string, limit: number): Promise<readonly LoggedChange[]> => changesAfter(em, after, limit),
  };
}

/** Logs the state of members as the transaction leaves it. Only `saveMembers` calls it. */
export async function logMembers(em: EntityManager, keys: readonly string[]): Promise<void> {
  await appendChanges(
    em,
    'directory.logMembers',
    `select jsonb_build_object('member', jsonb_build_object(
       'ags', ags, 'status', status, 'since', since, 'until', until, 'preferred', preferred))
     from member where ags = any($1) order by ags`,
    [keys],
  );
}

/** Logs the state of advisors as the transaction leaves it: no name, no address. Only `saveAdvisors` calls it. */
export async function logAdvisors(em: EntityManager, ids: readonly string[]): Promise<void> {
  await appendChanges(
    em,
    'directory.logAdvisors',
    `select jsonb_build_object('advisor', jsonb_build_object(
       'id', a.id, 'active', a.active, 'capacity', a.capacity,
       'topics', (select coalesce(jsonb_agg(jsonb_build_object('code', code, 'level', level) order by code), '[]')
         from advisor_topic where advisor_id = a.id),
       'areas', (select coalesce(jsonb_agg(area order by area), '[]') from advisor_area where advisor_id = a.id),
       'conflicts', (select coalesce(jsonb_agg(ags order by ags), '[]') from advisor_conflict where advisor_id = a.id),
       'members', (select coalesce(jsonb_agg(member_ags order by member_ags), '[]')
         from member_advisor where advisor_id = a.id),
       'absences', (select coalesce(jsonb_agg(jsonb_build_object(
           'from', first_day, 'until', last_day, 'deputyId', deputy_id) order by first_day, last_day), '[]')
         from absence where advisor_id = a.id)))
     from advisor a where a.id = any($1) order by a.id`,
    [ids],
  );
}

/** Logs the office as the transaction leaves it. */
export async function logOffice(em: EntityManager): Promise<void> {
  await appendChanges(
    em,
    'directory.logOffice',
    `select jsonb_build_object('office', jsonb_build_object(
       'serviceHours', (select coalesce(jsonb_agg(jsonb_build_object('weekday', weekday,
           'from', to_char(opens, 'HH24:MI'), 'to', to_char(closes, 'HH24:MI')) order by weekday), '[]') from service_hours),
       'closedDays', (select coalesce(jsonb_agg(day order by day), '[]') from closed_day),
       'firstAnswerWorkingHours', o.first_answer_working_hours, 'acceptanceWorkingDays', o.acceptance_working_days))
     from office o`,
    [],
  );
}
