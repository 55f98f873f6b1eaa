import { createOrm, select } from '@gkz-qe/kit/database.ts';
import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseOptions } from '../database.ts';
import { advisorId, advisorOf, coordinator, createDesk, type Desk, teamLeadOf } from '../testing/case-desk.ts';
import { openCaseGraph } from '../testing/case-graph.ts';
import { type GivenCase, saveCase } from '../testing/case-rows.ts';
import type { TestGraph } from '../testing/test-graph.ts';

let graph: TestGraph;
let desk: Desk;
beforeAll(async () => {
  graph = await openCaseGraph();
  desk = createDesk(graph);
});
afterAll(() => graph[Symbol.asyncDispose]());

const lead = advisorOf('GEMEINDETAG');
const other = advisorOf('STAEDTETAG');
const ledByMe = { association: 'GEMEINDETAG', advisorId: advisorId('GEMEINDETAG') } as const;
const both = [ledByMe, { association: 'STAEDTETAG', role: 'CO_ADVICE', advisorId: advisorId('STAEDTETAG') } as const];
const save = (given: GivenCase = {}) => saveCase(graph.orm, { parts: both, ...given });
const contact = { kind: 'PHONE', minutes: 20, text: 'Wir haben telefoniert.', visibility: 'PARTICIPANTS' };
const record = (caseId: string, input: object = {}, viewer = lead) =>
  desk.act(viewer, 'recordContact', { caseId, ...contact, ...input });

describe('a contact', () => {
  test('is kept with its kind, time, way, text and who may read it', async () => {
    const caseId = await save();
    const at = '2026-11-03T10:00:00.000Z';
    await record(caseId, { kind: 'ON_SITE', at, minutes: 90, travelMinutes: 45, visibility: 'INQUIRER' });
    const fields = 'at kind minutes travelMinutes text visibility association { code } advisor { id }';
    expect((await desk.read(other, caseId, `contacts { ${fields} }`)).contacts).toEqual([
      {
        ...{ at, kind: 'ON_SITE', minutes: 90, travelMinutes: 45, text: contact.text, visibility: 'INQUIRER' },
        ...{ association: { code: 'GEMEINDETAG' }, advisor: { id: ledByMe.advisorId } },
      },
    ]);
    expect((await desk.read(lead, caseId, 'minutes')).minutes).toBe(90 + 90 + 45);
  });

  test('is the first answer once: neither a later nor an earlier one changes it', async () => {
    const caseId = await save({ dueAt: '2026-11-09T09:00:00Z' });
    await record(caseId, { kind: 'INTERNAL', at: '2026-11-03T08:00:00Z' });
    const facts = async () => desk.read(lead, caseId, 'firstAnsweredAt dueAt');
    expect(await facts()).toEqual({ firstAnsweredAt: null, dueAt: '2026-11-09T09:00:00.000Z' });
    await record(caseId, { at: '2026-11-05T08:00:00Z' });
    await record(caseId, { at: '2026-11-04T08:00:00Z' });
    await record(caseId);
    expect(await facts()).toEqual({ firstAnsweredAt: '2026-11-05T08:00:00.000Z', dueAt: null });
    await desk.act(lead, 'closeCase', { caseId, result: 'Alles geklärt.' });
    await desk.act(lead, 'reopenCase', { caseId, reason: 'Es gibt neue Fragen.' });
    expect(await facts()).toEqual({ firstAnsweredAt: '2026-11-05T08:00:00.000Z', dueAt: null });
  });

  test('in triage is recorded by the coordinators, and leaves the time to decide as it is', async () => {
    const caseId = await save({ status: 'IN_TRIAGE', parts: [], dueAt: '2026-11-09T09:00:00Z' });
    const recorded = await desk.act(coordinator, 'recordContact', { caseId, ...contact });
    expect(recorded).toMatchObject({
      case: { dueAt: '2026-11-09T09:00:00.000Z', firstAnsweredAt: expect.any(String) },
    });
  });

  test.each([
    ['before the inquiry came', { at: '2026-11-02T08:59:59Z' }, 'input.at'],
    ['in the future', { at: '2126-01-01T00:00:00Z' }, 'input.at'],
    ['an internal note for the inquirer', { kind: 'INTERNAL', visibility: 'INQUIRER' }, 'input.visibility'],
    ['of a negative time', { minutes: -1 }, 'input.minutes'],
    ['of more than a day', { travelMinutes: 1_441 }, 'input.travelMinutes'],
    ['without words', { text: ' ' }, 'input.text'],
    ['with a character that no database holds', { text: 'a\0b' }, 'input.text'],
  ])('is not recorded %s', async (_name, input, argument) => {
    const { errors } = await desk.ask(lead, 'recordContact', { caseId: await save(), ...contact, ...input });
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument }]);
  });
});

