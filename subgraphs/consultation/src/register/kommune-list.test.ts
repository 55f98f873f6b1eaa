import { select } from '@gkz-qe/kit/database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestGraph, type TestGraph } from '../testing/test-graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await openTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const list = `query ($search: String, $filter: KommuneFilter, $orderBy: KommuneOrder, $first: Int, $after: String) {
  kommunen(search: $search, filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    nodes { ags name } edges { cursor } totalCount pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}`;

async function ask(variables: Readonly<Record<string, unknown>>) {
  const { data, errors } = await graph.ask(list, variables);
  expect(errors).toEqual([]);
  return data.kommunen;
}

test('is in the order of DIN 5007, as PostgreSQL has it too', async () => {
  const { nodes } = await ask({ first: 200 });
  const names = nodes.map(({ name }: { name: string }) => name);
  const sorted = await select<{ name: string }>(
    graph.orm.em.fork(),
    'test',
    'select name from kommune order by name collate "de-x-icu", ags limit 200',
  );
  expect(names).toEqual(sorted.map(({ name }) => name));
  // ä sorts as a: Äpfingen would follow Apfeltrach and not Zell.
  expect(names.indexOf('Bönnigheim')).toBeLessThan(names.indexOf('Bopfingen'));
});

test.each(['NAME', 'AGS', 'POPULATION_DESC'])(
  'gives every Kommune once, page by page, ordered by %s',
  async (orderBy) => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await ask({ orderBy, first: 200, after });
      expect(page.totalCount).toBe(1_136);
      expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
      seen.push(...page.nodes.map(({ ags }: { ags: string }) => ags));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null && seen.length < 2_000);
    expect(new Set(seen).size).toBe(1_136);
    expect(seen).toHaveLength(1_136);
  },
);

test('pages through what a search found', async () => {
  const whole = await ask({ search: 'hausen', first: 200 });
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page = await ask({ search: 'hausen', first: 7, after });
    seen.push(...page.nodes.map(({ ags }: { ags: string }) => ags));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null && seen.length < 2_000);
  expect(seen).toEqual(whole.nodes.map(({ ags }: { ags: string }) => ags));
  expect(whole.totalCount).toBe(seen.length);
});

test('begins with the largest where population orders it', async () => {
  const { nodes } = await ask({ orderBy: 'POPULATION_DESC', filter: { kind: ['STADTKREIS'] }, first: 3 });
  expect(nodes.map(({ name }: { name: string }) => name)).toEqual(['Stuttgart', 'Mannheim', 'Karlsruhe']);
});

test.each([
  [{ kind: ['STADTKREIS'] }, 9],
  [{ kind: ['LANDKREIS', 'STADTKREIS'] }, 44],
  [{ kind: [] }, 0],
  [{ memberOf: [] }, 0],
  [{ kind: null, memberOf: null, landkreis: null }, 1_136],
  [{ landkreis: '08336' }, 36],
  [{ landkreis: '08336', kind: ['GROSSE_KREISSTADT'] }, 3],
  [{ landkreis: '08111' }, 1],
  [{ landkreis: '08999' }, 0],
  [{ region: '0811', kind: ['LANDKREIS'] }, 5],
  [{ region: '0899' }, 0],
  [{ regierungsbezirk: '083', kind: ['LANDKREIS'] }, 9],
  [{ sizeClass: ['FROM_100000'], kind: ['STADTKREIS', 'GROSSE_KREISSTADT'] }, 9],
  [{ sizeClass: ['UNDER_2000', 'FROM_2000'], kind: ['STADTKREIS'] }, 0],
])('with the filter %j has %i Kommunen', async (filter, count) => {
  expect((await ask({ filter })).totalCount).toBe(count);
});

test('searches among what the filter leaves', async () => {
  const { nodes } = await ask({ search: 'Karlsruhe', filter: { kind: ['LANDKREIS'] } });
  expect(nodes).toEqual([{ ags: '08215', name: 'Landkreis Karlsruhe' }]);
});

test.each([
  [{ first: -1 }, 'kommunen'],
  [{ first: 201 }, 'kommunen'],
  [{ first: 10_000 }, 'kommunen'],
  [{ after: 'nonsense' }, 'kommunen'],
  [{ after: 'WyJBR1MiLCIwODExMTAwMCJd', orderBy: 'NAME' }, 'kommunen'],
  [{ filter: { landkreis: '0833' } }, 'kommunen'],
  [{ filter: { landkreis: 'Lörrach' } }, 'kommunen'],
  [{ filter: { region: '08111' } }, 'kommunen'],
  [{ filter: { regierungsbezirk: '08' } }, 'kommunen'],
])('refuses %j', async (variables, path) => {
  expect((await graph.ask(list, variables)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', path }]);
});
