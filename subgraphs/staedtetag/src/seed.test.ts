import { createOrm, type Orm, select } from '@gkz-qe/kit/database.ts';
import { createTestDatabase, type TestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseOptions } from './database.ts';
import { seedDatabase } from './seed.ts';

const today = '2026-11-23';

let database: TestDatabase;
let orm: Orm;

beforeAll(async () => {
  database = await createTestDatabase('staedtetag');
  await seedDatabase(database.ownerUrl, today);
  orm = createOrm(databaseOptions(database.url));
});
afterAll(async () => {
  await orm.close();
  await database[Symbol.asyncDispose]();
});

function sql<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
  return select<Row>(orm.em.fork(), 'test', text, values);
}

test('has the 201 members of the rule, all active and marked as sample data', async () => {
  expect(await sql('select count(*)::int as count, status, source from member group by status, source')).toEqual([
    { count: 201, status: 'ACTIVE', source: 'SAMPLE' },
  ]);
});

test('all nine Stadtkreise belong to it', async () => {
  expect(await sql(`select count(*)::int as count from member where ags ~ '^08..[1-4]'`)).toEqual([{ count: 9 }]);
});

test.each([
  ['08111000', true],
  ['08415061', true],
  ['08326074', true],
  ['08336081', true],
  ['08336010', false],
])('the membership of %s is %s', async (ags, isMember) => {
  expect(await sql('select ags from member where ags = $1', [ags])).toHaveLength(isMember ? 1 : 0);
});

test('has twelve advisors with the ids by which sample cases name them', async () => {
  const rows = await sql<{ id: string; source: string; email: string }>(
    'select id, source, email from advisor order by id',
  );

  expect(rows.map(({ id }) => id)).toEqual(
    Array.from({ length: 12 }, (_, index) => `5a3b1e00-0001-4000-8000-${String(index + 1).padStart(12, '0')}`),
  );
  expect(rows.every(({ source, email }) => source === 'SAMPLE' && email.endsWith('.beispiel.invalid'))).toBe(true);
});

test('covers every field of action in every Region with somebody who is there today', async () => {
  const regions = ['0811', '0812', '0813', '0821', '0822', '0823', '0831', '0832', '0833', '0841', '0842', '0843'];
  const topics = ['BET', 'PFL', 'WOH', 'FAM', 'WIR', 'INK', 'DIG'];
  const covered = await sql<{ region: string; code: string }>(
    `select distinct region, code
     from advisor_topic join advisor_area using (advisor_id), unnest($1::text[]) as region
     where starts_with(region, area) and advisor_id not in
       (select advisor_id from absence where $2::date between first_day and last_day)`,
    [regions, today],
  );

  expect(covered).toHaveLength(regions.length * topics.length);
  expect(new Set(covered.map(({ code }) => code))).toEqual(new Set(topics));
});

test('has two absences with deputies who are there, one of them today', async () => {
  const rows = await sql<{ from: string; until: string; deputy: string | null; clash: boolean }>(
    `select first_day as "from", last_day as until, deputy_id as deputy, exists (
       select from absence other where other.advisor_id = absence.deputy_id
         and other.first_day <= absence.last_day and other.last_day >= absence.first_day) as clash
     from absence order by first_day`,
  );

  expect(rows).toHaveLength(2);
  expect(rows.filter(({ from, until }) => from <= today && today <= until)).toHaveLength(1);
  expect(rows.every(({ deputy, clash }) => deputy !== null && !clash)).toBe(true);
});

test('most members have somebody who looks after them', async () => {
  const [row] = await sql<{ count: number }>('select count(distinct member_ags)::int as count from member_advisor');

  expect(row?.count).toBeGreaterThan(100);
});

test('the change log holds every member and every advisor once, and the office as it was before and is after', async () => {
  expect(
    await sql(
      `select count(*)::int as entries, count(distinct entry -> 'member' ->> 'ags')::int as members,
         count(distinct entry -> 'advisor' ->> 'id')::int as advisors from directory_change`,
    ),
  ).toEqual([{ entries: 215, members: 201, advisors: 12 }]);
});

test('changes nothing where it has run before', async () => {
  expect(await seedDatabase(database.ownerUrl, '2030-01-01')).toEqual([]);
  expect(await sql('select count(*)::int as count from directory_change')).toEqual([{ count: 215 }]);
});
