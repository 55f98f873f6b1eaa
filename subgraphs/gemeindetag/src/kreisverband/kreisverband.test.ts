import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { entityQuery } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveMembers } from '../member/save-members.repository.ts';
import { openTestGraph, type TestGraph } from '../testing/open-test-graph.ts';
import { memberState } from '../testing/states.ts';
import { Kreisverband } from './kreisverband.entity.ts';

const böblingen = { ags: '08115', name: 'Kreisverband Böblingen' };
const lörrach = { ags: '08336', name: 'Kreisverband Lörrach' };

let graph: TestGraph;

beforeAll(async () => {
  graph = await openTestGraph();
  const em = graph.orm.em.fork();
  await em.insertMany(Kreisverband, [lörrach, böblingen]);
  await saveMembers(em, [
    memberState({ ags: '08115001', kreisverband: böblingen.ags }),
    memberState({ ags: '08115002', kreisverband: böblingen.ags }),
    memberState({ ags: '08336010', kreisverband: lörrach.ags }),
    memberState({ ags: '08326074' }),
  ]);
});
afterAll(() => graph[Symbol.asyncDispose]());

test('lists the Kreisverbände in the order of their keys', async () => {
  const answer = await graph.ask('{ gemeindetag { kreisverbaende { ags name } } }');

  expect(answer).toEqual({ data: { gemeindetag: { kreisverbaende: [böblingen, lörrach] } }, errors: [] });
});

test('tells to which Kreisverband each member belongs, with two statements for all', async () => {
  using queries = captureQueries();

  const answer = await graph.ask(entityQuery('... on GemeindetagMember { kreisverband { name } }'), {
    representations: ['08336010', '08115001', '08115002', '08326074'].map((ags) => ({
      __typename: 'GemeindetagMember',
      ags,
    })),
  });

  expect(answer.errors).toEqual([]);
  expect(answer.data._entities).toEqual([
    { kreisverband: { name: lörrach.name } },
    { kreisverband: { name: böblingen.name } },
    { kreisverband: { name: böblingen.name } },
    { kreisverband: null },
  ]);
  expect(queries).toHaveLength(2);
});

test('a member cannot belong to a Kreisverband that does not exist', async () => {
  const saving = saveMembers(graph.orm.em.fork(), [memberState({ ags: '08117001', kreisverband: '08117' })]);

  await expect(saving).rejects.toMatchObject({ code: '23503' });
});
