import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { asViewer, entityQuery } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestGraph, type TestGraph } from '../testing/open-test-graph.ts';
import { advisorState } from '../testing/states.ts';
import { saveAdvisors } from './save-advisors.repository.ts';

const id = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;

let graph: TestGraph;

// Today is 2026-11-23.
beforeAll(async () => {
  graph = await openTestGraph();
  await saveAdvisors(graph.orm.em.fork(), [
    advisorState({
      id: id(1),
      name: 'Zander',
      topics: [
        { code: 'PFL', level: 1 },
        { code: 'BET', level: 3 },
      ],
    }),
    advisorState({
      id: id(2),
      name: 'Äcker',
      areas: ['0811', '08'],
      absences: [absence('2026-11-23', '2026-11-23', 1)],
    }),
    advisorState({ id: id(3), name: 'Ackermann', absences: [absence('2026-11-24', '2026-12-01', 4)] }),
    advisorState({ id: id(4), name: 'Öz', absences: [absence('2026-11-01', '2026-11-22', 1)] }),
    advisorState({ id: id(5), name: 'Oezdemir', active: false }),
    advisorState({ id: id(6), name: 'Ofen', email: 'ofen@beispiel.invalid', phone: '0000', capacity: 7 }),
  ]);
});
afterAll(() => graph[Symbol.asyncDispose]());

function absence(from: string, until: string, deputy: number) {
  return { from, until, deputyId: id(deputy) };
}

const references = (...ids: unknown[]) => ({
  representations: ids.map((each) => ({ __typename: 'LandkreistagAdvisor', id: each })),
});
const staff = asViewer({ roles: ['advisor'], association: 'gemeindetag' });

test('resolves many advisor references with one statement, unknown and malformed ids as null', async () => {
  using queries = captureQueries();

  const answer = await graph.ask(
    entityQuery('... on LandkreistagAdvisor { id name }'),
    references(id(1), 'nonsense', id(9), id(4), `${id(1)}'`, id(1), id(1).toUpperCase()),
  );

  expect(answer.errors).toEqual([]);
  expect(answer.data._entities).toEqual([
    { id: id(1), name: 'Zander' },
    null,
    null,
    { id: id(4), name: 'Öz' },
    null,
    { id: id(1), name: 'Zander' },
    { id: id(1), name: 'Zander' },
  ]);
  expect(queries).toHaveLength(1);
});

test('lists active advisors as a telephone book does (DIN 5007)', async () => {
  const answer = await graph.ask('{ landkreistag { advisors { name } } }');

  expect(answer.data.landkreistag.advisors.map((advisor: { name: string }) => advisor.name)).toEqual([
    'Ackermann',
    'Äcker',
    'Öz',
    'Ofen',
    'Zander',
  ]);
});

test('still names who has left, as not available', async () => {
  const answer = await graph.ask(`{ landkreistagAdvisor(id: "${id(5)}") { name available } }`);

  expect(answer.data.landkreistagAdvisor).toEqual({ name: 'Oezdemir', available: false });
});

test('is available who is active and not away today', async () => {
  using queries = captureQueries();

  const answer = await graph.ask('{ landkreistag { advisors { name available } } }');

  expect(answer.data.landkreistag.advisors).toEqual([
    { name: 'Ackermann', available: true },
    { name: 'Äcker', available: false },
    { name: 'Öz', available: true },
    { name: 'Ofen', available: true },
    { name: 'Zander', available: true },
  ]);
  expect(queries).toHaveLength(2);
});

test('reads everything of all advisors with one statement per table', async () => {
  using queries = captureQueries();

  const answer = await graph.ask(
    `{ landkreistag { advisors { name topics { code level } areas available association { code name }
       absences { from until deputy { name } } } } }`,
    {},
    staff,
  );

  expect(answer.errors).toEqual([]);
  expect(answer.data.landkreistag.advisors[1]).toEqual({
    name: 'Äcker',
    topics: [],
    areas: ['08', '0811'],
    available: false,
    association: { code: 'LANDKREISTAG', name: 'Landkreistag Baden-Württemberg' },
    absences: [{ from: '2026-11-23', until: '2026-11-23', deputy: { name: 'Zander' } }],
  });
  expect(answer.data.landkreistag.advisors[4].topics).toEqual([
    { code: 'BET', level: 3 },
    { code: 'PFL', level: 1 },
  ]);
  // Advisors, topics, areas, absences, and the deputies by their ids.
  expect(queries).toHaveLength(5);
});

test('shows absences from today on, not those that are over', async () => {
  const answer = await graph.ask(`{ landkreistagAdvisor(id: "${id(4)}") { absences { from } } }`, {}, staff);

  expect(answer.data.landkreistagAdvisor.absences).toEqual([]);
});

test('shows how to reach an advisor to the staff of all associations', async () => {
  const source = `{ landkreistagAdvisor(id: "${id(6)}") { email phone capacity absences { from } } }`;

  for (const role of ['advisor', 'team_lead', 'coordinator', 'association_admin'] as const) {
    const answer = await graph.ask(source, {}, asViewer({ roles: [role], association: 'landkreistag' }));
    expect(answer).toEqual({
      data: {
        landkreistagAdvisor: { email: 'ofen@beispiel.invalid', phone: '0000', capacity: 7, absences: [] },
      },
      errors: [],
    });
  }
});

test('keeps mail, telephone, capacity and absences from everybody else, on every path, and still answers the rest', async () => {
  const fields = 'name email phone capacity absences { from }';
  const refused = ['email', 'phone', 'capacity', 'absences'];

  for (const [caller, code] of [
    [asViewer(), 'UNAUTHENTICATED'],
    [asViewer({ roles: ['analyst'] }), 'FORBIDDEN'],
    [asViewer({ roles: ['privacy_officer'] }), 'FORBIDDEN'],
  ] as const) {
    const named = await graph.ask(`{ landkreistagAdvisor(id: "${id(6)}") { ${fields} } }`, {}, caller);
    const referred = await graph.ask(
      entityQuery(`... on LandkreistagAdvisor { ${fields} }`),
      references(id(6)),
      caller,
    );
    for (const answer of [named, referred]) {
      expect(Object.values(answer.data).flat()).toEqual([
        { name: 'Ofen', email: null, phone: null, capacity: null, absences: null },
      ]);
      expect(answer.errors.map((error) => error.code)).toEqual(refused.map(() => code));
      expect(answer.errors.map((error) => error.path.split('.').at(-1)).toSorted()).toEqual(refused.toSorted());
    }
  }
});
