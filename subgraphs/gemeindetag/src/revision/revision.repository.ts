import type { EntityManager } from '@gkz-qe/kit/database.ts';
import { appendRevisions } from '@gkz-qe/kit/revisions.ts';

/** Which contact data a write has changed, by the key of their owner. */
export type Touched = ReadonlyMap<string, readonly string[]>;

// A revision names what was touched in the order of the keys: an array of arrays would have to be rectangular.
const touchedOf = (keys: readonly string[], touched: Touched) => keys.map((key) => (touched.get(key) ?? []).join(' '));

/** Records members as the transaction leaves them. Only `saveMembers` calls it. */
export async function recordMembers(em: EntityManager, keys: readonly string[], touched: Touched): Promise<void> {
  await appendRevisions(
    em,
    'revision.members',
    `select 'member', ags, version, jsonb_build_object(
       'kreisverband', kreisverband_ags, 'status', status, 'since', since, 'until', until, 'preferred', preferred, 'source', source),
       string_to_array(t.touched, ' ')
     from member join unnest($1::text[], $2::text[]) as t (key, touched) on ags = t.key`,
    [keys, touchedOf(keys, touched)],
  );
}

/** Records advisors as the transaction leaves them. Only `saveAdvisors` calls it. */
export async function recordAdvisors(em: EntityManager, ids: readonly string[], touched: Touched): Promise<void> {
  await appendRevisions(
    em,
    'revision.advisors',
    `select 'advisor', a.id, a.version, jsonb_build_object(
       'kind', a.kind, 'disciplines', to_jsonb(a.disciplines), 'active', a.active, 'capacity', a.capacity, 'source', a.source,
       'topics', (select coalesce(jsonb_agg(code || ' ' || level order by code), '[]') from advisor_topic where advisor_id = a.id),
       'areas', (select coalesce(jsonb_agg(area order by area), '[]') from advisor_area where advisor_id = a.id),
       'conflicts', (select coalesce(jsonb_agg(ags order by ags), '[]') from advisor_conflict where advisor_id = a.id),
       'members', (select coalesce(jsonb_agg(member_ags order by member_ags), '[]') from member_advisor where advisor_id = a.id),
       'absences', (select coalesce(jsonb_agg(concat_ws(' ', first_day, '–', last_day, deputy_id) order by first_day, last_day), '[]')
         from absence where advisor_id = a.id)),
       string_to_array(t.touched, ' ')
     from advisor a join unnest($1::uuid[], $2::text[]) as t (key, touched) on a.id = t.key`,
    [ids, touchedOf(ids, touched)],
  );
}

/** Records the office as the transaction leaves it. `touched` names what of its contact data changed. Only `saveOffice` calls it. */
export async function recordOffice(em: EntityManager, touched: readonly string[]): Promise<void> {
  await appendRevisions(
    em,
    'revision.office',
    `select 'office', 'office', o.version, jsonb_build_object(
       'firstAnswerWorkingHours', o.first_answer_working_hours, 'acceptanceWorkingDays', o.acceptance_working_days,
       'serviceHours', (select coalesce(jsonb_agg(weekday || ' ' || to_char(opens, 'HH24:MI') || '–' || to_char(closes, 'HH24:MI')
         order by weekday), '[]') from service_hours),
       'closedDays', (select coalesce(jsonb_agg(day order by day), '[]') from closed_day)), $1::text[]
     from office o`,
    [touched],
  );
}
