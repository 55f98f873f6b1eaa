import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { asViewer, entityQuery } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { advisorId, advisorOf, coordinator, teamLeadOf } from '../testing/case-desk.ts';
import { openCaseGraph } from '../testing/case-graph.ts';
import { type GivenCase, saveCase } from '../testing/case-rows.ts';
import { createProjectDesk, type ProjectDesk } from '../testing/project-desk.ts';
import type { TestGraph } from '../testing/test-graph.ts';

let graph: TestGraph;
let desk: ProjectDesk;
beforeAll(async () => {
  graph = await openCaseGraph();
  desk = createProjectDesk(graph);
});
afterAll(() => graph[Symbol.asyncDispose]());

const lead = advisorOf('GEMEINDETAG');
const other = advisorOf('STAEDTETAG');
const stranger = advisorOf('LANDKREISTAG');
const colleague = advisorOf('GEMEINDETAG', 2);
const nobody = {};
const ledByMe = { association: 'GEMEINDETAG', advisorId: advisorId('GEMEINDETAG') } as const;
const coAdvised = { association: 'STAEDTETAG', role: 'CO_ADVICE', advisorId: advisorId('STAEDTETAG') } as const;
const save = (given: GivenCase = {}) => saveCase(graph.orm, { parts: [ledByMe, coAdvised], ...given });
const publicFields = 'id name kommune { ags } topics { code } phase state published source';
const accompaniment = `accompaniment { version mayChange quartier origin startedOn endedOn phaseHistory { phase note association { code } }
  milestones { id title state plannedOn settledOn } localActors { id name kind since until } cases { id } }`;

