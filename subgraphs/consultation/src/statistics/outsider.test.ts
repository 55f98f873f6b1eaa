import { select } from '@gkz-qe/kit/database.ts';
import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sizeClassOf } from '../register/size-class.ts';
import { openTestGraph, type TestGraph } from '../testing/test-graph.ts';
import { tables } from './dimensions.ts';
import { quarterOf } from './period.ts';
import { createSnapshotRepository } from './snapshot/snapshot.repository.ts';
import { takeSnapshot } from './snapshot/take-snapshot.ts';
import { arbitraryYears, type GivenCase, type Seat } from './testing/outsider/arbitrary-years.ts';
import { readFiguresEnv } from './testing/outsider/env.ts';
import { findGuesses } from './testing/outsider/guess.ts';
import { puzzleOf, type Told } from './testing/outsider/puzzle.ts';
import { saveCases } from './testing/outsider/save-cases.ts';

const { seed, datasets, pairs: pairsOfEach } = readFiguresEnv();
console.log(`FIGURES_SEED=${seed} FIGURES_DATASETS=${datasets} FIGURES_PAIRS=${pairsOfEach}`);

/** In milliseconds: so much for each pair. */
const timeout = 20_000 * pairsOfEach;

/** The first year; each dataset has two, of which the second ends a frame of two years. */
const firstYear = 1001;
const runs = Array.from({ length: datasets }, (_, run) => ({ run, year: firstYear + 2 * run }));

interface Run {
  /** Cases of the two years. */
  readonly cases: readonly (readonly GivenCase[])[];
  /** What is answered when the first of the years has been published, and when the second has. */
  readonly before: readonly Told[];
  readonly after: readonly Told[];
}

let graph: TestGraph;
const found: Run[] = [];

beforeAll(async () => {
  graph = await openTestGraph();
  const years = arbitraryYears(await readSeats(), await readTopics());
  for (const [run, cases] of fc.sample(years, { seed, numRuns: datasets }).entries()) {
    const year = firstYear + 2 * run;
    await graph.orm.em.fork().transactional(async (em) => {
      await saveCases(em, year, cases[0] ?? []);
      await saveCases(em, year + 1, cases[1] ?? []);
    });
    const before = await askEverything(await take(year), year);
    const after = await askEverything(await take(year + 1), year);
    found.push({ cases, before, after });
  }
}, 60_000 * datasets);
afterAll(() => graph[Symbol.asyncDispose]());

async function readSeats(): Promise<readonly Seat[]> {
  const text = 'select ags, kind, population from kommune order by ags';
  const rows = await select<{ ags: string; kind: string; population: number }>(graph.orm.em.fork(), 'test.seats', text);
  return rows.map(({ population, ...seat }) => ({ ...seat, sizeClass: sizeClassOf(population) }));
}

async function readTopics(): Promise<readonly string[]> {
  const rows = await select<{ code: string }>(graph.orm.em.fork(), 'test.topics', 'select code from topic order by 1');
  return rows.map(({ code }) => code);
}

/** Publishes a year. */
async function take(year: number): Promise<string> {
  const snapshots = createSnapshotRepository(graph.orm.em.fork());
  return (await takeSnapshot({ snapshots, takenBy: 'command', today: `${year + 1}-02-01` })).id;
}

interface Answered {
  readonly values: readonly { readonly code: string }[];
  readonly period: { readonly begins: string; readonly ends: string };
  readonly received: number | null;
}

/** Every table that may be asked for, of two years, in one operation with a name for each. */
async function askEverything(snapshot: string, from: number, more = ''): Promise<readonly Told[]> {
  const part = (names: readonly string[], place: number) => `t${place}: statistics(input: { snapshot: "${snapshot}",
    dimensions: [${names}], from: ${from}, until: ${from + 1} ${more} }) { ...told }`;
  const fragment = 'fragment told on Statistics { cells { values { code } period { begins ends } received } }';
  const { data } = await graph.ask(
    `{ ${tables.map(part).join(' ')} } ${fragment}`,
    {},
    asViewer({ roles: ['analyst'], subject: 'eve' }),
  );
  return tables.flatMap((names, place) =>
    data[`t${place}`].cells.map(({ values, period, received }: Answered): Told => {
      const times = { from: quarterOf(period.begins), to: quarterOf(period.ends) + 1 };
      return { names, codes: values.map(({ code }) => code), ...times, received };
    }),
  );
}

