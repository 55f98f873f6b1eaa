import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestGraph, type TestGraph } from '../../testing/test-graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await openTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

async function search(text: string, first = 10): Promise<string[]> {
  const { data, errors } = await graph.ask(
    'query ($text: String, $first: Int) { kommunen(search: $text, first: $first) { nodes { name ags } totalCount } }',
    { text, first },
  );
  expect(errors).toEqual([]);
  return data.kommunen.nodes.map(({ name }: { name: string }) => name);
}

describe('what one types for a name', () => {
  test.each([
    ['Schopfheim', 'as it is'],
    ['schopfheim', 'in small letters'],
    ['SCHOPFHEIM', 'in capitals'],
    [' Schopfheim ', 'with spaces around it'],
    ['Schopf', 'its beginning'],
    ['chopfhei', 'its middle'],
    ['Schopfhiem', 'with two letters swapped'],
    ['Schopfheim.', 'with a full stop'],
    ['Schofheim', 'with a letter left out'],
    ['Schoppfheim', 'with a letter too many'],
    ['Schobfheim', 'with a wrong letter'],
    ['Stadt Schopfheim', 'with what it is'],
    ['Schopfheim, Stadt', 'with its official addition'],
    ['79650 Schopfheim', 'with its postcode'],
    ['79650', 'its postcode alone'],
    ['08336081', 'its key'],
    ['083365007081', 'its Regionalschlüssel'],
  ])('%j, %s, finds Schopfheim first', async (text) => {
    expect((await search(text))[0]).toBe('Schopfheim');
  });

  test.each([
    ['sankt leon', 'St. Leon-Rot'],
    ['St Leon', 'St. Leon-Rot'],
    ['St.Leon-Rot', 'St. Leon-Rot'],
    ['stleon', 'St. Leon-Rot'],
    ['Leon-Rot', 'St. Leon-Rot'],
    ['snakt leon rot', 'St. Leon-Rot'],
    ['Boellen', 'Böllen'],
    ['Bollen', 'Böllen'],
    ['BÖLLEN', 'Böllen'],
    ['Bo\u0308llen', 'Böllen'],
    ['Schwaebisch Gmuend', 'Schwäbisch Gmünd'],
    ['Muehlaker', 'Mühlacker'],
    ['Grossbottwar', 'Großbottwar'],
    ['Villing', 'Villingen-Schwenningen'],
    ['Vilingen', 'Villingen-Schwenningen'],
    ['villingen schwenningen', 'Villingen-Schwenningen'],
    ['Freiburg i. Br.', 'Freiburg im Breisgau'],
    ['Rot Leon', 'St. Leon-Rot'],
    ['Weil Rhein', 'Weil am Rhein'],
    ['Uml', 'Ulm'],
    ['kreis karlsruhe', 'Landkreis Karlsruhe'],
    ['Lkr. Calw', 'Landkreis Calw'],
    ['Rhein Neckar', 'Rhein-Neckar-Kreis'],
    ['Landeshauptstadt Stuttgart', 'Stuttgart'],
    ['Neuenb', 'Neuenburg am Rhein'],
  ])('%j finds %s first', async (text, name) => {
    expect((await search(text))[0]).toBe(name);
  });
});

describe('the best match comes first', () => {
  test('the name itself, then names that begin with its words, then those that hold it, then part of a word', async () => {
    expect(await search('Biberach')).toEqual([
      'Biberach',
      'Biberach an der Riß',
      'Landkreis Biberach',
      'Mittelbiberach',
    ]);
  });

  test('whole words at the beginning before a mere beginning, and the larger one before the smaller', async () => {
    expect(await search('Rot', 5)).toEqual([
      'Rot am See',
      'Rot an der Rot',
      'Rottenburg am Neckar',
      'Rottweil',
      'Rottenacker',
    ]);
  });

  test('both Kommunen of a name that two bear', async () => {
    expect(await search('Malsch')).toEqual(['Malsch', 'Malsch']);
  });

  test('a Stadt before the Landkreis that has its name', async () => {
    expect(await search('Karlsruhe')).toEqual(['Karlsruhe', 'Landkreis Karlsruhe']);
  });

  test('the beginning of a key finds the Kreis and all in it', async () => {
    const found = await search('08336', 200);
    expect(found).toHaveLength(36);
    expect(found[0]).toBe('Landkreis Lörrach');
  });

  test('with one error the whole name hides names of which it could be a beginning', async () => {
    expect(await search('Bölen')).toEqual(['Böllen']);
  });
});

test.each(['München', 'Muenchen', 'Köln', 'Hamburg', 'xyz', '😀', '😀🏘️', '!?%_\\', '東京', '\0', '7017', '00000'])(
  '%j finds nothing',
  async (text) => {
    expect(await search(text)).toEqual([]);
  },
);

test.each(['', '   '])('%j is no search', async (text) => {
  const { data } = await graph.ask('query ($text: String) { kommunen(search: $text) { totalCount } }', { text });
  expect(data.kommunen.totalCount).toBe(1_136);
});

test.each([101, 100_000])('a search of %i characters is the caller’s fault', async (length) => {
  const { errors } = await graph.ask('query ($text: String) { kommunen(search: $text) { totalCount } }', {
    text: 'a'.repeat(length),
  });
  expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', path: 'kommunen' }]);
});
