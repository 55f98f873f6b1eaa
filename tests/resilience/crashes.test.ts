import type { AssociationName } from '@gkz-qe/infra/parts.ts';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { startCrashingDatabase } from '../support/crashing-database.ts';
import { databaseKinds } from '../support/database-kinds.ts';
import { coordinator } from '../support/graph-client.ts';
import { inquiryInput, submitOperation } from '../support/inquiry.ts';
import { until } from '../support/until.ts';
import { useOwnSystem } from '../support/use-system.ts';

const kind = databaseKinds['consultation+seeds'];
if (!kind) throw new Error('consultation has no database for tests');
const database = await startCrashingDatabase(kind);
const system = await useOwnSystem({}, { consultation: database.urls });
const { graph, ports } = system;
// After the system, which is disposed of first.
afterAll(() => database[Symbol.asyncDispose]());

/** Two crashes, each with a restart, and a thousand requests, also on a busy machine. */
const patience = 240_000;

/** How many writes a run makes, and after how many of them what crashes. */
const writes = 500;
const crashes: ReadonlyMap<number, () => Promise<void>> = new Map([
  [170, async () => (await system.kill('consultation'))[Symbol.asyncDispose]()],
  [340, database.crash],
]);

async function untilReady(): Promise<void> {
  const ask = () => fetch(`http://127.0.0.1:${ports.gateway}/health/ready`);
  await until(ask, ({ status }) => status === 200, 100_000);
}

/** Runs all writes, twenty at once, through both crashes. Answers which of them were acknowledged. */
async function runThroughCrashes(write: (index: number) => Promise<boolean>): Promise<ReadonlySet<number>> {
  const acknowledged = new Set<number>();
  const crashing: Promise<void>[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < writes; index = next++) {
      const crash = crashes.get(index);
      if (crash) crashing.push(crash());
      const done = await write(index).catch(() => false);
      if (done) acknowledged.add(index);
      else await untilReady();
    }
  };
  await Promise.all(Array.from({ length: 20 }, worker));
  await Promise.all(crashing);
  await untilReady();
  return acknowledged;
}

async function rowsOf<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database.urls.service });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

const inputs = Array.from({ length: writes }, (_, index) =>
  inquiryInput({ place: { ags: ['08415061', '08336081', '08226'][index % 3] } }),
);
const numbers: (string | undefined)[] = [];

async function submit(index: number): Promise<boolean> {
  const { data } = await graph(submitOperation, { input: inputs[index] });
  const number = data?.submitInquiry?.case?.number as string | undefined;
  if (number) numbers[index] = number;
  return number !== undefined;
}

/** What belongs to a new case, and how many of it each has that was submitted here. */
const partsOfCases = `
  select c.number, c.status, c.version,
    (select count(*)::int from inquirer x where x.case_id = c.id) as inquirers,
    (select count(*)::int from inquiry x where x.case_id = c.id) as inquiries,
    (select count(*)::int from case_kommune x where x.case_id = c.id) as kommunen,
    (select count(*)::int from idempotency x where x.case_id = c.id) as keys,
    (select count(*)::int from participation x
      where x.case_id = c.id and x.role = 'LEAD' and x.until_at is null) as leads,
    (select count(*)::int from transition x where x.case_id = c.id and x.to_status = 'ASSIGNED') as assignments,
    (select count(*)::int from transition x where x.case_id = c.id and x.to_status = 'IN_TRIAGE') as returns,
    (select count(*)::int from timeline_entry x where x.case_id = c.id and x.text like '%hat den Fall zurückgegeben%') as told,
    (select count(*)::int from notification x where x.case_id = c.id and x.kind = 'CASE_BACK_IN_TRIAGE') as notified,
    (select count(*)::int from inquiry_link x where x.case_id = c.id) > 0 as linked
  from consultation_case c where c.source = 'INQUIRY' order by c.number`;

const assigned = {
  ...{ status: 'ASSIGNED', version: 1, inquirers: 1, inquiries: 1, kommunen: 1, keys: 1, leads: 1, assignments: 1 },
  ...{ returns: 0, told: 0, notified: 0, linked: true },
};
const returned = { ...assigned, status: 'IN_TRIAGE', version: 2, leads: 0, returns: 1, told: 1, notified: 1 };

test('of 500 submissions through crashes of consultation and of its database each acknowledged one is there once, and none half', {
  timeout: patience,
}, async () => {
  const acknowledged = await runThroughCrashes(submit);

  const rows = await rowsOf(partsOfCases);
  expect(rows.map(({ number, ...parts }) => parts)).toEqual(rows.map(() => assigned));
  const there = new Set(rows.map(({ number }) => number));
  expect([...acknowledged].filter((index) => !there.has(numbers[index]))).toEqual([]);
  expect(acknowledged.size).toBeLessThan(writes);

  // Who got no answer asks again with the same key.
  for (const index of inputs.keys()) if (!acknowledged.has(index)) expect(await submit(index)).toBe(true);
  expect(await rowsOf(partsOfCases)).toHaveLength(writes);
  expect(new Set(numbers).size).toBe(writes);
});

const giveBack = `mutation ($input: DeclineCaseInput!) { declineCase(input: $input) { __typename } }`;

interface LedCase {
  readonly id: string;
  readonly number: string;
  readonly association: AssociationName;
}

const readLeads = (): Promise<readonly LedCase[]> =>
  rowsOf<LedCase>(
    `select c.id, c.number, lower(p.association) as association from consultation_case c
     join participation p on p.case_id = c.id and p.role = 'LEAD' where c.source = 'INQUIRY' order by c.number`,
  );

test('of 500 transitions through the same crashes each acknowledged one is there once with its timeline and notification, and none half', {
  timeout: patience,
}, async () => {
  const cases = await readLeads();
  const reason = 'Das ist eine Probe.';
  const decline = async ({ id: caseId, association }: LedCase): Promise<boolean> => {
    const asker = { role: 'team_lead', association } as const;
    const { data } = await graph(giveBack, { input: { caseId, version: 1, reason } }, asker);
    return data?.declineCase?.__typename === 'CaseChanged';
  };
  const acknowledged = await runThroughCrashes((index) => decline(cases[index] as LedCase));

  const rows = await rowsOf(partsOfCases);
  for (const { number, ...parts } of rows) expect(parts).toEqual(parts.status === 'IN_TRIAGE' ? returned : assigned);
  const done = new Set(rows.filter(({ status }) => status === 'IN_TRIAGE').map(({ number }) => number));
  expect([...acknowledged].filter((index) => !done.has(cases[index]?.number))).toEqual([]);
  expect(acknowledged.size).toBeLessThan(writes);

  // Who got no answer asks again: it is done now, or it was done before and is not done twice.
  for (const [index, one] of cases.entries()) if (!acknowledged.has(index)) await decline(one);
  const all = await rowsOf(partsOfCases);
  expect(all.map(({ number, ...parts }) => parts)).toEqual(all.map(() => returned));
  const { data } = await graph('{ cases(filter: { status: [IN_TRIAGE] }, first: 1) { totalCount } }', {}, coordinator);
  expect(data.cases.totalCount).toBeGreaterThanOrEqual(writes);
});
