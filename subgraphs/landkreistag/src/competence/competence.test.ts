import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { entityQuery } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveMembers } from '../member/save-members.repository.ts';
import { openTestGraph, type TestGraph } from '../testing/open-test-graph.ts';
import { memberState } from '../testing/states.ts';
import { type CompetenceRow, saveCompetences } from './competence.repository.ts';

const rastatt = '08216';
const lörrach = '08336';

let graph: TestGraph;

beforeAll(async () => {
  graph = await openTestGraph();
  await saveMembers(graph.orm.em.fork(), [memberState({ ags: rastatt }), memberState({ ags: lörrach })]);
});
afterAll(() => graph[Symbol.asyncDispose]());

function competence(memberAgs: string, kind: CompetenceRow['kind'], name: string): CompetenceRow {
  return { memberAgs, kind, name, source: 'SAMPLE' };
}

const query = entityQuery('... on LandkreistagMember { competences { kind name source } }');
const references = { representations: [lörrach, rastatt].map((ags) => ({ __typename: 'LandkreistagMember', ags })) };

test('tells what each Landkreis offers, by name, with two statements for all', async () => {
  await saveCompetences(
    graph.orm.em.fork(),
    [rastatt, lörrach],
    [
      competence(rastatt, 'WOHNBERATUNG', 'Wohnberatung'),
      competence(rastatt, 'SOZIALPLANUNG', 'Ämter für Sozialplanung'),
      competence(rastatt, 'PFLEGESTUETZPUNKT', 'Pflegestützpunkt'),
    ],
  );
  using queries = captureQueries();

  const answer = await graph.ask(query, references);

  expect(answer.errors).toEqual([]);
  expect(answer.data._entities).toEqual([
    { competences: [] },
    {
      competences: [
        { kind: 'SOZIALPLANUNG', name: 'Ämter für Sozialplanung', source: 'SAMPLE' },
        { kind: 'PFLEGESTUETZPUNKT', name: 'Pflegestützpunkt', source: 'SAMPLE' },
        { kind: 'WOHNBERATUNG', name: 'Wohnberatung', source: 'SAMPLE' },
      ],
    },
  ]);
  expect(queries).toHaveLength(2);
});

test('replaces what the named Landkreise offer and leaves the others alone', async () => {
  await saveCompetences(
    graph.orm.em.fork(),
    [rastatt, lörrach],
    [competence(rastatt, 'WOHNBERATUNG', 'Alt'), competence(lörrach, 'WOHNBERATUNG', 'Bleibt')],
  );
  await saveCompetences(graph.orm.em.fork(), [rastatt], [competence(rastatt, 'WOHNBERATUNG', 'Neu')]);

  const answer = await graph.ask(query, references);

  expect(answer.data._entities).toMatchObject([
    { competences: [{ name: 'Bleibt' }] },
    { competences: [{ name: 'Neu' }] },
  ]);
});

test('the table refuses the same offer twice', async () => {
  const twice = [competence(rastatt, 'WOHNBERATUNG', 'Doppelt'), competence(rastatt, 'WOHNBERATUNG', 'Doppelt')];

  await expect(saveCompetences(graph.orm.em.fork(), [rastatt], twice)).rejects.toMatchObject({ code: '23505' });
});
