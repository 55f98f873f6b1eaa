import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { advisorId, advisorOf, coordinator, createDesk, type Desk, teamLeadOf } from '../testing/case-desk.ts';
import { openCaseGraph } from '../testing/case-graph.ts';
import { type GivenCase, type GivenPart, saveCase } from '../testing/case-rows.ts';
import type { TestGraph } from '../testing/test-graph.ts';

let graph: TestGraph;
let desk: Desk;
beforeAll(async () => {
  graph = await openCaseGraph();
  desk = createDesk(graph);
});
afterAll(() => graph[Symbol.asyncDispose]());

const lead = advisorOf('GEMEINDETAG');
const ledByMe: GivenPart = { association: 'GEMEINDETAG', advisorId: advisorId('GEMEINDETAG') };
const reason = 'Dafür fehlt uns die Zeit.';

const save = (given: GivenCase = {}) => saveCase(graph.orm, { parts: [ledByMe], ...given });

/** What is in force or proposed, as `ASSOCIATION ROLE STATE`. */
async function partsOf(caseId: string): Promise<string[]> {
  const rows = await desk.rows<{ part: string }>(
    `select association || ' ' || role || ' ' || state || case when from_at is null then ' (proposed)' else '' end as part
     from participation where case_id = $1 and until_at is null order by 1`,
    [caseId],
  );
  return rows.map(({ part }) => part);
}

const refusal = (reason: RegExp, missing: string[] = []) => ({
  ...{ __typename: 'CaseActionRefused', missing },
  reason: expect.stringMatching(reason),
});

