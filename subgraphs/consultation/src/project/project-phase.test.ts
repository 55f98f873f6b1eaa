import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPrivacyDesk } from '../privacy/testing/ask-privacy.ts';
import { advisorId, advisorOf, coordinator } from '../testing/case-desk.ts';
import { openCaseGraph } from '../testing/case-graph.ts';
import { type GivenCase, saveCase } from '../testing/case-rows.ts';
import { createProjectDesk, type ProjectDesk } from '../testing/project-desk.ts';
import type { TestGraph } from '../testing/test-graph.ts';

let graph: TestGraph;
let desk: ProjectDesk;
beforeAll(async () => {
  graph = await openCaseGraph();
  desk = createProjectDesk(graph);
  // The counter of numbers goes on after those of the cases that are saved here.
  await desk.rows(`insert into case_counter (year, last) values (extract(year from now()), 50000)`);
});
afterAll(() => graph[Symbol.asyncDispose]());

const lead = advisorOf('GEMEINDETAG');
const second = advisorOf('GEMEINDETAG', 2);
const partOf = (number: number) =>
  ({ association: 'GEMEINDETAG', advisorId: advisorId('GEMEINDETAG', number) }) as const;
const save = (given: GivenCase = {}, number = 1) => saveCase(graph.orm, { parts: [partOf(number)], ...given });
const phaseOf = async (viewer: typeof lead, caseId: string) => (await desk.cases.read(viewer, caseId, 'phase')).phase;
const historyOf = async (viewer: typeof lead, id: string) =>
  (await desk.read(viewer, id, 'accompaniment { phaseHistory { phase note } }')).accompaniment.phaseHistory;

/** A project that two open cases of two people accompany. */
async function accompanied() {
  const [first, other] = [await save({ phase: 'CONCEPT' }), await save({ phase: 'ORIENTATION' }, 2)];
  const id = await desk.start(lead, first, { published: true });
  await desk.act(second, 'linkProject', { caseId: other, project: id });
  return { id, first, other };
}

describe('the phase belongs to the project', () => {
  test('and a case that accompanies one takes it from there', async () => {
    const { id, other } = await accompanied();
    expect(await phaseOf(second, other)).toBe('CONCEPT');
    const change = { projectId: id, phase: 'FUNDING', reason: 'Der Antrag ist gestellt' };
    await desk.act(lead, 'setProjectPhase', change);
    expect(await desk.cases.read(second, other, 'phase version timeline(last: 1) { text }')).toEqual({
      ...{ phase: 'FUNDING', version: 3 },
      timeline: [{ text: 'Das Projekt ist in der Phase „Förderung“. Grund: Der Antrag ist gestellt.' }],
    });
    expect(await historyOf(lead, id)).toMatchObject([
      { phase: 'CONCEPT' },
      { phase: 'FUNDING', note: 'Das Projekt ist in der Phase „Förderung“. Grund: Der Antrag ist gestellt.' },
    ]);
  });

  test('so who sets the phase of a case sets that of its project, and of the other cases', async () => {
    const { id, first, other } = await accompanied();
    await desk.cases.act(second, 'setPhase', { caseId: other, phase: 'IMPLEMENTATION' });
    expect(await desk.read(lead, id, 'phase accompaniment { version }')).toEqual({
      ...{ phase: 'IMPLEMENTATION', accompaniment: { version: 2 } },
    });
    expect(await phaseOf(lead, first)).toBe('IMPLEMENTATION');
    expect(await historyOf(lead, id)).toMatchObject([{}, { phase: 'IMPLEMENTATION' }]);
    const mine = '{ cases(filter: { phase: [IMPLEMENTATION], mine: true }) { nodes { id } } }';
    const found = await graph.ask(mine, {}, asViewer(lead));
    expect(found.data.cases.nodes).toContainEqual({ id: first });
  });

  test('a case that is over keeps the phase in which it ended, until it is taken up again', async () => {
    const { id, first, other } = await accompanied();
    await desk.cases.act(lead, 'closeCase', { caseId: first, result: 'Alles geklärt.', phase: 'FUNDING' });
    expect(await phaseOf(second, other)).toBe('FUNDING');
    const told = await desk.cases.read(second, other, 'timeline(last: 1) { text }');
    expect(told.timeline).toEqual([{ text: 'Das Projekt ist in der Phase „Förderung“.' }]);
    await desk.cases.act(second, 'setPhase', { caseId: other, phase: 'EVALUATION' });
    expect(await phaseOf(lead, first)).toBe('FUNDING');
    await desk.cases.act(lead, 'reopenCase', { caseId: first, reason: 'Es gibt neue Fragen.' });
    expect(await phaseOf(lead, first)).toBe('EVALUATION');
    expect((await desk.read(lead, id, 'phase')).phase).toBe('EVALUATION');
  });

  test('also where a follow-up case goes on', async () => {
    const first = await save({ phase: 'CONCEPT', status: 'CLOSED', receivedAt: '2024-01-10T09:00:00Z' });
    const other = await save({}, 2);
    const id = await desk.start(second, other, { published: true, phase: 'CONCEPT' });
    await desk.rows(`insert into case_project values ($1, $2, now(), 'test')`, [first, id]);
    await desk.act(second, 'setProjectPhase', { projectId: id, phase: 'IMPLEMENTATION' });
    const opened = await desk.cases.act(lead, 'openFollowUpCase', { caseId: first, concern: 'Es geht jetzt weiter.' });
    expect(await desk.cases.read(lead, opened.case.id, 'phase project { id }')).toEqual({
      ...{ phase: 'IMPLEMENTATION', project: { id } },
    });
    expect(await phaseOf(lead, first)).toBe('CONCEPT');
  });

  test('and stays right when both cases and the project are changed at the same moment', async () => {
    const { id, first, other } = await accompanied();
    const phases = ['INVENTORY', 'FUNDING', 'IMPLEMENTATION', 'CONSOLIDATION'] as const;
    const outcomes = await Promise.all(
      phases.flatMap((phase) => [
        desk.cases.ask(lead, 'setPhase', { caseId: first, phase }),
        desk.cases.ask(second, 'setPhase', { caseId: other, phase }),
        desk.ask(lead, 'setProjectPhase', { projectId: id, phase }),
      ]),
    );
    expect(outcomes.flatMap(({ errors }) => errors)).toEqual([]);
    const { phase } = await desk.read(lead, id, 'phase');
    expect([await phaseOf(lead, first), await phaseOf(second, other)]).toEqual([phase, phase]);
    expect((await historyOf(lead, id)).at(-1).phase).toBe(phase);
  });
});

