import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymiseCases } from '../privacy/person/anonymise.repository.ts';
import { advisorId, advisorOf, coordinator, createDesk, type Desk } from '../testing/case-desk.ts';
import { openCaseGraph } from '../testing/case-graph.ts';
import { type GivenCase, saveCase } from '../testing/case-rows.ts';
import type { TestGraph } from '../testing/test-graph.ts';

let graph: TestGraph;
let desk: Desk;
beforeAll(async () => {
  graph = await openCaseGraph();
  desk = createDesk(graph);
  // The tests' own cases have taken numbers without counting them.
  await desk.rows(`insert into case_counter (year, last) values (extract(year from now()), 50000)`);
});
afterAll(() => graph[Symbol.asyncDispose]());

const lead = advisorOf('GEMEINDETAG');
const ledByMe = { association: 'GEMEINDETAG', advisorId: advisorId('GEMEINDETAG') } as const;
const save = (given: GivenCase = {}) => saveCase(graph.orm, { parts: [ledByMe], ...given });
const reason = 'Es gibt neue Fragen.';
const changed = { __typename: 'CaseChanged' };

describe('closing', () => {
  test('needs result, topics, phase and time spent, and says what is missing', async () => {
    const caseId = await save({ topics: [] });
    await desk.rows('update consultation_case set phase = null, minutes = null where id = $1', [caseId]);
    const close = (input: object) =>
      desk.act(lead, 'closeCase', { caseId, result: 'Ein Konzept liegt vor.', ...input });
    expect(await close({})).toMatchObject({
      ...{ __typename: 'CaseActionRefused', missing: ['topics', 'phase', 'minutes'] },
      reason: 'Zum Abschluss fehlt noch: die Handlungsfelder, die Projektphase, der Zeitaufwand.',
    });
    expect(await close({ topics: ['PFL'], minutes: 30 })).toMatchObject({ missing: ['phase'] });
    expect(await close({ topics: ['PFL'], minutes: 30, phase: 'CONCEPT' })).toMatchObject({
      case: { status: 'CLOSED', phase: 'CONCEPT', dueAt: null },
    });
  });

  test('takes what the case holds already, and ends what nobody has answered', async () => {
    const caseId = await save({
      parts: [ledByMe, { association: 'STAEDTETAG', role: 'CO_ADVICE', state: 'REQUESTED' }],
    });
    await desk.act(lead, 'proposeLead', { caseId, association: 'LANDKREISTAG' });
    expect(await desk.act(lead, 'closeCase', { caseId, result: 'Alles geklärt.' })).toMatchObject(changed);
    const parts = await desk.rows(
      'select association, case_open from participation where case_id = $1 and until_at is null',
      [caseId],
    );
    expect(parts).toEqual([{ association: 'GEMEINDETAG', case_open: false }]);
  });

  test('cannot be done twice, nor with topics that there are not', async () => {
    const caseId = await save({ status: 'CLOSED' });
    expect(await desk.act(lead, 'closeCase', { caseId, result: 'Alles geklärt.' })).toMatchObject({
      reason: 'Im Status „Abgeschlossen“ können Sie den Fall nicht abschließen.',
    });
    const { errors } = await desk.ask(lead, 'closeCase', { caseId: await save(), result: 'Fertig.', topics: ['NIX'] });
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'input.topics' }]);
  });
});

