import { createOrm, type Orm, select } from '@gkz-qe/kit/database.ts';
import { createTestDatabase, type TestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { type Ask, asViewer, createTestGraph } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedRegister } from '../../seeds/register.seed.ts';
import { seedTopics } from '../../seeds/topics.seed.ts';
import { createContext } from '../context.ts';
import { databaseOptions } from '../database.ts';
import { createRegisterCache } from '../register/register.cache.ts';
import { saveSampleCases } from '../sample/sample-cases.repository.ts';
import { createSchema } from '../schema.ts';
import { tables } from './dimensions.ts';
import { threshold } from './protection/safety.ts';
import { createSnapshotRepository } from './snapshot/snapshot.repository.ts';
import { takeSnapshot } from './snapshot/take-snapshot.ts';
import { withHighs } from './testing/highs.ts';
import { findNarrow } from './testing/ranges.ts';
import { type Asked, type AskedCell, createSystem, type Names } from './testing/system.ts';

let database: TestDatabase;
let orm: Orm;
let graph: Ask;
let before: Asked;
let after: Asked;

// Two snapshots a day apart, the second with a year more; and meanwhile cases of the years before change.
beforeAll(async () => {
  database = await createTestDatabase('consultation');
  orm = createOrm(databaseOptions(database.url));
  await orm.em.fork().transactional(async (em) => {
    await seedRegister(em);
    await seedTopics(em);
    await saveSampleCases(em, 1_000);
  });
  const sources = { orm, register: createRegisterCache(), directorySecrets: {} as never };
  graph = createTestGraph({ schema: createSchema(), createContext: (caller) => createContext(sources, caller) });
  const first = await take('2025-01-31');
  await run(`update consultation_case set phase = 'EVALUATION', minutes = minutes + 600, version = version + 1
    where received_at < '2024-01-01' and phase = 'CONCEPT'`);
  const second = await take('2025-02-01');
  before = await askEverything(first);
  after = await askEverything(second);
}, 300_000);
afterAll(async () => {
  await orm.close();
  await database[Symbol.asyncDispose]();
});

const run = (text: string) => select(orm.em.fork(), 'test.run', text);

async function take(today: string): Promise<string> {
  const snapshots = createSnapshotRepository(orm.em.fork());
  return (await takeSnapshot({ snapshots, takenBy: 'command', today })).id;
}

/** Every table that may be asked for, as an analyst gets it. */
async function askEverything(snapshot: string): Promise<Asked> {
  const asked = new Map<string, AskedCell[]>();
  for (const dimensions of tables) {
    const { data } = await graph(
      question,
      { input: { dimensions, snapshot } },
      asViewer({ roles: ['analyst'], subject: 'eve' }),
    );
    asked.set(dimensions.join(), data.statistics.cells.map(toCell));
  }
  return asked;
}

const question = `query ($input: StatisticsInput!) {
  statistics(input: $input) { cells { values { code } period { begins ends } received } } }`;

interface Answered {
  readonly values: readonly { readonly code: string }[];
  readonly period: { readonly begins: string; readonly ends: string };
  readonly received: number | null;
}

function toCell({ values, period, received }: Answered): AskedCell {
  const codes = values.map(({ code }) => code);
  return { codes, received, from: quarterOf(period.begins), to: quarterOf(period.ends) + 1 };
}

/** Quarters since the year 0. */
function quarterOf(day: string): number {
  return 4 * Number(day.slice(0, 4)) + Math.floor((Number(day.slice(5, 7)) - 1) / 3);
}

/** What a solver can tell too closely of cells between the beginnings of two years. */
function attack(asked: Asked, pairs: readonly Names[], from: number, to: number) {
  const system = createSystem(asked, pairs, 4 * from, 4 * to);
  return {
    hidden: system.hidden.length,
    narrow: withHighs(system, 1_000, (solve) => findNarrow(system, solve, threshold)),
  };
}

/** Tables of Regierungsbezirke are attacked with those of their Regionen. */
const pairs = tables.filter((table) => table.length === 2 && !table.includes('REGIERUNGSBEZIRK'));

describe('somebody who asks every table and has a solver', () => {
  test.each(pairs.map((pair) => [pair.join(' and '), pair] as const))(
    'cannot tell a hidden number of %s, in their tables and totals together',
    (_name, pair) => {
      const { hidden, narrow } = attack(after, [pair], 2023, 2025);
      expect(hidden).toBeGreaterThan(0);
      expect(narrow).toEqual([]);
    },
  );

  test('is told by the same attack where too little is hidden', () => {
    const cells = after.get('CHANNEL') ?? [];
    const alone = cells.find(({ received, from }) => received !== null && from >= 4 * 2023);
    const careless = cells.map((cell) => (cell === alone ? { ...cell, received: null } : cell));
    const { narrow } = attack(new Map([...after, ['CHANNEL', careless]]), [['CHANNEL']], 2023, 2025);
    expect(narrow.map(({ low, high }) => [low, high])).toEqual([[alone?.received, alone?.received]]);
  });
});

describe('two snapshots a day apart', () => {
  test('agree in every cell that both have, whatever has happened to the cases', () => {
    for (const [table, cells] of before) {
      expect(after.get(table)?.slice(0, cells.length)).toEqual(cells);
    }
  });

  test('differ by figures of the year that has come to its end, and of the two that end with it', () => {
    const added = [...after].flatMap(([table, cells]) => cells.slice(before.get(table)?.length));
    expect(added.length).toBeGreaterThan(1_000);
    expect(added.filter(({ from, to }) => from < 4 * 2023 || to <= 4 * 2024 || to > 4 * 2025)).toEqual([]);
  });
});
