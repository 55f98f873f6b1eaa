import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymiseCases } from '../privacy/person/anonymise.repository.ts';
import { advisorId, advisorOf, createDesk, type Desk } from '../testing/case-desk.ts';
import { openCaseGraph } from '../testing/case-graph.ts';
import { type GivenPart, saveCase } from '../testing/case-rows.ts';
import type { TestGraph } from '../testing/test-graph.ts';

let graph: TestGraph;
let desk: Desk;
beforeAll(async () => {
  graph = await openCaseGraph();
  desk = createDesk(graph);
});
afterAll(() => graph[Symbol.asyncDispose]());

const lead = advisorOf('GEMEINDETAG');
const colleague = advisorOf('STAEDTETAG');
const informed = advisorOf('LANDKREISTAG');
/** Of an association that leads, without a part of their own. */
const outsider = advisorOf('GEMEINDETAG', 2);
const parts: GivenPart[] = [
  { association: 'GEMEINDETAG', advisorId: advisorId('GEMEINDETAG') },
  { association: 'STAEDTETAG', role: 'CO_ADVICE', advisorId: advisorId('STAEDTETAG') },
  { association: 'LANDKREISTAG', role: 'INFORMED' },
];
const made = { programme: 'QUARTIERSIMPULSE', appliedOn: '2026-03-12', amountEuro: 85_000 };

const fields = `fundingApplications {
  id programme { code } appliedOn amountEuro state decidedOn grantedEuro visibility association { code } }`;
const applicationsOf = async (caseId: string, viewer = lead) =>
  (await desk.read(viewer, caseId, fields)).fundingApplications;

const record = (caseId: string, more: object = {}, viewer = lead) =>
  desk.ask(viewer, 'recordFundingApplication', { caseId, ...made, ...more });

const update = (caseId: string, application: string, more: object, viewer = lead) =>
  desk.ask(viewer, 'updateFundingApplication', { caseId, application, ...made, ...more });

/** A case with one application; answers both keys. */
async function saveApplication(status: 'IN_CONSULTATION' | 'CLOSED' = 'IN_CONSULTATION') {
  const caseId = await saveCase(graph.orm, { parts, status });
  const { errors } = await record(caseId);
  expect(errors).toEqual([]);
  const [{ id }] = await applicationsOf(caseId);
  return { caseId, id: id as string };
}

describe('an application', () => {
  test('is recorded, granted and then corrected; the timeline tells of each step', async () => {
    const { caseId, id } = await saveApplication();
    const granted = { state: 'GRANTED', decidedOn: '2026-05-04', grantedEuro: 80_000 };
    await update(caseId, id, { ...granted, note: 'Weniger als beantragt' }, colleague);
    await update(caseId, id, { ...granted, grantedEuro: 60_000 });

    const name = 'Förderantrag bei „Quartiersimpulse – Beratung und Umsetzung von Quartiersprojekten vor Ort“';
    const { timeline } = await desk.read(lead, caseId, 'timeline(last: 3) { kind text }');
    expect(timeline).toEqual([
      { kind: 'FUNDING', text: `${name} vom 12.03.2026 über 85.000 Euro.` },
      {
        kind: 'FUNDING',
        text: `${name} vom 12.03.2026 über 85.000 Euro: bewilligt am 04.05.2026 über 80.000 Euro. Weniger als beantragt.`,
      },
      {
        kind: 'FUNDING',
        text: `${name} vom 12.03.2026 über 85.000 Euro: bewilligt am 04.05.2026 über 60.000 Euro.`,
      },
    ]);
    expect(await applicationsOf(caseId)).toEqual([
      {
        ...{ id, programme: { code: 'QUARTIERSIMPULSE' }, appliedOn: '2026-03-12', amountEuro: 85_000 },
        ...{ state: 'GRANTED', decidedOn: '2026-05-04', grantedEuro: 60_000 },
        ...{ visibility: 'PARTICIPANTS', association: { code: 'GEMEINDETAG' } },
      },
    ]);
  });

  test.each(['REJECTED', 'WITHDRAWN', 'APPLIED'])('can become %s', async (state) => {
    const { caseId, id } = await saveApplication();
    const decidedOn = state === 'APPLIED' ? null : '2026-05-04';
    await update(caseId, id, { state, decidedOn });
    expect(await applicationsOf(caseId)).toMatchObject([{ state, decidedOn, grantedEuro: null }]);
  });

  test('can be recorded and decided about once the case is closed, and leaves it closed', async () => {
    const { caseId, id } = await saveApplication('CLOSED');
    const { data } = await update(caseId, id, { state: 'REJECTED', decidedOn: '2026-05-04' });
    expect(data.updateFundingApplication).toMatchObject({ __typename: 'CaseChanged', case: { status: 'CLOSED' } });
  });

  test('is read by who reads the content, in one statement for all cases, and by nobody else', async () => {
    const { caseId } = await saveApplication();
    const other = await saveCase(graph.orm, { parts });
    await record(other, { visibility: 'INQUIRER', appliedOn: '2026-03-10' });
    await record(other, { programme: 'BETEILIGUNGSTALER', appliedOn: '2026-02-01' });

    expect(await applicationsOf(caseId, colleague)).toHaveLength(1);
    expect(await applicationsOf(caseId, informed)).toBeNull();
    expect(await applicationsOf(caseId, outsider)).toBeNull();
    expect(await applicationsOf(other)).toMatchObject([{ appliedOn: '2026-02-01' }, { visibility: 'INQUIRER' }]);
    using queries = captureQueries();
    await desk.read(lead, caseId, 'fundingApplications { id programme { name } amountEuro }');
    expect(queries.filter((text) => text.includes('funding_application'))).toHaveLength(1);
  });

  test('goes when the case becomes anonymous', async () => {
    const { caseId } = await saveApplication('CLOSED');
    await graph.orm.em
      .fork()
      .transactional((em) => anonymiseCases(em, [caseId], { at: new Date(), actor: 'system', reason: 'Die Frist.' }));
    expect(await desk.rows('select from funding_application where case_id = $1', [caseId])).toEqual([]);
  });
});