describe('a closed case', () => {
  const closedDaysAgo = async (days: number, given: GivenCase = {}) => {
    const caseId = await save({ status: 'CLOSED', receivedAt: '2020-03-02T09:00:00Z', ...given });
    await desk.rows(`update consultation_case set closed_at = now() - $2 * interval '1 day' where id = $1`, [
      caseId,
      days,
    ]);
    return caseId;
  };

  test('is taken up again within 90 days, and not later', async () => {
    const soon = await closedDaysAgo(89);
    expect(await desk.act(lead, 'reopenCase', { caseId: soon, reason })).toMatchObject({
      case: { status: 'IN_CONSULTATION', closedAt: null },
    });
    const late = await closedDaysAgo(92);
    expect(await desk.act(lead, 'reopenCase', { caseId: late, reason })).toMatchObject({
      ...{ __typename: 'CaseActionRefused', reason: expect.stringContaining('Folgefall') },
    });
  });

  test('is followed by a new case later, which points to it and asks for acceptance', async () => {
    const caseId = await closedDaysAgo(200, { kommunen: ['08336081', '08336010'], topics: ['PFL', 'DIG'] });
    const concern = 'Nun möchten wir das Konzept umsetzen.';
    expect(await desk.act(lead, 'openFollowUpCase', { caseId: await closedDaysAgo(5), concern })).toMatchObject({
      __typename: 'CaseActionRefused',
    });
    const opened = await desk.act(lead, 'openFollowUpCase', { caseId, concern });
    const old = await desk.read(lead, caseId, 'number');
    expect(opened).toMatchObject({ __typename: 'FollowUpCaseOpened', case: { status: 'ASSIGNED', follows: old } });
    const fields =
      'concern topics { code } concerns { ags } participations { role state } inquirer { name } dueAt follows { id }';
    expect(await desk.read(lead, opened.case.id, fields)).toMatchObject({
      ...{ concern, topics: [{ code: 'PFL' }, { code: 'DIG' }], concerns: [{ ags: '08336081' }, { ags: '08336010' }] },
      ...{
        participations: [{ role: 'LEAD', state: 'REQUESTED' }],
        inquirer: { name: 'Erika Beispiel' },
        follows: { id: caseId },
      },
      dueAt: expect.any(String),
    });
    expect(await desk.act(lead, 'acceptCase', { caseId: opened.case.id })).toMatchObject(changed);
  });

  test('takes its pointers and all that was said with it when it becomes anonymous', async () => {
    const caseId = await save();
    await desk.act(lead, 'recommend', { caseId, text: 'Sprechen Sie mit Frau Beispiel.' });
    await desk.act(lead, 'waitForInquirer', { caseId, question: 'Ist Frau Beispiel einverstanden?' });
    await desk.act(lead, 'closeCase', { caseId, result: 'Frau Beispiel ist einverstanden.' });
    const old = await closedDaysAgo(200);
    const { case: opened } = await desk.act(lead, 'openFollowUpCase', {
      caseId: old,
      concern: 'Nun geht es weiter im Quartier.',
    });
    await graph.orm.em.fork().transactional((em) =>
      anonymiseCases(em, [caseId, old], {
        at: new Date(),
        actor: 'system',
        reason: 'Die Aufbewahrungsfrist ist abgelaufen.',
      }),
    );
    expect(await desk.read(lead, opened.id, 'follows { id }')).toEqual({ follows: null });
    const kept = await desk.read(lead, caseId, 'recommendations { text state } timeline { text } result');
    expect(JSON.stringify(kept)).not.toContain('Frau Beispiel');
    expect(kept.recommendations).toEqual([{ text: 'Der Text wurde gelöscht.', state: 'PROPOSED' }]);
  });

  test('is opened twice at once as one follow-up case', async () => {
    const caseId = await closedDaysAgo(200);
    const input = { caseId, version: 1, concern: 'Nun möchten wir das Konzept umsetzen.' };
    const results = await Promise.all([1, 2, 3].map(() => desk.act(lead, 'openFollowUpCase', input)));
    expect(results.map(({ __typename }) => __typename).sort()).toEqual([
      'FollowUpCaseOpened',
      'StaleCase',
      'StaleCase',
    ]);
    expect(await desk.rows('select 1 from follow_up where follows_id = $1', [caseId])).toHaveLength(1);
  });

  test('gets an owner who is still there', async () => {
    const left = { association: 'GEMEINDETAG', advisorId: advisorId('GEMEINDETAG', 9) } as const;
    const caseId = await closedDaysAgo(3, { parts: [left] });
    const old = await closedDaysAgo(300, { parts: [left] });
    await desk.rows('update directory_advisor set active = false where id = $1', [left.advisorId]);
    const team = { subject: 't', roles: ['team_lead' as const], association: 'gemeindetag' };
    expect(await desk.act(team, 'reopenCase', { caseId, reason })).toMatchObject({ missing: ['advisor'] });
    const again = await desk.act(team, 'reopenCase', { caseId, reason, advisor: advisorId('GEMEINDETAG') });
    expect(again).toMatchObject({ case: { status: 'IN_CONSULTATION' } });
    const leads = () =>
      desk.rows(`select advisor_id from participation where case_id = $1 and until_at is null`, [caseId]);
    expect(await leads()).toEqual([{ advisor_id: ledByMe.advisorId }]);
    const opened = await desk.act(team, 'openFollowUpCase', {
      caseId: old,
      concern: 'Es geht wieder um das Quartier.',
    });
    const { participations } = await desk.read(team, opened.case.id, 'participations { advisor { id } }');
    expect(participations).toEqual([{ advisor: null }]);
  });
});

