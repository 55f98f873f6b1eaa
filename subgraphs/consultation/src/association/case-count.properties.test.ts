import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveCase } from '../testing/case-rows.ts';
import { openTestGraph, type TestGraph } from '../testing/test-graph.ts';
import { createCaseCountRepository } from './case-count.repository.ts';

/*
 * Several cases at once get and lose Kommunen, and some of these transactions are undone. Whatever happens: the counts that are kept
 * are those that counting anew gives.
 */

let graph: TestGraph;
let cases: readonly string[];
let smallSeed: number;
beforeAll(async () => {
  graph = await openTestGraph();
  cases = await Promise.all(Array.from({ length: 4 }, () => saveCase(graph.orm)));
  smallSeed = await findSmallSeed(graph.orm.em.fork());
});
afterAll(() => graph[Symbol.asyncDispose]());

const kommunen = ['08111000', '08115001', '08336010', '08336081', '08336'] as const;
const ags = fc.constantFrom(...kommunen);

interface Transaction {
  readonly changes: readonly { readonly kind: keyof typeof statements; readonly ags: string; readonly by: string }[];
  readonly undone: boolean;
  readonly putsTogether: boolean;
}
const transaction: fc.Arbitrary<Transaction> = fc.record({
  changes: fc.array(fc.record({ kind: fc.constantFrom('add', 'remove', 'replace'), ags, by: ags }), {
    minLength: 1,
    maxLength: 4,
  }),
  undone: fc.boolean(),
  putsTogether: fc.boolean(),
});

// Which position is taken does not matter here; one that is there already leaves things as they are.
const statements = {
  add: `insert into case_kommune (case_id, ags, position, case_received_at, case_open)
    select id, $2, right($2 || $3, 4)::int, received_at, open from consultation_case where id = $1 on conflict do nothing`,
  remove: `delete from case_kommune where case_id = $1 and ags in ($2, $3)`,
  replace: `update case_kommune set ags = $3 where case_id = $1 and ags = $2
    and not exists (select from case_kommune other where other.case_id = $1 and other.ags = $3)`,
};

/** With such a seed the session's next random number is so small that the next change puts rows together. */
async function findSmallSeed(em: EntityManager): Promise<number> {
  return em.transactional(async (session) => {
    for (let seed = 0; seed < 1; seed += 0.001) {
      await select(session, 'test.seed', 'select setseed($1)', [seed]);
      const drawn = await selectOne<{ small: boolean }>(session, 'test.random', 'select random() < 0.02 as small');
      if (drawn?.small) return seed;
    }
    throw new Error('there is no such seed');
  });
}

/** Makes the changes of one case in one transaction. */
async function run(id: string, { changes, undone, putsTogether }: Transaction): Promise<void> {
  const em = graph.orm.em.fork();
  await em.begin();
  for (const { kind, ags: key, by } of changes) {
    if (putsTogether) await select(em, 'test.seed', 'select setseed($1)', [smallSeed]);
    await select(em, 'test.change', statements[kind], [id, key, by]);
  }
  await (undone ? em.rollback() : em.commit());
}

const ask = <Row>(text: string) => select<Row>(graph.orm.em.fork(), 'test.ask', text);

async function countAnew(): Promise<readonly number[]> {
  const rows = await ask<{ ags: string; count: number }>(
    'select ags, count(*)::int as count from case_kommune group by ags',
  );
  return kommunen.map((key) => rows.find((row) => row.ags === key)?.count ?? 0);
}

function readKept(): Promise<readonly number[]> {
  const counts = createCaseCountRepository(graph.orm.em.fork());
  return Promise.all(kommunen.map(counts.ofKommune.load));
}

test('counts of Kommunen are always what counting anew gives, whoever writes at the same time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(transaction, { minLength: 2, maxLength: cases.length }), async (transactions) => {
      await Promise.all(transactions.map((one, index) => run(cases[index] ?? '', one)));
      expect(await readKept()).toEqual(await countAnew());
    }),
    { numRuns: 25 },
  );
});

test('changes are put together now and then, so that they do not pile up', async () => {
  const [id = ''] = cases;
  const add = { kind: 'add', ags: '08111000', by: '08336' } as const;
  const changes = Array.from({ length: 6 }, () => [add, { ...add, kind: 'remove' } as const]).flat();
  await run(id, { changes, undone: false, putsTogether: false });
  expect((await ask('select from kommune_case_count')).length).toBeGreaterThan(kommunen.length);
  await run(id, { changes: [add], undone: false, putsTogether: true });
  expect((await ask('select from kommune_case_count')).length).toBeLessThanOrEqual(kommunen.length);
});

test('who puts counts together waits for nobody, and nobody for them', async () => {
  const [first, second] = [graph.orm.em.fork(), graph.orm.em.fork()];
  for (const [index, em] of [first, second].entries()) {
    await em.begin();
    await select(em, 'test.timeout', `set local lock_timeout = '1s'`);
    await select(em, 'test.change', statements.remove, [cases[index], '08111000', '08111000']);
    await select(em, 'test.seed', 'select setseed($1)', [smallSeed]);
    await select(em, 'test.change', statements.add, [cases[index], '08111000', '08336']);
  }
  await second.commit();
  await first.commit();
  expect(await readKept()).toEqual(await countAnew());
});