describe('a lead that is proposed', () => {
  const propose = async (input: object = {}, given: GivenCase = {}) => {
    const caseId = await save(given);
    const proposal = { association: 'STAEDTETAG', advisor: advisorId('STAEDTETAG'), ...input };
    expect(await desk.act(lead, 'proposeLead', { caseId, ...proposal })).toMatchObject({ __typename: 'CaseChanged' });
    return caseId;
  };

  test('leaves the old lead responsible until the new one accepts', async () => {
    const caseId = await propose();
    expect(await partsOf(caseId)).toEqual(['GEMEINDETAG LEAD ACCEPTED', 'STAEDTETAG LEAD REQUESTED (proposed)']);
    expect(await desk.act(lead, 'setPhase', { caseId, phase: 'FUNDING' })).toMatchObject({ __typename: 'CaseChanged' });
    expect(await desk.read(advisorOf('STAEDTETAG'), caseId, 'availableActions concern')).toEqual({
      ...{ availableActions: ['ACCEPT_LEAD', 'DECLINE_LEAD'], concern: 'Wir brauchen Rat.' },
    });

    await desk.act(advisorOf('STAEDTETAG'), 'acceptLead', { caseId });
    expect(await partsOf(caseId)).toEqual(['STAEDTETAG LEAD ACCEPTED']);
    const { errors } = await desk.ask(lead, 'setPhase', { caseId, phase: 'CONCEPT' });
    expect(errors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  test('stays with the old lead when it is declined', async () => {
    const caseId = await propose();
    expect(await desk.act(advisorOf('STAEDTETAG'), 'declineLead', { caseId, reason })).toMatchObject({
      ...{ __typename: 'CaseChanged', case: null },
    });
    expect(await partsOf(caseId)).toEqual(['GEMEINDETAG LEAD ACCEPTED']);
    const { timeline } = await desk.read(lead, caseId, 'timeline(last: 1) { text }');
    expect(timeline).toEqual([{ text: `Der Städtetag übernimmt die Federführung nicht. Grund: ${reason}` }]);
  });

  test('can be taken back by who made it', async () => {
    const caseId = await propose();
    await desk.act(lead, 'endParticipation', { caseId, association: 'STAEDTETAG', role: 'LEAD', reason });
    expect(await partsOf(caseId)).toEqual(['GEMEINDETAG LEAD ACCEPTED']);
  });

  test('moves within one association as well', async () => {
    const colleague = { association: 'GEMEINDETAG', advisor: advisorId('GEMEINDETAG', 2) };
    const caseId = await propose(colleague);
    await desk.act(advisorOf('GEMEINDETAG', 2), 'acceptLead', { caseId });
    const rows = await desk.rows('select advisor_id from participation where case_id = $1 and until_at is null', [
      caseId,
    ]);
    expect(rows).toEqual([{ advisor_id: advisorId('GEMEINDETAG', 2) }]);
  });

  test('replaces the co-advice that the same association gave', async () => {
    const coAdvice: GivenPart = { association: 'STAEDTETAG', role: 'CO_ADVICE', advisorId: advisorId('STAEDTETAG') };
    const caseId = await propose({}, { parts: [ledByMe, coAdvice] });
    await desk.act(advisorOf('STAEDTETAG'), 'acceptLead', { caseId });
    expect(await partsOf(caseId)).toEqual(['STAEDTETAG LEAD ACCEPTED']);
  });

  test('begins the consultation where nobody had accepted the case before', async () => {
    const parts: GivenPart[] = [{ ...ledByMe, state: 'REQUESTED' }];
    const caseId = await propose({}, { status: 'ASSIGNED', parts });
    expect(await desk.act(advisorOf('STAEDTETAG'), 'acceptLead', { caseId })).toMatchObject({
      case: { status: 'IN_CONSULTATION' },
    });
  });

  test('needs a person in the end: the team lead names one, others accept for themselves alone', async () => {
    const caseId = await propose({ advisor: null });
    const team = teamLeadOf('STAEDTETAG');
    expect(await desk.act(team, 'acceptLead', { caseId })).toMatchObject(refusal(/wer den Fall leitet/, ['advisor']));
    const accepted = await desk.act(team, 'acceptLead', { caseId, advisor: advisorId('STAEDTETAG', 3) });
    expect(accepted).toMatchObject({ __typename: 'CaseChanged' });

    const other = await propose();
    const forAnother = { caseId: other, advisor: advisorId('STAEDTETAG', 3) };
    expect(await desk.act(advisorOf('STAEDTETAG'), 'acceptLead', forAnother)).toMatchObject(
      refusal(/nur die Teamleitung/, ['advisor']),
    );
  });

  test.each([['a second time', { association: 'LANDKREISTAG' }, /schon jemandem vorgeschlagen/, []]])(
    'is not proposed %s',
    async (_name, input, sentence, missing) => {
      const caseId = await propose();
      expect(await desk.act(lead, 'proposeLead', { caseId, ...input })).toMatchObject(refusal(sentence, missing));
    },
  );

  test.each([
    ['oneself', { association: 'GEMEINDETAG', advisor: advisorId('GEMEINDETAG') }, /wer in Ihrem Verband/],
    ['one’s own team', { association: 'GEMEINDETAG' }, /wer in Ihrem Verband/],
    [
      'an advisor of another association',
      { association: 'STAEDTETAG', advisor: advisorId('GEMEINDETAG', 2) },
      /gibt es in dem Verband nicht/,
    ],
  ])('is not %s', async (_name, input, sentence) => {
    const caseId = await save();
    expect(await desk.act(lead, 'proposeLead', { caseId, ...input })).toMatchObject(refusal(sentence, ['advisor']));
  });
});

describe('an advisor who may not advise', () => {
  const change = (column: string, value: string) =>
    desk.rows(`update directory_advisor set ${column} = ${value} where id = $1`, [advisorId('STAEDTETAG', 5)]);
  const assign = async () => {
    const caseId = await save({ status: 'IN_TRIAGE', parts: [] });
    const input = { caseId, association: 'STAEDTETAG', advisor: advisorId('STAEDTETAG', 5) };
    return desk.act(coordinator, 'assignAdvisor', input);
  };

  test('gets no case: neither who has left nor who is biased', async () => {
    await change('active', 'false');
    expect(await assign()).toMatchObject(refusal(/berät zurzeit nicht/, ['advisor']));
    await change('active', 'true');
    await change('conflicts', `'{08336081}'`);
    expect(await assign()).toMatchObject(refusal(/befangen/, ['advisor']));
    await change('conflicts', `'{}'`);
    expect(await assign()).toMatchObject({ __typename: 'CaseChanged' });
  });
});

describe('a team lead', () => {
  const team = teamLeadOf('GEMEINDETAG');
  const next = advisorId('GEMEINDETAG', 4);

  test('names another advisor while nobody has accepted', async () => {
    const caseId = await save({ status: 'ASSIGNED', parts: [{ ...ledByMe, state: 'REQUESTED' }] });
    expect(await desk.act(team, 'assignAdvisor', { caseId, advisor: next })).toMatchObject({
      __typename: 'CaseChanged',
    });
    expect(await desk.act(advisorOf('GEMEINDETAG', 4), 'acceptCase', { caseId })).toMatchObject({
      case: { status: 'IN_CONSULTATION' },
    });
  });

  test('takes no accepted case away from somebody, unless they have left', async () => {
    const leaving = advisorId('GEMEINDETAG', 6);
    const caseId = await save({ parts: [{ ...ledByMe, advisorId: leaving }] });
    const assign = () => desk.act(team, 'assignAdvisor', { caseId, advisor: next });
    expect(await assign()).toMatchObject(refusal(/wenn die neue Person zustimmt/));
    await desk.rows('update directory_advisor set active = false where id = $1', [leaving]);
    expect(await assign()).toMatchObject({ __typename: 'CaseChanged', case: { status: 'IN_CONSULTATION' } });
    await desk.rows('update directory_advisor set active = true where id = $1', [leaving]);
  });

  test('assigns in the own association alone', async () => {
    const caseId = await save({ status: 'ASSIGNED', parts: [{ ...ledByMe, state: 'REQUESTED' }] });
    const elsewhere = { caseId, association: 'STAEDTETAG', advisor: advisorId('STAEDTETAG') };
    expect(await desk.act(team, 'assignAdvisor', elsewhere)).toMatchObject(refusal(/eigenen Verband/, ['association']));
    expect(await desk.act(team, 'assignAdvisor', { caseId })).toMatchObject(
      refusal(/wer den Fall übernimmt/, ['advisor']),
    );
  });
});

describe('co-advice', () => {
  const ask = async (input: object = {}, parts: readonly GivenPart[] = [ledByMe]) => {
    const caseId = await save({ parts });
    await desk.act(lead, 'requestCoAdvice', { caseId, association: 'LANDKREISTAG', ...input });
    return caseId;
  };
  const asked = advisorOf('LANDKREISTAG');

  test('is requested, accepted and ended, each step told', async () => {
    const caseId = await ask({ advisor: advisorId('LANDKREISTAG') });
    expect(await partsOf(caseId)).toContain('LANDKREISTAG CO_ADVICE REQUESTED');
    await desk.act(asked, 'answerCoAdvice', { caseId, accept: true });
    expect(await partsOf(caseId)).toContain('LANDKREISTAG CO_ADVICE ACCEPTED');
    await desk.act(asked, 'endParticipation', { caseId, association: 'LANDKREISTAG', role: 'CO_ADVICE', reason });
    expect(await partsOf(caseId)).toEqual(['GEMEINDETAG LEAD ACCEPTED']);
    const { timeline } = await desk.read(lead, caseId, 'timeline { text }');
    expect(timeline.map(({ text }: { text: string }) => text)).toEqual([
      'Der Landkreistag ist um Mitberatung gebeten.',
      'Der Landkreistag berät mit.',
      `Der Landkreistag berät nicht mehr mit. Grund: ${reason}`,
    ]);
  });

  test('can be declined, with a reason', async () => {
    const caseId = await ask({ advisor: advisorId('LANDKREISTAG') });
    expect(await desk.act(asked, 'answerCoAdvice', { caseId, accept: false })).toMatchObject(
      refusal(/Grund/, ['reason']),
    );
    await desk.act(asked, 'answerCoAdvice', { caseId, accept: false, reason });
    expect(await partsOf(caseId)).toEqual(['GEMEINDETAG LEAD ACCEPTED']);
  });

  test('makes more of an association that was only informed', async () => {
    const caseId = await ask({}, [ledByMe, { association: 'LANDKREISTAG', role: 'INFORMED' }]);
    expect(await partsOf(caseId)).toEqual(['GEMEINDETAG LEAD ACCEPTED', 'LANDKREISTAG CO_ADVICE REQUESTED']);
  });

  test('is asked of nobody who takes part already', async () => {
    const caseId = await save();
    const again = await desk.act(lead, 'requestCoAdvice', { caseId, association: 'GEMEINDETAG' });
    expect(again).toMatchObject(refusal(/schon beteiligt/, ['association']));
  });

  test('does not let who gives it end the parts of others, or the lead', async () => {
    const caseId = await save({
      parts: [
        ledByMe,
        { association: 'LANDKREISTAG', role: 'CO_ADVICE', advisorId: advisorId('LANDKREISTAG') },
        { association: 'STAEDTETAG', role: 'INFORMED' },
      ],
    });
    const end = (viewer: Partial<Viewer>, input: object) =>
      desk.act(viewer, 'endParticipation', { caseId, reason, ...input });
    expect(await end(asked, { association: 'STAEDTETAG', role: 'INFORMED' })).toMatchObject(
      refusal(/wer den Fall leitet/),
    );
    expect(await end(lead, { association: 'GEMEINDETAG', role: 'LEAD' })).toMatchObject(
      refusal(/keine solche Beteiligung/, ['association', 'role']),
    );
    expect(await end(lead, { association: 'STAEDTETAG', role: 'INFORMED' })).toMatchObject({
      __typename: 'CaseChanged',
    });
  });
});

describe('the worklist of who is proposed as lead', () => {
  test('has the case once, also where they give co-advice in it', async () => {
    const me = advisorOf('STAEDTETAG', 8);
    const mine: GivenPart = { association: 'STAEDTETAG', advisorId: advisorId('STAEDTETAG', 8) };
    const caseId = await save({
      parts: [ledByMe, { ...mine, role: 'CO_ADVICE' }, { ...mine, state: 'REQUESTED', proposed: true }],
    });
    const found = await graph.ask(
      '{ cases(filter: { mine: true }) { totalCount nodes { id } } }',
      {},
      {
        ...{ kind: 'gateway', viewer: { subject: null, roles: [], association: null, advisorId: null, ...me } },
      },
    );
    expect(found.data.cases).toEqual({ totalCount: 1, nodes: [{ id: caseId }] });
  });
});
