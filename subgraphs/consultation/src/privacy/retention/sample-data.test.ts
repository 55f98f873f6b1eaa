import { createOrm, type Orm } from '@gkz-qe/kit/database.ts';
import { createTestDatabase, type TestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseOptions } from '../../database.ts';
import { today } from '../../testing/test-graph.ts';
import { anonymisedText, removedText, removedTitle } from '../person/removed.ts';
import { rows } from '../testing/planted-person.ts';
import { createRetentionRepository } from './retention.repository.ts';
import type { RetentionRunRow } from './retention.types.ts';
import { endedBefore, runRetention } from './run-retention.ts';

/** What stays of every case, in figures. */
const figures = `
  select c.status = 'ANONYMISED' or c.closed_at < $1 as old, extract(year from c.received_at)::int as year, c.phase,
    p.association, count(*)::int as cases, count(t.topic)::int as topics, sum(c.minutes)::int as minutes,
    sum(extract(epoch from c.closed_at - c.received_at))::float8 as seconds
  from consultation_case c
  left join participation p on p.case_id = c.id and p.role = 'LEAD' and p.until_at is null
  left join case_topic t on t.case_id = c.id
  group by 1, 2, 3, 4 order by 1, 2, 3, 4`;

/** Everything of the cases whose time is not over, so that a change of one letter shows. */
const young = `
  select md5(string_agg(c::text || coalesce(i::text, '') || coalesce(q::text, '') || coalesce(e.texts, '')
    || coalesce(k.keys, '') || coalesce(t.steps, ''), '' order by c.id)) as digest, count(*)::int as cases
  from consultation_case c
  left join inquirer i on i.case_id = c.id left join inquiry q on q.case_id = c.id
  left join lateral (select string_agg(x::text, '' order by x.id) as texts from timeline_entry x where x.case_id = c.id) e on true
  left join lateral (select string_agg(x::text, '' order by x.position) as keys from case_kommune x where x.case_id = c.id) k on true
  left join lateral (select string_agg(x::text, '' order by x.id) as steps from transition x where x.case_id = c.id) t on true
  where c.status <> 'ANONYMISED' and (c.closed_at is null or c.closed_at >= $1)`;

let database: TestDatabase;
let orm: Orm;
let rehearsed: RetentionRunRow;
let done: RetentionRunRow;
let before: { figures: unknown; young: { digest: string; cases: number }[] };

beforeAll(async () => {
  database = await createTestDatabase('consultation+seeds');
  orm = createOrm(databaseOptions(database.url));
  const options = { retention: createRetentionRepository(orm.em.fork()), startedBy: 'nightly', today };
  const limit = [endedBefore(today)];
  before = { figures: await rows({ orm }, figures, limit), young: await rows({ orm }, young, limit) };
  rehearsed = await runRetention({ ...options, rehearsal: true });
  done = await runRetention({ ...options, rehearsal: false });
});
afterAll(async () => {
  await orm.close();
  await database[Symbol.asyncDispose]();
});

test('a run on eight years of sample cases does just what its rehearsal said', () => {
  expect(done.report).toEqual(rehearsed.report);
  expect(done.report.cases).toBeGreaterThan(300);
  expect(done.report.groups.reduce((sum, { cases }) => sum + cases, 0)).toBe(done.report.cases);
});

test('the figures of all years are the same as before', async () => {
  expect(await rows({ orm }, figures, [endedBefore(today)])).toEqual(before.figures);
});

test('cases whose time is not over are the same, letter for letter', async () => {
  expect(before.young[0]?.cases).toBeGreaterThan(500);
  expect(await rows({ orm }, young, [endedBefore(today)])).toEqual(before.young);
});

test.each([
  [
    'is left that ended more than three years ago',
    `select 1 from consultation_case where closed_at < $1 and status <> 'ANONYMISED'`,
  ],
  [
    'that is anonymous has a text of its own',
    `select 1 from consultation_case where status = 'ANONYMISED' and closed_at < $1 and (title <> '${removedTitle}'
       or num_nonnulls(concern, quartier, result, duplicate_of, due_at) > 0 or reasons <> '{}')`,
  ],
  [
    'that is anonymous has a text in its timeline',
    `select 1 from timeline_entry e join consultation_case c on c.id = e.case_id
     where c.status = 'ANONYMISED' and c.closed_at < $1 and e.text not in ('${removedText}', '${anonymisedText}')`,
  ],
  [
    'that is anonymous has somebody who asked, what they named, or a link that works',
    `select 1 from consultation_case c where c.status = 'ANONYMISED' and c.closed_at < $1 and (
       exists (select from inquirer i where i.case_id = c.id) or exists (select from inquiry i where i.case_id = c.id)
       or exists (select from inquiry_link l where l.case_id = c.id and l.revoked_at is null))`,
  ],
  [
    'that is anonymous names a Kommune under 2,000 inhabitants, or none where it named one',
    `select 1 from consultation_case c join case_kommune ck on ck.case_id = c.id join kommune k using (ags)
     where c.status = 'ANONYMISED' and c.closed_at < $1 and k.landkreis_ags is not null and k.population < 2000`,
  ],
  [
    'became anonymous other than once, or without a reason',
    `select 1 from consultation_case c where c.status = 'ANONYMISED' and c.closed_at < $1 and 1 <> (
       select count(*) from transition t where t.case_id = c.id and t.to_status = 'ANONYMISED'
         and t.reason = 'Die Aufbewahrungsfrist ist abgelaufen.')`,
  ],
])('no case %s', async (_what, text) => {
  expect(await rows({ orm }, text, [endedBefore(today)])).toEqual([]);
});