describe('is refused', () => {
  test('what somebody else has changed meanwhile, with what the timeline says of it', async () => {
    const { caseId, id } = await saveApplication();
    const version = await desk.versionOf(caseId);
    await update(caseId, id, { state: 'WITHDRAWN', decidedOn: '2026-05-04' });
    const { data } = await update(caseId, id, { state: 'REJECTED', decidedOn: '2026-05-04', version });
    expect(data.updateFundingApplication).toMatchObject({ __typename: 'StaleCase', entries: [{ kind: 'FUNDING' }] });
    expect(await applicationsOf(caseId)).toMatchObject([{ state: 'WITHDRAWN' }]);
  });

  test.each([
    ['an unknown programme', { programme: 'LOTTO' }, 'programme'],
    ['a day to come', { appliedOn: '2999-01-01' }, 'appliedOn'],
    ['a day of another century', { appliedOn: '0026-03-12' }, 'appliedOn'],
    ['nothing', { amountEuro: 0 }, 'amountEuro'],
    ['more than there is', { amountEuro: 100_000_001 }, 'amountEuro'],
    ['a secret from the other participants', { visibility: 'OWN_ASSOCIATION' }, 'visibility'],
  ])('an application for %s', async (_what, more, argument) => {
    const { errors } = await record(await saveCase(graph.orm, { parts }), more);
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: `input.${argument}` }]);
  });

  test.each([
    ['a decision without a day', { state: 'REJECTED' }, ['decidedOn']],
    ['a grant without an amount', { state: 'GRANTED', decidedOn: '2026-05-04' }, ['grantedEuro']],
    ['more than was applied for', { state: 'GRANTED', decidedOn: '2026-05-04', grantedEuro: 85_001 }, ['amountEuro']],
    ['money for what is rejected', { state: 'REJECTED', decidedOn: '2026-05-04', grantedEuro: 5 }, ['state']],
    ['a day of what is not decided', { state: 'APPLIED', decidedOn: '2026-05-04' }, ['state']],
  ])('%s', async (_what, more, missing) => {
    const { caseId, id } = await saveApplication();
    const { data } = await update(caseId, id, more);
    expect(data.updateFundingApplication).toMatchObject({ __typename: 'CaseActionRefused', missing });
    expect(await applicationsOf(caseId)).toMatchObject([{ state: 'APPLIED' }]);
  });

  test('a decision before the application, or to come', async () => {
    const { caseId, id } = await saveApplication();
    for (const decidedOn of ['2026-03-11', '2999-01-01']) {
      const { errors } = await update(caseId, id, { state: 'REJECTED', decidedOn });
      expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'input.decidedOn' }]);
    }
  });

  test('an application of another case', async () => {
    const [{ id }, other] = [await saveApplication(), await saveCase(graph.orm, { parts })];
    const { errors } = await update(other, id, { state: 'APPLIED' });
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'input.application' }]);
  });

  test('who is only informed', async () => {
    const { errors } = await record(await saveCase(graph.orm, { parts }), {}, informed);
    expect(errors).toMatchObject([{ code: 'FORBIDDEN' }]);
  });
});
