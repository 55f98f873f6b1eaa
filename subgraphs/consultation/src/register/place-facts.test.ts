import { select } from '@gkz-qe/kit/database.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestGraph, type TestGraph, today } from '../testing/test-graph.ts';
import { createRegisterCache } from './register.cache.ts';
import { createRegisterService, type RegisterService } from './register.service.ts';

let graph: TestGraph;
let register: RegisterService;

beforeAll(async () => {
  graph = await openTestGraph();
  const cache = createRegisterCache();
  register = createRegisterService({
    snapshot: () => cache(graph.orm.em.fork()),
    findMemberKeys: async () => new Set(),
    today,
  });
});
afterAll(() => graph[Symbol.asyncDispose]());

const matchesOf = async (value: string) =>
  [...(await register.findPlaceFacts({ by: 'NAME', value }, [])).placeMatches].sort();

describe('a name fits', () => {
  test.each([
    ['Schopfheim', ['08336081']],
    ['schopfheim ', ['08336081']],
    ['Malsch', ['08215046', '08226046']],
    ['Gemeinde Malsch', ['08215046', '08226046']],
    ['Altheim', ['08425004', '08426008']],
    ['Rhein-Neckar-Kreis', ['08226']],
    ['Rhein-Neckar', ['08226']],
    ['Karlsruhe', ['08212000', '08215']],
    ['Landkreis Karlsruhe', ['08215']],
    ['Kreis Karlsruhe', ['08215']],
    ['Stadt Karlsruhe', ['08212000']],
    ['76131 Karlsruhe', ['08212000', '08215']],
    ['Karlsruhe, Stadt', ['08212000']],
    ['St Leon Rot', ['08226103']],
    ['Sankt Leon-Rot', ['08226103']],
    ['Muehlacker', ['08236040']],
    ['Muhlacker', ['08236040']],
    ['Freiburg', ['08311000']],
    ['Lahr', ['08317065']],
    ['Weil', ['08115050', '08115051', '08336091']],
  ])('%j: %j', async (name, keys) => {
    expect(await matchesOf(name)).toEqual(keys);
  });

  test('umlauts matter where both ways of writing are names', async () => {
    expect(await matchesOf('Neuenbürg')).toEqual(['08236043']);
    expect(await matchesOf('Neuenburg')).toEqual(['08315076']);
  });

  test('a Landkreis is not taken for the Stadt that people call by its name', async () => {
    expect(await matchesOf('Esslingen')).toEqual(['08116', '08116019']);
    expect(await matchesOf('Waldshut')).toEqual(['08337', '08337126']);
  });

  test('a gemeindefreies Gebiet, beside a Stadt of the same name where there is one', async () => {
    expect(await matchesOf('Gutsbezirk Münsingen')).toEqual(['08415971']);
    expect(await matchesOf('Rheinau')).toEqual(['08317153', '08317971']);
  });

  test.each(['Schopf', 'Schopfhiem', 'Villingen', '', '😀', 'Stadt'])(
    '%j: nothing, it is no whole name',
    async (name) => {
      expect(await matchesOf(name)).toEqual([]);
    },
  );
});

test('all Gemeinden are found by their own name, and only one by it unless two bear it', async () => {
  const { kommunen } = await register.snapshot();
  const faults: string[] = [];
  for (const { ags, name } of kommunen) {
    const found = await register.findPlaceFacts({ by: 'NAME', value: name }, []);
    const bearers = kommunen.filter((other) => other.name === name || other.name === `Landkreis ${name}`);
    const isRight = bearers.every((bearer) => found.placeMatches.includes(bearer.ags));
    const surplus = found.placeMatches.length - bearers.length - found.unincorporated.length;
    if (!isRight || surplus !== 0) faults.push(`${ags} ${name}: ${found.placeMatches.join()}`);
  }
  expect(faults).toEqual([]);
});

test('a postcode fits all Gemeinden whose administration has it', async () => {
  const facts = await register.findPlaceFacts({ by: 'POSTAL_CODE', value: '79677' }, []);
  expect(facts.placeMatches.length).toBeGreaterThan(1);
  expect(facts.kommunen.map(({ ags }) => ags).sort()).toEqual([...facts.placeMatches].sort());
  expect((await register.findPlaceFacts({ by: 'POSTAL_CODE', value: '10115' }, [])).placeMatches).toEqual([]);
});

test('the rows of all keys are given, a Stadtkreis also by its Kreis key, unknown ones left out', async () => {
  const facts = await register.findPlaceFacts({ by: 'AGS', value: '08336081' }, [
    '08111',
    '08226',
    '08999999',
    '08317971',
  ]);
  expect(facts.placeMatches).toEqual([]);
  expect(facts.kommunen).toHaveLength(3);
  expect(facts.kommunen).toContainEqual({
    ags: '08336081',
    name: 'Schopfheim',
    kind: 'STADT',
    population: 20_332,
    landkreisName: 'Landkreis Lörrach',
    validUntil: null,
    successorAgs: null,
  });
  expect(facts.kommunen).toContainEqual(
    expect.objectContaining({ ags: '08111000', kind: 'STADTKREIS', landkreisName: null }),
  );
  expect(facts.kommunen).toContainEqual(
    expect.objectContaining({ ags: '08226', kind: 'LANDKREIS', landkreisName: null }),
  );
  expect(facts.unincorporated).toEqual([{ ags: '08317971', name: 'Rheinau' }]);
});

test('successors come along, however long their chain', async () => {
  await select(
    graph.orm.em.fork(),
    'test',
    `update kommune set valid_until = '2025-12-31', successor_ags = case ags when '08336010' then '08336025' else '08336079' end
     where ags in ('08336010', '08336025')`,
  );
  const facts = await register.findPlaceFacts({ by: 'NAME', value: 'Böllen' }, []);
  expect(facts.placeMatches).toEqual(['08336010']);
  expect(facts.kommunen.map(({ ags, successorAgs }) => [ags, successorAgs])).toEqual([
    ['08336010', '08336025'],
    ['08336025', '08336079'],
    ['08336079', null],
  ]);
});
