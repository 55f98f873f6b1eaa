import { createOrm, type Orm, select } from '@gkz-qe/kit/database.ts';
import { createTestDatabase, type TestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseOptions } from './database.ts';
import { seedDatabase } from './seed.ts';

const today = '2026-11-23';

let database: TestDatabase;
let orm: Orm;

beforeAll(async () => {
  database = await createTestDatabase('gemeindetag');
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

test('has the 1,065 members of the rule, all active and marked as sample data', async () => {
  expect(await sql('select count(*)::int as count, status, source from member group by status, source')).toEqual([
    { count: 1065, status: 'ACTIVE', source: 'SAMPLE' },
  ]);
});

test('no Stadtkreis belongs to it, and every member to the Kreisverband of its Landkreis', async () => {
  expect(await sql(`select ags from member where ags ~ '^08..[1-4]'`)).toEqual([]);
  expect(
    await sql(
      `select count(*)::int as members, count(distinct kreisverband_ags)::int as kreisverbaende
       from member where kreisverband_ags = left(ags, 5)`,
    ),
  ).toEqual([{ members: 1065, kreisverbaende: 35 }]);
});

test.each([
  ['08111000', false],
  ['08415061', false],
  ['08326074', true],
  ['08336081', true],
  ['08336010', true],
])('the membership of %s is %s', async (ags, isMember) => {
  expect(await sql('select ags from member where ags = $1', [ags])).toHaveLength(isMember ? 1 : 0);
});

test('has eighteen advisors with the ids by which sample cases name them', async () => {
  const rows = await sql<{ id: string; source: string; email: string }>(
    'select id, source, email from advisor order by id',
  );

  expect(rows.map(({ id }) => id)).toEqual(
    Array.from({ length: 18 }, (_, index) => `5a3b1e00-0002-4000-8000-${String(index + 1).padStart(12, '0')}`),
  );
  expect(rows.every(({ source, email }) => source === 'SAMPLE' && email.endsWith('.beispiel.invalid'))).toBe(true);
});

test('covers every field of action in every Kreisverband with somebody who is there today', async () => {
  const topics = ['BET', 'DIG', 'FAM', 'INK', 'PFL', 'WIR', 'WOH'];
  const covered = await sql<{ code: string; kreisverbaende: number }>(
    `select code, count(distinct ags)::int as kreisverbaende
     from advisor_topic join advisor_area using (advisor_id), kreisverband
     where starts_with(ags, area) and advisor_id not in
       (select advisor_id from absence where $1::date between first_day and last_day)
     group by code order by code`,
    [today],
  );

  expect(covered).toEqual(topics.map((code) => ({ code, kreisverbaende: 35 })));
});

test('every Kreisverband is the area of exactly one advisor', async () => {
  expect(
    await sql(
      `select count(*)::int as areas, count(distinct area)::int as kreisverbaende
       from advisor_area join kreisverband on ags = area`,
    ),
  ).toEqual([{ areas: 35, kreisverbaende: 35 }]);
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

  expect(row?.count).toBeGreaterThan(600);
});

test('the change log holds every member and every advisor once, and the office as it was before and is after', async () => {
  expect(
    await sql(
      `select count(*)::int as entries, count(distinct entry -> 'member' ->> 'ags')::int as members,
         count(distinct entry -> 'advisor' ->> 'id')::int as advisors from directory_change`,
    ),
  ).toEqual([{ entries: 1085, members: 1065, advisors: 18 }]);
});

test('changes nothing where it has run before', async () => {
  expect(await seedDatabase(database.ownerUrl, '2030-01-01')).toEqual([]);
  expect(await sql('select count(*)::int as count from directory_change')).toEqual([{ count: 1085 }]);
});
