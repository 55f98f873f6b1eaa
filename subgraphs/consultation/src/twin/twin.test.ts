import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { advisorId, advisorOf, teamLeadOf } from '../testing/case-desk.ts';
import { openCaseGraph } from '../testing/case-graph.ts';
import { saveCase } from '../testing/case-rows.ts';
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
const parts = [{ association: 'STAEDTETAG', advisorId: advisorId('STAEDTETAG') }] as const;

/** A finished project of the Städtetag's advisor. */
async function finished(kommune: string, input: object = {}, end: object = { state: 'FINISHED' }) {
  const caseId = await saveCase(graph.orm, { parts, kommunen: [kommune] });
  const id = await desk.start(other, caseId, { published: true, topics: ['PFL'], startedOn: '2020-01-01', ...input });
  await desk.act(other, 'endProject', { projectId: id, ...end });
  return id;
}

async function find(args: string, viewer = lead) {
  const query = `{ twins(${args}) { kommune { ags } score reasons projects { id } } }`;
  const { data, errors } = await graph.ask(query, {}, asViewer(viewer));
  expect(errors).toEqual([]);
  return data.twins as { kommune: { ags: string }; score: number; reasons: string[]; projects: { id: string }[] }[];
}

describe('twins of a Kommune', () => {
  test('are like it in kind, size and place, and have finished a project in the field of action; it says in what', async () => {
    // Lörrach (Große Kreisstadt, the same Region) and Stuttgart for Weil am Rhein; Böllen is a small Gemeinde.
    const near = await finished('08336050');
    await finished('08111000');
    await finished('08336010');
    const [first, ...rest] = await find('kommune: "08336091", topic: "PFL"');
    expect(first).toEqual({
      ...{ kommune: { ags: '08336050' }, score: expect.any(Number), projects: [{ id: near }] },
      reasons: [
        'Beide sind Große Kreisstädte.',
        expect.stringMatching(/^Die Größe ist (ähnlich|nicht weit entfernt): [\d.]+ und [\d.]+ Menschen\.$/),
        'Beide liegen in der Region Hochrhein-Bodensee.',
        'Es gibt ein abgeschlossenes Projekt zum Thema: Pflege & Gesundheit.',
      ],
    });
    expect(rest.map(({ kommune, score }) => [kommune.ags, score])).toEqual([
      ['08336010', 4],
      ['08111000', 2],
    ]);
    expect(await find('kommune: "08336091", first: 1')).toHaveLength(1);
  });

  test('have a project that is finished, in that field, and are no Landkreis beside a Gemeinde', async () => {
    await finished('08226085', { topics: ['DIG'] });
    await finished('08226084', { topics: ['WIR'] }, { state: 'GIVEN_UP' });
    await finished('08226', { topics: ['WIR'] });
    expect(await find('kommune: "08226096", topic: "DIG"')).toMatchObject([{ kommune: { ags: '08226085' } }]);
    expect(await find('kommune: "08226096", topic: "WIR"')).toEqual([]);
    expect(await find('kommune: "08226085", topic: "DIG"')).toEqual([]);
  });

  test('show no project that the viewer may not know of', async () => {
    const hidden = await finished('08116049', { topics: ['INK'], published: false });
    expect(await find('kommune: "08116050", topic: "INK"')).toEqual([]);
    expect(await find('kommune: "08116050", topic: "INK"', other)).toMatchObject([{ projects: [{ id: hidden }] }]);
    expect(await find('kommune: "08116050", topic: "INK"', teamLeadOf('STAEDTETAG'))).toHaveLength(1);
  });

  test.each([
    ['kommune: "08999999"', 'kommune'],
    ['kommune: "x"', 'kommune'],
    ['kommune: "08336091", topic: "XXX"', 'topic'],
    ['kommune: "08336091", first: 51', 'first'],
  ])('are not looked for with %s', async (args, argument) => {
    const { errors } = await graph.ask(`{ twins(${args}) { score } }`, {}, asViewer(lead));
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument }]);
  });

  test('cost one statement for the projects of all, and one for those that are shown', async () => {
    await find('kommune: "08336091", topic: "PFL"');
    using queries = captureQueries();
    await find('kommune: "08336091", topic: "PFL"');
    // The names of topics, the finished projects, the register's version, and the projects that are shown.
    expect(queries.length).toBeLessThanOrEqual(4);
  });
});