describe('who reads what', () => {
  test('contacts and recommendations alike: internal ones stay in the association', async () => {
    const caseId = await save();
    for (const visibility of ['OWN_ASSOCIATION', 'PARTICIPANTS', 'INQUIRER']) {
      await record(caseId, { text: visibility, visibility });
      await desk.act(lead, 'recommend', { caseId, text: `Rat: ${visibility}`, visibility });
    }
    const texts = async (viewer: typeof lead) => {
      const { contacts, recommendations, timeline } = await desk.read(
        viewer,
        caseId,
        'contacts { text } recommendations { text } timeline { text }',
      );
      const list = (rows: { text: string }[]) => rows.map(({ text }) => text);
      return { contacts: list(contacts), recommendations: list(recommendations), timeline: list(timeline) };
    };
    const shared = ['PARTICIPANTS', 'INQUIRER'];
    expect(await texts(lead)).toMatchObject({ contacts: ['OWN_ASSOCIATION', ...shared] });
    expect(await texts(teamLeadOf('GEMEINDETAG'))).toEqual(await texts(lead));
    expect(await texts(other)).toEqual({
      contacts: shared,
      recommendations: shared.map((text) => `Rat: ${text}`),
      timeline: shared.flatMap((text) => [text, `Rat: ${text}`]),
    });
    const colleague = await desk.read(
      advisorOf('STAEDTETAG', 2),
      caseId,
      'number contacts { text } recommendations { text } participationHistory { role }',
    );
    expect(colleague).toMatchObject({ contacts: null, recommendations: null, participationHistory: null });
  });
});

describe('a recommendation', () => {
  test('goes through its states, and the timeline tells', async () => {
    const caseId = await save();
    await desk.act(lead, 'recommend', { caseId, text: 'Gründen Sie einen Runden Tisch.', topic: 'BET' });
    const read = async () =>
      (await desk.read(other, caseId, 'recommendations { id state topic { code } association { code } }'))
        .recommendations;
    const [given] = await read();
    expect(given).toMatchObject({ state: 'PROPOSED', topic: { code: 'BET' }, association: { code: 'GEMEINDETAG' } });
    for (const state of ['IN_PROGRESS', 'BLOCKED', 'DONE', 'NOT_WANTED', 'ALREADY_DONE', 'PROPOSED']) {
      await desk.act(other, 'updateRecommendation', { caseId, recommendation: given.id, state, note: 'So ist es' });
      expect((await read())[0].state).toBe(state);
    }
    const { timeline } = await desk.read(lead, caseId, 'timeline(last: 1) { kind text }');
    expect(timeline).toEqual([
      { kind: 'RECOMMENDATION', text: 'Empfehlung „Gründen Sie einen Runden Tisch.“: vorgeschlagen. So ist es.' },
    ]);
  });

  test('of another case, or of another association’s own, is not there', async () => {
    const caseId = await save();
    await desk.act(lead, 'recommend', { caseId, text: 'Nur für uns selbst.', visibility: 'OWN_ASSOCIATION' });
    const [{ id }] = (await desk.read(lead, caseId, 'recommendations { id }')).recommendations;
    const update = (viewer: typeof lead, of: string, recommendation: string) =>
      desk.ask(viewer, 'updateRecommendation', { caseId: of, recommendation, state: 'DONE' });
    for (const { errors } of [
      await update(other, caseId, id),
      await update(lead, await save(), id),
      await update(lead, caseId, 'nonsense'),
    ]) {
      expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'input.recommendation' }]);
    }
  });
});

describe('the database', () => {
  test('is asked once per kind, however many cases', async () => {
    for (let count = 0; count < 5; count++) await record(await save());
    using queries = captureQueries();
    const fields =
      'contacts { text } recommendations { text topic { code } } participationHistory { role } availableActions duplicateOf { id } follows { id }';
    const { data, errors } = await graph.ask(`{ cases(first: 50) { nodes { ${fields} } } }`, {}, asViewer(lead));
    expect(errors).toEqual([]);
    expect(data.cases.nodes.length).toBeGreaterThan(10);
    // The page, and one statement for each of contacts, recommendations, history, parts and pointers; topics once.
    expect(queries.length).toBeLessThanOrEqual(7);
  });

  test('writes an action whole or not at all: what fails at the end leaves nothing', async () => {
    const caseId = await save({ receivedAt: '2026-11-02T09:00:00Z' });
    const owner = createOrm(databaseOptions(graph.database.ownerUrl));
    const asOwner = (text: string) => select(owner.em.fork(), 'test.owner', text);
    await asOwner(`alter table contact add constraint never check (minutes <> 77)`);
    const { errors } = await desk.ask(lead, 'recordContact', { caseId, ...contact, minutes: 77 });
    await asOwner('alter table contact drop constraint never');
    await owner.close();
    expect(errors).toMatchObject([{ code: 'INTERNAL_SERVER_ERROR' }]);
    expect(
      await desk.rows('select version, minutes, first_answered_at from consultation_case where id = $1', [caseId]),
    ).toEqual([{ version: 1, minutes: 90, first_answered_at: null }]);
    for (const table of ['timeline_entry', 'case_version', 'transition']) {
      expect(await desk.rows(`select 1 from ${table} where case_id = $1`, [caseId])).toEqual([]);
    }
  });

  test('answers two actions of one request with the case as each leaves it', async () => {
    const caseId = await save();
    const fields = '... on CaseChanged { case { version phase } }';
    const { data } = await graph.ask(
      `mutation ($id: ID!) {
        one: setPhase(input: { caseId: $id, version: 1, phase: FUNDING }) { ${fields} }
        two: setPhase(input: { caseId: $id, version: 2, phase: EVALUATION }) { ${fields} } }`,
      { id: caseId },
      asViewer(lead),
    );
    expect(data).toEqual({
      one: { case: { version: 2, phase: 'FUNDING' } },
      two: { case: { version: 3, phase: 'EVALUATION' } },
    });
  });
});