const pairs = tables.filter((table) => table.length === 2 && !table.includes('REGIERUNGSBEZIRK'));

/** Other pairs in each dataset. */
const pairsOf = (run: number) =>
  Array.from(
    { length: Math.min(pairsOfEach, pairs.length) },
    (_, at) => pairs[(pairsOfEach * run + 7 * at) % pairs.length] ?? [],
  );

const given = (run: number): Run => {
  const own = found[run];
  if (own === undefined) throw new Error('the dataset has not been made');
  return own;
};

/** Cases of a cell, counted from what was saved. */
function casesOf({ names, codes, from, to }: Told, { cases }: Run, year: number): readonly GivenCase[] {
  return cases.flatMap((own, place) =>
    own.filter((one) => {
      const time = 4 * (year + place) + one.quarter - 1;
      return time >= from && time < to && names.every((name, at) => codesOf(one, name).includes(codes[at] ?? ''));
    }),
  );
}

function codesOf({ seat, categories }: GivenCase, name: string): readonly string[] {
  const ofSeat: Readonly<Record<string, string>> = {
    ...{ KOMMUNE_KIND: seat.kind, SIZE_CLASS: seat.sizeClass },
    ...{ REGION: seat.ags.slice(0, 4), REGIERUNGSBEZIRK: seat.ags.slice(0, 3) },
  };
  return categories.get(name) ?? [ofSeat[name] ?? ''];
}

describe.each(runs)('somebody with another solver, dataset $run', ({ run, year }) => {
  test('cannot guess a hidden number from a table with its totals, after the first year or after the second', {
    timeout,
  }, () => {
    const { before, after } = given(run);
    for (const pair of pairsOf(run)) {
      expect(findGuesses(puzzleOf(before, pair), 5)).toEqual([]);
      expect(findGuesses(puzzleOf(after, pair), 5)).toEqual([]);
    }
  });

  test('finds what was said before unchanged a year later', () => {
    const { before, after } = given(run);
    const keyOf = ({ names, codes, from, to }: Told) => `${names} ${codes} ${from} ${to}`;
    const later = new Map(after.map((cell) => [keyOf(cell), cell]));
    expect(before.length).toBeGreaterThan(50);
    for (const cell of before) expect(later.get(keyOf(cell))).toEqual(cell);
  });

  test('is told right numbers, each of five cases or more from three Kommunen or more, of which none has over 75 %', () => {
    for (const cell of given(run).after) {
      if (cell.received === null) continue;
      const cases = casesOf(cell, given(run), year);
      const ofKommunen = [...Map.groupBy(cases, ({ seat }) => seat.ags).values()].map((own) => own.length);
      expect(cell.received).toBe(cases.length);
      expect(cell.received).toBeGreaterThanOrEqual(5);
      expect(ofKommunen.length).toBeGreaterThanOrEqual(3);
      expect(Math.max(...ofKommunen) / cases.length).toBeLessThanOrEqual(0.75);
    }
  });
});

test('the attack finds what is hidden too little: one number of a line', () => {
  const cell = (codes: readonly string[], received: number | null): Told => ({
    ...{ names: codes.length ? ['CHANNEL'] : [], codes, from: 0, to: 4, received },
  });
  const told = [cell([], 30), cell(['WEB'], 12), cell(['MAIL'], null), cell(['PHONE'], 8)];
  expect(findGuesses(puzzleOf(told, ['CHANNEL']), 5)).toEqual([{ name: 'CHANNEL MAIL 0-4', low: 10, high: 10 }]);
  expect(findGuesses(puzzleOf([...told.slice(0, 3), cell(['PHONE'], null)], ['CHANNEL']), 5)).toEqual([]);
  expect(() => puzzleOf([...told.slice(0, 2), cell(['MAIL'], 1)], ['CHANNEL'])).toThrow('contradiction');
});