describe('a case is given to a project', () => {
  test('that its Kommune has and the viewer knows of; the link can be put right', async () => {
    const [foreign, hidden] = [await save({ kommunen: ['08226085'] }), await save({}, 2)];
    const elsewhere = await desk.start(lead, foreign);
    const unknown = await desk.start(second, hidden);
    const caseId = await save();
    expect(await desk.act(lead, 'linkProject', { caseId, project: elsewhere })).toMatchObject({ missing: ['project'] });
    expect((await desk.ask(lead, 'linkProject', { caseId, project: unknown })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', argument: 'input.project' },
    ]);
    const [right, wrong] = [await desk.start(lead, await save()), await desk.start(lead, await save())];
    for (const project of [wrong, right]) await desk.act(lead, 'linkProject', { caseId, project });
    expect(await desk.act(lead, 'linkProject', { caseId, project: right })).toMatchObject({
      __typename: 'CaseActionRefused',
    });
    expect((await desk.cases.read(lead, caseId, 'project { id }')).project).toEqual({ id: right });
  });
});

describe('when the case is made anonymous', () => {
  test('the project stays without it and without what its timeline said, and is the coordinators’', async () => {
    const caseId = await save();
    const id = await desk.start(lead, caseId);
    await desk.act(lead, 'setProjectPhase', { projectId: id, phase: 'FUNDING', reason: 'Frau Quitte will es so' });
    await createPrivacyDesk(graph).settle({ kind: 'ERASURE', case: caseId });
    expect(await desk.read(lead, id, 'id')).toBeNull();
    expect(
      await desk.read(coordinator, id, 'phase accompaniment { mayChange cases { id } phaseHistory { phase note } }'),
    ).toEqual({
      phase: 'FUNDING',
      accompaniment: {
        ...{ mayChange: true, cases: [] },
        phaseHistory: [
          { phase: 'CONCEPT', note: null },
          { phase: 'FUNDING', note: null },
        ],
      },
    });
    const input = { projectId: id, phase: 'EVALUATION' };
    expect((await desk.ask(coordinator, 'setProjectPhase', { ...input, reason: 'Nur so.' })).errors).toMatchObject([
      { argument: 'input.reason' },
    ]);
    expect(await desk.act(coordinator, 'setProjectPhase', input)).toMatchObject({ __typename: 'ProjectChanged' });
  });

  test('nobody can change or delete what is in the history of phases', async () => {
    await desk.start(lead, await save());
    for (const text of [`update phase_entry set actor = 'x'`, 'delete from phase_entry', 'delete from revision']) {
      await expect(desk.rows(text)).rejects.toThrow(/append-only/);
    }
  });
});