describe('a duplicate', () => {
  const triage = () => save({ status: 'IN_TRIAGE', parts: [] });

  test('points to the case that goes on, and that one is told', async () => {
    const [caseId, of] = [await triage(), await triage()];
    expect(await desk.act(coordinator, 'markDuplicate', { caseId, of })).toMatchObject({
      case: { status: 'DUPLICATE' },
    });
    const { timeline } = await desk.read(coordinator, of, 'timeline { text }');
    expect(timeline).toEqual([{ text: 'Eine weitere Anfrage zum selben Anliegen gehört zu diesem Fall.' }]);
  });

  test('never ends in a loop, whoever is quicker', async () => {
    const [one, other] = [await triage(), await triage()];
    const results = await Promise.all([
      desk.act(coordinator, 'markDuplicate', { caseId: one, of: other, version: 1 }),
      desk.act(coordinator, 'markDuplicate', { caseId: other, of: one, version: 1 }),
    ]);
    expect(results.map(({ __typename }) => __typename).sort()).toEqual(['CaseActionRefused', 'CaseChanged']);
    expect(
      await desk.act(coordinator, 'markDuplicate', { caseId: await triage(), of: await save({ status: 'WITHDRAWN' }) }),
    ).toMatchObject({
      missing: ['of'],
    });
  });

  test('is of another case, which the viewer knows of', async () => {
    const caseId = await save();
    expect(await desk.act(lead, 'markDuplicate', { caseId, of: caseId })).toMatchObject({ missing: ['of'] });
    for (const of of [await triage(), '00000000-0000-4000-8000-000000000000', 'nonsense']) {
      const { errors } = await desk.ask(lead, 'markDuplicate', { caseId, of });
      expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'input.of' }]);
    }
  });
});

describe('sideways', () => {
  test.each([
    ['withdrawInquiry', {}, 'WITHDRAWN'],
    ['declineInquiry', {}, 'DECLINED'],
    ['referCase', { to: 'Landesamt für Denkmalpflege' }, 'REFERRED'],
  ])('%s ends a case in triage, with a reason', async (name, input, status) => {
    const caseId = await save({ status: 'IN_TRIAGE', parts: [] });
    const { errors } = await desk.ask(coordinator, name, { caseId, reason: '   ', ...input });
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'input.reason' }]);
    const done = await desk.act(coordinator, name, { caseId, reason, ...input });
    expect(done).toMatchObject({ case: { status, closedAt: expect.any(String), dueAt: null, availableActions: [] } });
    const [kept] = await desk.rows('select actor, reason from transition where case_id = $1', [caseId]);
    expect(kept).toMatchObject({ actor: 'koordination', reason: expect.stringContaining(reason) });
  });
});

describe('what is not yours', () => {
  test('a case that you may not know of is not there; one of others is refused', async () => {
    const caseId = await save({ parts: [{ association: 'STAEDTETAG', advisorId: advisorId('STAEDTETAG') }] });
    for (const id of [caseId, '00000000-0000-4000-8000-000000000000', 'nonsense', '']) {
      const { errors } = await desk.ask(lead, 'acceptCase', { caseId: id });
      expect(errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    }
    const { errors } = await desk.ask(coordinator, 'recommend', { caseId, text: 'Bitte planen Sie.' });
    expect(errors).toMatchObject([{ code: 'FORBIDDEN' }]);
  });

  test.each([
    [{}, 'UNAUTHENTICATED'],
    [{ subject: 's', roles: ['analyst' as const] }, 'FORBIDDEN'],
    [{ ...lead, subject: null }, 'UNAUTHENTICATED'],
  ])('nobody acts without a right and a name', async (viewer, code) => {
    const { errors } = await desk.ask(viewer, 'acceptCase', { caseId: await save(), version: 1 });
    expect(errors).toMatchObject([{ code }]);
  });

  test('a case whose processing is restricted rests', async () => {
    const caseId = await save();
    await desk.rows(
      `with request as (insert into privacy_request (id, kind, state, origin, proof, received_at, due_at, recorded_by, approved_by, ended_by, ended_at)
         values (gen_random_uuid(), 'RESTRICTION', 'CARRIED_OUT', 'STAFF', 'IN_PERSON', now(), now(), 'a', 'a', 'b', now()) returning id)
       insert into case_restriction (case_id, request_id, since) select $1, id, now() from request`,
      [caseId],
    );
    expect(await desk.read(lead, caseId, 'availableActions')).toEqual({ availableActions: [] });
    const { errors } = await desk.ask(lead, 'setPhase', { caseId, phase: 'FUNDING' });
    expect(errors).toMatchObject([{ code: 'FORBIDDEN' }]);
  });
});
