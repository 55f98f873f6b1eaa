import { databaseOptions } from '@gkz-qe/gemeindetag/database.ts';
import { type MemberState, saveMembers } from '@gkz-qe/gemeindetag/member/save-members.repository.ts';
import { createOrm } from '@gkz-qe/kit/database.ts';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { useOwnSystem } from '../support/use-system.ts';

const system = await useOwnSystem();
const { graph, databases } = system;

const orm = createOrm(databaseOptions(databases.gemeindetag.service));
afterAll(() => orm.close());

/** In the Gemeindetag alone. */
const böllen = '08336010';

/** Writes a membership as the association's own service does: the row and its place in the change log, in one transaction. */
async function saveMembership(ags: string, state: Partial<MemberState>): Promise<void> {
  const kept = {
    kreisverband: null,
    status: 'ACTIVE',
    since: null,
    until: null,
    preferred: false,
    source: 'SAMPLE',
  } as const;
  await saveMembers(orm.em.fork(), [{ ags, ...kept, ...state }]);
}

const end = { status: 'ENDED', since: '2001-01-01', until: '2025-12-31' } as const;

async function leadOf(ags: string): Promise<string | null> {
  const { data, errors } = await graph(
    'query ($ags: ID!) { routing(input: { place: { ags: $ags }, inquirerKind: KOMMUNE }) { outcome lead } }',
    { ags },
  );
  expect(errors).toEqual([]);
  return data.routing.lead;
}

async function readState(association = 'GEMEINDETAG') {
  const { data } = await graph('{ directory { association lag appliedSeq confirmedAt } }');
  return data.directory.find((state: { association: string }) => state.association === association) as {
    readonly lag: number;
    readonly appliedSeq: string;
    readonly confirmedAt: string;
  };
}

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

test('routing follows a change of a membership', async () => {
  expect(await leadOf(böllen)).toBe('GEMEINDETAG');
  await saveMembership(böllen, end);
  await until(
    () => leadOf(böllen),
    (lead) => lead === null,
  );
  await saveMembership(böllen, {});
  await until(
    () => leadOf(böllen),
    (lead) => lead === 'GEMEINDETAG',
  );
});

test('the copy of an association that is down ages visibly, and catches up with what was changed meanwhile', async () => {
  const down = await system.kill('gemeindetag');
  const before = await readState();
  await saveMembership(böllen, end);

  const aged = await until(readState, ({ lag }) => lag >= 2);
  expect(aged).toMatchObject({ appliedSeq: before.appliedSeq });
  expect(await leadOf(böllen)).toBe('GEMEINDETAG');
  const other = await until(
    () => readState('STAEDTETAG'),
    ({ lag }) => lag < 2,
  );
  expect(Date.parse(other.confirmedAt)).toBeGreaterThan(Date.parse(aged.confirmedAt));

  await down[Symbol.asyncDispose]();
  const fresh = await until(readState, ({ appliedSeq }) => Number(appliedSeq) > Number(before.appliedSeq));
  expect(fresh.lag).toBeLessThan(aged.lag);
  expect(await leadOf(böllen)).toBeNull();
});

test('the copy equals the original after consultation has been killed again and again while it was applying changes', async () => {
  const members = await query<{ ags: string }>(
    databases.gemeindetag.service,
    'select ags from member order by ags limit 300',
  );
  const writing = (async () => {
    for (const [index, { ags }] of members.entries()) await saveMembership(ags, index % 3 === 0 ? end : {});
  })();
  for (let round = 0; round < 3; round++) {
    const down = await system.kill('consultation');
    await down[Symbol.asyncDispose]();
  }
  await writing;

  const [last] = await query<{ seq: string }>(
    databases.gemeindetag.service,
    'select max(seq)::text as seq from directory_change',
  );
  await until(readState, ({ appliedSeq }) => appliedSeq === last?.seq);
  const columns = 'ags, status, since::text, until::text, preferred';
  const original = await query(databases.gemeindetag.service, `select ${columns} from member order by ags`);
  const copy = await query(
    databases.consultation.service,
    `select ${columns} from directory_member where association = 'GEMEINDETAG' order by ags`,
  );
  expect(copy).toEqual(original);
});
