import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCaseGraph, saveMembers } from '../testing/case-graph.ts';
import type { TestGraph } from '../testing/test-graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await openCaseGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const query = `query ($input: RoutingInput!) { routing(input: $input) {
  outcome lead participations { association role } advisor { __typename id } choices { __typename ags name } reasons } }`;

async function tryOut(input: object) {
  const { data, errors } = await graph.ask(query, { input: { inquirerKind: 'KOMMUNE', ...input } });
  expect(errors).toEqual([]);
  return data.routing;
}

describe('the trial run answers as domain.md says', () => {
  test.each([
    ['Stuttgart', '08111000', 'STAEDTETAG', []],
    ['Reutlingen', '08415061', 'STAEDTETAG', []],
    ['Villingen-Schwenningen', '08326074', 'STAEDTETAG', [{ association: 'GEMEINDETAG', role: 'INFORMED' }]],
    ['Schopfheim', '08336081', 'GEMEINDETAG', [{ association: 'STAEDTETAG', role: 'INFORMED' }]],
    ['Böllen', '08336010', 'GEMEINDETAG', []],
    ['Rhein-Neckar-Kreis', '08226', 'LANDKREISTAG', []],
  ])('%s, %s: led by %s', async (_name, ags, lead, others) => {
    const proposal = await tryOut({ place: { ags } });
    expect(proposal).toMatchObject({ outcome: 'ASSIGNED', lead, choices: [] });
    expect(proposal.participations).toEqual([{ association: lead, role: 'LEAD' }, ...others]);
    expect(proposal.advisor.id).toMatch(/^5a3b1e00-000[123]-/);
    expect(proposal.reasons.length).toBeGreaterThan(0);
  });

  test('Malsch: the choice of two', async () => {
    const proposal = await tryOut({ place: { name: 'Malsch' } });
    expect(proposal).toMatchObject({ outcome: 'AMBIGUOUS_PLACE', lead: null, advisor: null });
    expect(proposal.choices).toEqual([
      { __typename: 'Gemeinde', ags: '08215046', name: 'Malsch' },
      { __typename: 'Gemeinde', ags: '08226046', name: 'Malsch' },
    ]);
  });

  test('08317971, a gemeindefreies Gebiet: refused', async () => {
    expect(await tryOut({ place: { ags: '08317971' } })).toMatchObject({ outcome: 'REFUSED', lead: null });
  });

  test('a Verein without a place: triage', async () => {
    const proposal = await tryOut({ inquirerKind: 'ASSOCIATION_OF_CITIZENS' });
    expect(proposal).toMatchObject({ outcome: 'TRIAGE', lead: null, participations: [], advisor: null });
  });
});

test('names the place outside Baden-Württemberg and where to turn', async () => {
  const proposal = await tryOut({ place: { ags: '09162000' } });
  expect(proposal.outcome).toBe('REFERRED');
  expect(proposal.reasons.join(' ')).toContain('Bayern');
});

test('counts the membership as of the day that was asked for', async () => {
  const today = await tryOut({ place: { ags: '08336081' } });
  await graph.orm.em.fork().transactional(async (em) => {
    await saveMembers(em, [
      {
        association: 'STAEDTETAG',
        ags: '08336081',
        status: 'ACTIVE',
        from: '2030-01-01',
        until: null,
        preferred: false,
      },
    ]);
  });
  expect(today.participations).toHaveLength(2);
  expect((await tryOut({ place: { ags: '08336081' } })).participations).toHaveLength(1);
  expect((await tryOut({ place: { ags: '08336081' }, on: '2030-01-01' })).participations).toHaveLength(2);
});

test('asks the database six times, however many places are named', async () => {
  await tryOut({ place: { ags: '08111000' } });
  using queries = captureQueries();
  await tryOut({ place: { ags: '08111000' }, topics: ['PFL'], furtherPlaces: ['08415061', '08336010', '08226'] });
  // The version of the register, the topics, then directories, memberships, cases, and advisors with whom they know.
  expect(queries).toHaveLength(6);
});

describe('bad input is answered with a code that names the argument', () => {
  test.each([
    ['two kinds of place', { place: { ags: '08111000', name: 'Stuttgart' } }, 'place'],
    ['a key of seven digits', { place: { ags: '8111000' } }, 'place.ags'],
    ['an unknown key', { place: { ags: '08999999' } }, 'place.ags'],
    ['an empty name', { place: { name: '  ' } }, 'place.name'],
    ['a name of 201 characters', { place: { name: 'x'.repeat(201) } }, 'place.name'],
    ['a name with a null character', { place: { name: 'Stutt\0gart' } }, 'place.name'],
    ['a name with half an emoji', { place: { name: 'Stutt\ud83dgart' } }, 'place.name'],
    ['a postcode of four digits', { place: { postalCode: '7017' } }, 'place.postalCode'],
    ['an unknown topic', { place: { ags: '08111000' }, topics: ['XXX'] }, 'topics'],
    ['a further place without form', { place: { ags: '08111000' }, furtherPlaces: ['Stuttgart'] }, 'furtherPlaces'],
    ['an unknown further place', { place: { ags: '08111000' }, furtherPlaces: ['08999999'] }, 'furtherPlaces'],
    [
      '51 further places',
      { furtherPlaces: Array.from({ length: 51 }, (_, index) => `08111${100 + index}`) },
      'furtherPlaces',
    ],
  ])('%s', async (_name, input, argument) => {
    const { data, errors } = await graph.ask(query, { input: { inquirerKind: 'KOMMUNE', ...input } });
    expect(data).toBeNull();
    expect(errors).toEqual([
      expect.objectContaining({ path: 'routing', code: 'BAD_USER_INPUT', argument: `input.${argument}` }),
    ]);
  });

  test.each(['🏡🌳👵', '𒀀'.repeat(100), "'; drop table kommune; --", '%', '_'])(
    'a name that is no name is not found: %s',
    async (name) => {
      const proposal = await tryOut({ place: { name } });
      expect(proposal).toMatchObject({ outcome: 'TRIAGE', lead: null, choices: [] });
    },
  );

  test('an empty place is no place', async () => {
    expect(await tryOut({ place: {} })).toMatchObject({ outcome: 'TRIAGE' });
  });
});

describe('without the directory of the Gemeindetag', () => {
  test('nobody claims that a Kommune is no member: the coordinators decide, and it says why', async () => {
    await using poor = await openCaseGraph(['STAEDTETAG', 'LANDKREISTAG']);
    const answer = await poor.ask(query, { input: { inquirerKind: 'KOMMUNE', place: { ags: '08336010' } } });
    expect(answer.data.routing).toEqual({
      outcome: 'TRIAGE',
      lead: null,
      participations: [],
      advisor: null,
      choices: [],
      reasons: [
        'Das Verzeichnis des Gemeindetags liegt uns noch nicht vor.',
        'Deshalb bestimmt die Koordination, wer Sie berät.',
      ],
    });
    const landkreis = await poor.ask(query, { input: { inquirerKind: 'LANDKREIS', place: { ags: '08226' } } });
    expect(landkreis.data.routing).toMatchObject({ outcome: 'ASSIGNED', lead: 'LANDKREISTAG' });
  });
});