describe('a project', () => {
  test('begins with a case, from which it takes what is not said, and the timeline tells', async () => {
    const caseId = await save({ topics: ['PFL', 'BET'], phase: 'CONCEPT' });
    const id = await desk.start(lead, caseId, { origin: 'QUARTIERSWETTBEWERB_2017', startedOn: '2017-05-01' });
    expect(await desk.read(lead, id, `${publicFields} ${accompaniment}`)).toEqual({
      ...{ id, name: 'Leben am Bach', kommune: { ags: '08336081' }, topics: [{ code: 'BET' }, { code: 'PFL' }] },
      ...{ phase: 'CONCEPT', state: 'RUNNING', published: false, source: 'INQUIRY' },
      accompaniment: {
        ...{ version: 1, mayChange: true, quartier: 'Am Bach', origin: 'QUARTIERSWETTBEWERB_2017' },
        ...{ startedOn: '2017-05-01', endedOn: null, milestones: [], localActors: [], cases: [{ id: caseId }] },
        phaseHistory: [
          {
            ...{ phase: 'CONCEPT', association: { code: 'GEMEINDETAG' } },
            note: 'Der Fall begleitet jetzt das Projekt „Leben am Bach“.',
          },
        ],
      },
    });
    const told = await desk.cases.read(other, caseId, 'version project { id } timeline(last: 1) { text }');
    expect(told).toEqual({
      ...{ version: 2, project: { id } },
      timeline: [{ text: 'Der Fall begleitet jetzt das Projekt „Leben am Bach“.' }],
    });
  });

  test('belongs to a Kommune of its case, and a case accompanies one project', async () => {
    const caseId = await save({ kommunen: ['08336081', '08336010'] });
    const elsewhere = { caseId, name: 'Anderswo', quartier: 'Mitte', origin: 'KOMMUNE', kommune: '08111000' };
    expect((await desk.ask(lead, 'startProject', elsewhere)).errors).toMatchObject([{ argument: 'input.kommune' }]);
    await desk.start(lead, caseId, { kommune: '08336010' });
    const { kommune: _, ...again } = elsewhere;
    expect(await desk.act(lead, 'startProject', again)).toMatchObject({ __typename: 'CaseActionRefused' });
    const land = await save({ kommunen: [] });
    expect(await desk.act(lead, 'startProject', { ...again, caseId: land })).toMatchObject({ missing: ['kommune'] });
  });

  test('is begun by who leads the case, and by nobody else', async () => {
    const caseId = await save();
    const input = { caseId, name: 'Meins', quartier: 'Mitte', origin: 'OTHER' };
    expect((await desk.ask(nobody, 'startProject', input)).errors).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
    expect((await desk.ask(stranger, 'startProject', input)).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await desk.ask(other, 'startProject', input)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect(await desk.act(teamLeadOf('GEMEINDETAG'), 'startProject', input)).toMatchObject({ case: { version: 2 } });
  });
});

describe('who knows of a project', () => {
  const seenBy = async (viewer: typeof lead, id: string) => {
    const query = `query ($id: ID!) { project(id: $id) { id ${viewer === nobody ? '' : 'accompaniment { version }'} } }`;
    const { data } = await graph.ask(query, { id }, asViewer(viewer));
    return data.project && (data.project.accompaniment ? 'all' : 'facts');
  };

  test('whoever reads a case that accompanies it; its public facts everybody, once the Kommune consents', async () => {
    const id = await desk.start(lead, await save());
    const people = { lead, other, team: teamLeadOf('GEMEINDETAG'), colleague, stranger, coordinator, nobody };
    const seen = async () =>
      Object.fromEntries(
        await Promise.all(Object.entries(people).map(async ([who, viewer]) => [who, await seenBy(viewer, id)])),
      );
    const insiders = { lead: 'all', other: 'all', team: 'all', coordinator: 'all' };
    // The sample coordinators belong to the Städtetag, which gives co-advice here.
    expect(await seen()).toEqual({ ...insiders, colleague: null, stranger: null, nobody: null });
    await desk.act(other, 'changeProject', { projectId: id, published: true });
    expect(await seen()).toEqual({ ...insiders, colleague: 'facts', stranger: 'facts', nobody: 'facts' });
  });

  test('nobody is shown more than the public facts who has not signed in', async () => {
    const id = await desk.start(lead, await save(), { published: true });
    const { data, errors } = await graph.ask(`{ project(id: "${id}") { name accompaniment { quartier } } }`);
    expect(errors).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
    expect(data.project).toMatchObject({ name: 'Leben am Bach', accompaniment: null });
  });

  test('lists and their counts hold what the viewer may know of, and nothing else', async () => {
    const kommunen = ['08226085'];
    const hidden = await desk.start(lead, await save({ kommunen }), { name: 'Verborgen' });
    const shown = await desk.start(lead, await save({ kommunen }), {
      name: 'Gezeigt',
      published: true,
      topics: ['WIR'],
    });
    const list = 'totalCount nodes { id } edges { cursor } pageInfo { hasNextPage }';
    const ask = async (viewer: typeof lead, filter = '') => {
      const query = `{ projects(filter: { kommune: "08226085" ${filter} }, first: 1) { ${list} }
        gemeinde(ags: "08226085") { projects { ${list} } } }`;
      const { data } = await graph.ask(query, {}, asViewer(viewer));
      return [data.projects, data.gemeinde.projects];
    };
    const [page, ofGemeinde] = await ask(lead);
    expect(page).toMatchObject({ totalCount: 2, nodes: [{ id: shown }], pageInfo: { hasNextPage: true } });
    expect(ofGemeinde).toMatchObject({ totalCount: 2, nodes: [{ id: shown }, { id: hidden }] });
    for (const viewer of [nobody, stranger, colleague]) {
      expect(await ask(viewer)).toMatchObject([
        { totalCount: 1, nodes: [{ id: shown }], pageInfo: { hasNextPage: false } },
        { totalCount: 1, nodes: [{ id: shown }] },
      ]);
    }
    expect((await ask(lead, ', topic: ["WIR"], phase: [CONCEPT], state: [RUNNING]'))[0]).toMatchObject({
      totalCount: 1,
    });
    expect((await ask(lead, ', state: [FINISHED]'))[0]).toMatchObject({ totalCount: 0, nodes: [] });
    const { data } = await graph.ask(
      `{ projects(filter: { kommune: "08226085" }, after: "${page.edges[0].cursor}") { nodes { id } } }`,
      {},
      asViewer(lead),
    );
    expect(data.projects.nodes).toEqual([{ id: hidden }]);
  });
});

describe('changing a project', () => {
  test('is for who leads a case about it or gives co-advice, also when the case is over', async () => {
    const caseId = await save();
    const id = await desk.start(lead, caseId);
    const change = (viewer: typeof lead) => desk.ask(viewer, 'changeProject', { projectId: id, quartier: 'Am See' });
    for (const viewer of [stranger, colleague])
      expect((await change(viewer)).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await change(coordinator)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    for (const viewer of [lead, other, teamLeadOf('STAEDTETAG')]) expect((await change(viewer)).errors).toEqual([]);
    await desk.cases.act(lead, 'closeCase', { caseId, result: 'Alles geklärt.' });
    expect((await change(lead)).errors).toEqual([]);
    await desk.act(lead, 'changeProject', { projectId: id, published: true });
    expect((await change(colleague)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
  });

  test('on the basis of an old version is refused, and says what has changed since', async () => {
    const id = await desk.start(lead, await save());
    await desk.act(lead, 'changeProject', { projectId: id, name: 'Leben am Fluss', topics: ['WOH', 'FAM'] });
    await desk.act(other, 'planMilestone', { projectId: id, title: 'Konzept beschlossen', plannedOn: '2027-03-01' });
    expect(await desk.act(lead, 'changeProject', { projectId: id, version: 1, name: 'Anders' })).toEqual({
      ...{ __typename: 'StaleProject', basedOn: 1, version: 3, project: { id } },
      changes: [
        { fact: 'milestones', before: null, after: 'Konzept beschlossen PLANNED 2027-03-01' },
        { fact: 'name', before: 'Leben am Bach', after: 'Leben am Fluss' },
        { fact: 'topics', before: 'PFL', after: 'FAM, WOH' },
      ],
    });
    expect((await desk.ask(lead, 'changeProject', { projectId: id, version: 9 })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', argument: 'input.version' },
    ]);
  });

  test('by two at once is done once', async () => {
    const id = await desk.start(lead, await save());
    const both = await Promise.all(
      ['Eins', 'Zwei', 'Drei', 'Vier'].map((name) =>
        desk.act(lead, 'changeProject', { projectId: id, version: 1, name }),
      ),
    );
    expect(both.map(({ __typename }) => __typename).sort()).toEqual([
      'ProjectChanged',
      ...Array.from({ length: 3 }, () => 'StaleProject'),
    ]);
  });

  test('ends and resumes it, and milestones and actors keep their days', async () => {
    const id = await desk.start(lead, await save(), { startedOn: '2026-01-01' });
    const act = (name: string, input: object = {}) => desk.act(lead, name, { projectId: id, ...input });
    await act('planMilestone', { title: 'Werkstatt', plannedOn: '2026-06-01' });
    await act('addLocalActor', { name: 'Bürgerverein Am Bach', kind: 'ASSOCIATION_OF_CITIZENS', since: '2026-02-01' });
    const parts = async () => (await desk.read(lead, id, accompaniment)).accompaniment;
    const { milestones, localActors } = await parts();
    await act('updateMilestone', { milestone: milestones[0].id, state: 'REACHED', on: '2026-06-15' });
    await act('updateMilestone', { milestone: milestones[0].id, title: 'Quartierswerkstatt' });
    await act('endLocalActor', { localActor: localActors[0].id, until: '2026-09-30' });
    expect(await act('endLocalActor', { localActor: localActors[0].id })).toMatchObject({
      __typename: 'ProjectActionRefused',
    });
    await act('endProject', { state: 'FINISHED', on: '2026-11-01' });
    expect(await act('endProject', { state: 'GIVEN_UP' })).toMatchObject({ __typename: 'ProjectActionRefused' });
    expect(await parts()).toMatchObject({
      endedOn: '2026-11-01',
      milestones: [{ title: 'Quartierswerkstatt', state: 'REACHED', plannedOn: '2026-06-01', settledOn: '2026-06-15' }],
      localActors: [{ name: 'Bürgerverein Am Bach', since: '2026-02-01', until: '2026-09-30' }],
    });
    await act('updateMilestone', { milestone: milestones[0].id, state: 'PLANNED' });
    await act('resumeProject');
    expect(await parts()).toMatchObject({ endedOn: null, milestones: [{ state: 'PLANNED', settledOn: null }] });
  });

  test.each([
    ['endProject', { state: 'RUNNING' }, 'input.state'],
    ['endProject', { state: 'FINISHED', on: '2126-01-01' }, 'input.on'],
    ['endProject', { state: 'FINISHED', on: '2016-01-01' }, 'input.on'],
    ['changeProject', { startedOn: '2126-01-01' }, 'input.startedOn'],
    ['changeProject', { topics: ['XXX'] }, 'input.topics'],
    ['changeProject', { name: 'a\0bc' }, 'input.name'],
    ['updateMilestone', { milestone: 'nonsense', state: 'REACHED' }, 'input.milestone'],
    ['endLocalActor', { localActor: 'nonsense' }, 'input.localActor'],
  ])('is not done by %s with %o', async (name, input, argument) => {
    const id = await desk.start(lead, await save(), { startedOn: '2017-01-01' });
    const { errors } = await desk.ask(lead, name, { projectId: id, ...input });
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument }]);
  });
});

test('any number of references and of their parts cost one statement each', async () => {
  const ids: string[] = [];
  for (let count = 0; count < 4; count++) ids.push(await desk.start(lead, await save()));
  using queries = captureQueries();
  const representations = [...ids, 'nonsense', ids[0]].map((id) => ({ __typename: 'QuartierProject', id }));
  const fields = `... on QuartierProject { id topics { code } kommune { ags } ${accompaniment} }`;
  const { data, errors } = await graph.ask(entityQuery(fields), { representations }, asViewer(lead));
  expect(errors).toEqual([]);
  expect(data._entities.map((one: { id: string } | null) => one?.id ?? null)).toEqual([...ids, null, ids[0]]);
  // Projects, topics and the names of topics, history, milestones, actors, keys of cases, the cases; and the register.
  expect(queries.length).toBeLessThanOrEqual(9);
});
