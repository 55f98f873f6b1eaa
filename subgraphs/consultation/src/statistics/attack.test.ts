import { createOrm, type Orm, select } from '@gkz-qe/kit/database.ts';
import { createTestDatabase, type TestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { type Ask, asViewer, createTestGraph } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedRegister } from '../../seeds/register.seed.ts';
import { seedTopics } from '../../seeds/topics.seed.ts';
import { createContext } from '../context.ts';
import { databaseOptions } from '../database.ts';
import { saveSampleCases } from '../sample/sample-cases.repository.ts';
import { createSchema } from '../schema.ts';
import { createTestSources } from '../testing/test-graph.ts';
import { findTold } from './audit/audit.ts';
import { withHighs } from './audit/highs.ts';
import { findNarrow } from './audit/ranges.ts';
import { type Asked, type AskedCell, createSystem, type Names } from './audit/system.ts';
import { dimensionNames, ofRegister, tables } from './dimensions.ts';
import { quarterOf } from './period.ts';
import { threshold } from './protection/safety.ts';
import { createFactRepository, type KommuneType } from './release/fact.repository.ts';
import { createSnapshotRepository } from './snapshot/snapshot.repository.ts';
import { takeSnapshot } from './snapshot/take-snapshot.ts';
import { findDetermined } from './testing/elimination.ts';

let database: TestDatabase;
let orm: Orm;
let graph: Ask;
let before: Asked;
let after: Asked;
let kommuneTypes: readonly KommuneType[];

// Two snapshots a day apart, the second with a year more; and meanwhile cases of the years before change.
beforeAll(async () => {
  database = await createTestDatabase('consultation');
  orm = createOrm(databaseOptions(database.url));
  await orm.em.fork().transactional(async (em) => {
    await seedRegister(em);
    await seedTopics(em);
    await saveSampleCases(em, 1_000);
  });
  const sources = createTestSources(orm);
  graph = createTestGraph({ schema: createSchema(), createContext: (caller) => createContext(sources, caller) });
  const first = await take('2025-01-31');
  await run(`update consultation_case set phase = 'EVALUATION', minutes = minutes + 600, version = version + 1
    where received_at < '2024-01-01' and phase = 'CONCEPT'`);
  const second = await take('2025-02-01');
  before = await askEverything(first);
  after = await askEverything(second);
  kommuneTypes = await createFactRepository(orm.em.fork()).findKommuneTypes();
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

/** What a solver can tell too closely of cells between the beginnings of two years. */
function attack(asked: Asked, pairs: readonly Names[], from: number, to: number) {
  const system = createSystem(asked, { pairs, from: 4 * from, to: 4 * to });
  return {
    hidden: system.hidden.length,
    narrow: withHighs(system, 1_000, (solve) => findNarrow(system, solve, threshold)),
  };
}

/** Tables of Regierungsbezirke are attacked with those of their Regionen. */
const pairs = tables.filter((table) => table.length === 2 && !table.includes('REGIERUNGSBEZIRK'));

/** Three dimensions of which two follow from the seat: of these everybody knows which combinations cannot be. */
const ofSeat = ['KOMMUNE_KIND', 'SIZE_CLASS', 'REGION'] as const;
const triplesOfRegister = [
  ofSeat,
  ...ofSeat.flatMap((left) =>
    dimensionNames
      .filter((name) => !ofRegister.has(name))
      .map((name) => [...ofSeat.filter((own) => own !== left), name] as const),
  ),
];

describe('somebody who asks every table and has a solver', () => {
  test.each(pairs.map((pair) => [pair.join(' and '), pair] as const))(
    'cannot tell a hidden number of %s, in their tables and totals together',
    (_name, pair) => {
      const { hidden, narrow } = attack(after, [pair], 2023, 2025);
      expect(hidden).toBeGreaterThan(0);
      expect(narrow).toEqual([]);
    },
  );

  test.each(triplesOfRegister.map((names) => [names.join(', '), names] as const))(
    'cannot tell a hidden number of %s as tables of the same cases, with the register beside them',
    (_name, names) => {
      expect(findTold({ asked: after, names, kommuneTypes, from: 4 * 2023, to: 4 * 2025 })).toEqual([]);
    },
  );

  test('cannot work out a hidden number from all tables at once, by elimination and without a solver', () => {
    for (const [from, to] of [
      [2019, 2021],
      [2021, 2023],
      [2023, 2025],
    ] as const) {
      const system = createSystem(after, { pairs, from: 4 * from, to: 4 * to });
      expect(system.hidden.length).toBeGreaterThan(1_000);
      expect(findDetermined(system)).toEqual([]);
    }
  });

  test('gets in one operation with a name for each table what each gives alone, and each is kept', async () => {
    const viewer = asViewer({ roles: ['analyst'], subject: 'mallory' });
    const part = (dimensions: Names, place: number) =>
      `t${place}: statistics(input: { dimensions: [${dimensions}] }) { cells { values { code } period { begins ends } received } }`;
    const { data } = await graph(`{ ${tables.map(part).join(' ')} }`, {}, viewer);
    tables.forEach((dimensions, place) => {
      expect(data[`t${place}`].cells.map(toCell)).toEqual(after.get(dimensions.join()));
    });
    const log = '{ statisticsLog(subject: "mallory") { totalCount } }';
    const kept = await graph(log, {}, asViewer({ roles: ['privacy_officer'], subject: 'po' }));
    expect(kept.data.statisticsLog.totalCount).toBe(tables.length);
  });

  test('is told by the same attack where too little is hidden', () => {
    const cells = after.get('CHANNEL') ?? [];
    const alone = cells.find(({ received, from }) => received !== null && from >= 4 * 2023);
    const careless = cells.map((cell) => (cell === alone ? { ...cell, received: null } : cell));
    const { narrow } = attack(new Map([...after, ['CHANNEL', careless]]), [['CHANNEL']], 2023, 2025);
    expect(narrow.map(({ low, high }) => [low, high])).toEqual([[alone?.received, alone?.received]]);
    const system = createSystem(new Map([...after, ['CHANNEL', careless]]), { pairs, from: 4 * 2023, to: 4 * 2025 });
    expect(findDetermined(system)).toEqual(narrow.map(({ name }) => name));
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
