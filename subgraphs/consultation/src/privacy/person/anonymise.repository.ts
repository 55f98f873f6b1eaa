import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import { anonymisedText, removedText, removedTitle } from './removed.ts';

/** What was touched, without persons. */
export interface AnonymisedCounts {
  readonly cases: number;
  readonly inquirers: number;
  readonly timelineEntries: number;
  /** Kommunen that gave way to their Landkreis. */
  readonly kommunen: number;
  readonly links: number;
  readonly reasons: number;
}

/** Who makes cases anonymous, when, and why. */
export interface Anonymisation {
  readonly at: Date;
  /** `system`, or the subject of who does it. */
  readonly actor: string;
  /** Plain German; names nobody. */
  readonly reason: string;
}

/** Kommunen with fewer inhabitants would name the person who asked. */
export const smallBelow = 2_000;

/**
 * Makes cases anonymous, in the transaction of `em`: their person and all free text go; key, topics, phase, parts and durations
 * stay. A case that is open ends. Every column that may hold a person is named in `personal-columns.ts`: a test compares.
 *
 * The rows of the cases must be locked and free to go: see `lock-cases.repository.ts`.
 */
export async function anonymiseCases(
  em: EntityManager,
  ids: readonly string[],
  { at, actor, reason }: Anonymisation,
): Promise<AnonymisedCounts> {
  const count = async (what: keyof typeof statements, ...values: readonly unknown[]) => {
    const row = await selectOne<{ count: number }>(em, `anonymise.${what}`, statements[what], [ids, ...values]);
    return row?.count ?? 0;
  };
  const changed = await select<{ id: string; status: string; open: boolean }>(em, 'anonymise.cases', changeCases, [
    ids,
    at,
    removedTitle,
  ]);
  const counts = {
    cases: changed.length,
    inquirers: await count('inquirers'),
    timelineEntries: await count('timelineEntries', removedText, anonymisedText),
    kommunen: await count('kommunen', smallBelow),
    links: await count('links', at),
    reasons: await count('reasons'),
  };
  await count('inquiries');
  await count('submissions');
  await count('fundingApplications');
  await count('holds');
  await count('restrictions');
  await recordTransitions(em, changed, { at, actor, reason });
  return counts;
}

const changeCases = `
  with before as (
    select id, status, open from consultation_case where id = any($1::uuid[]) and status <> 'ANONYMISED'
  ), changed as (
    update consultation_case c
    set status = 'ANONYMISED', version = c.version + 1, title = $3, concern = null, quartier = null, result = null,
      reasons = '{}', duplicate_of = null, due_at = null, first_answer_due_at = null, closed_at = coalesce(c.closed_at, $2)
    from before where c.id = before.id returning c.id
  )
  select before.id, before.status, before.open from before join changed using (id)`;

const counted = (write: string) => `with touched as (${write} returning 1) select count(*)::int as count from touched`;

/** What goes with a case, by what it is called in protocols. $1 is the list of cases. */
const statements = {
  inquirers: counted('delete from inquirer where case_id = any($1::uuid[])'),
  inquiries: counted('delete from inquiry where case_id = any($1::uuid[])'),
  // Who got money is public: programme, day and amount would tell whose case it was.
  fundingApplications: counted('delete from funding_application where case_id = any($1::uuid[])'),
  // The hash would tell who guesses what was submitted. The key stays: the same submission must not become a second case.
  submissions: counted(`update idempotency set payload_hash = '' where case_id = any($1::uuid[])`),
  timelineEntries: counted(`
    update timeline_entry set text = $2 where case_id = any($1::uuid[]) and text not in ($2, $3)`),
  links: counted('update inquiry_link set revoked_at = $2 where case_id = any($1::uuid[]) and revoked_at is null'),
  holds: counted('update legal_hold set reason = null where case_id = any($1::uuid[]) and released_at is not null'),
  restrictions: counted('delete from case_restriction where case_id = any($1::uuid[])'),
  reasons: 'select forget_reasons($1::uuid[]) as count',
  // The Landkreis takes the place of the first of its Kommunen that go.
  kommunen: `
    with small as (
      select ck.case_id, ck.ags, k.landkreis_ags, ck.case_received_at
      from case_kommune ck join kommune k on k.ags = ck.ags
      where ck.case_id = any($1::uuid[]) and k.landkreis_ags is not null and k.population < $2
    ), gone as (
      delete from case_kommune ck using small s
      where ck.case_id = s.case_id and ck.ags in (s.ags, s.landkreis_ags)
      returning ck.case_id, ck.ags, ck.position
    ), coarse as (
      insert into case_kommune (case_id, ags, position, case_received_at, case_open)
      select s.case_id, s.landkreis_ags, min(gone.position), s.case_received_at, false
      from gone join small s on s.case_id = gone.case_id and gone.ags in (s.ags, s.landkreis_ags)
      group by s.case_id, s.landkreis_ags, s.case_received_at
    )
    select count(*)::int as count from small`,
} as const;

/** Comes after the reasons have been forgotten, so that its own stays. A case that was open ends first. */
async function recordTransitions(
  em: EntityManager,
  changed: readonly { readonly id: string; readonly status: string; readonly open: boolean }[],
  { at, actor, reason }: Anonymisation,
): Promise<void> {
  const columns = [changed.map(({ id }) => id), changed.map(({ status }) => status), changed.map(({ open }) => open)];
  await select(
    em,
    'anonymise.transitions',
    `insert into transition (case_id, at, from_status, to_status, actor, reason)
     select c.id, $4, way.from_status, way.to_status, $5, $6
     from unnest($1::uuid[], $2::text[], $3::boolean[]) c (id, status, open)
     cross join lateral (values
       (1, c.open, c.status, 'WITHDRAWN'),
       (2, true, case when c.open then 'WITHDRAWN' else c.status end, 'ANONYMISED')
     ) way (step, taken, from_status, to_status)
     where way.taken order by c.id, way.step`,
    [...columns, at, actor, reason],
  );
  await select(
    em,
    'anonymise.entries',
    `insert into timeline_entry (case_id, at, kind, visibility, text)
     select id, $2, 'TRANSITION', 'PARTICIPANTS', $3 from unnest($1::uuid[]) c (id)`,
    [columns[0], at, anonymisedText],
  );
}
