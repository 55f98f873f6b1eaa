import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { advisorId, advisorOf, coordinator, createDesk, type Desk, teamLeadOf } from '../testing/case-desk.ts';
import { openCaseGraph } from '../testing/case-graph.ts';
import { saveCase } from '../testing/case-rows.ts';
import type { TestGraph } from '../testing/test-graph.ts';

let graph: TestGraph;
let desk: Desk;
beforeAll(async () => {
  graph = await openCaseGraph();
  desk = createDesk(graph);
});
afterAll(() => graph[Symbol.asyncDispose]());

const stadt = advisorOf('STAEDTETAG');
const gemeinde = advisorOf('GEMEINDETAG');
const kreis = advisorOf('LANDKREISTAG');
const reason = 'Das passt nicht zu uns.';

const timelineFor = async (viewer: Parameters<Desk['read']>[0], caseId: string) =>
  (await desk.read(viewer, caseId, 'timeline { kind text }'))?.timeline?.map(
    ({ kind, text }: { kind: string; text: string }) => `${kind}: ${text}`,
  );

describe('a case that three associations lead through its life', () => {
  let caseId: string;
  beforeAll(async () => {
    caseId = await saveCase(graph.orm, {
      status: 'IN_TRIAGE',
      parts: [{ association: 'LANDKREISTAG', role: 'INFORMED' }],
    });
  });
  const step = async (viewer: Parameters<Desk['act']>[0], name: string, input: object = {}) => {
    const result = await desk.act(viewer, name, { caseId, ...input });
    expect(result).toMatchObject({ __typename: 'CaseChanged' });
    const [row] = await desk.rows<{ status: string }>('select status from consultation_case where id = $1', [caseId]);
    return row?.status;
  };

  test('goes from triage to the end, and every step is kept', async () => {
    expect(
      await step(coordinator, 'assignAdvisor', { association: 'STAEDTETAG', advisor: advisorId('STAEDTETAG') }),
    ).toBe('ASSIGNED');
    expect(await step(stadt, 'declineCase', { reason })).toBe('IN_TRIAGE');
    expect(await step(coordinator, 'assignAdvisor', { association: 'GEMEINDETAG' })).toBe('ASSIGNED');
    expect(await step(teamLeadOf('GEMEINDETAG'), 'assignAdvisor', { advisor: advisorId('GEMEINDETAG') })).toBe(
      'ASSIGNED',
    );
    expect(await step(gemeinde, 'acceptCase')).toBe('IN_CONSULTATION');
    expect(
      await step(gemeinde, 'requestCoAdvice', { association: 'STAEDTETAG', reason: 'Wir bauen in der Stadt.' }),
    ).toBe('IN_CONSULTATION');
    expect(
      await step(teamLeadOf('STAEDTETAG'), 'answerCoAdvice', { accept: true, advisor: advisorId('STAEDTETAG') }),
    ).toBe('IN_CONSULTATION');
    await step(gemeinde, 'recordContact', {
      kind: 'PHONE',
      minutes: 30,
      text: 'Wir haben telefoniert.',
      visibility: 'INQUIRER',
    });
    await step(stadt, 'recordContact', {
      kind: 'INTERNAL',
      minutes: 10,
      text: 'Nur für den Städtetag.',
      visibility: 'OWN_ASSOCIATION',
    });
    await step(gemeinde, 'recordContact', {
      kind: 'INTERNAL',
      minutes: 5,
      text: 'Für beide Verbände.',
      visibility: 'PARTICIPANTS',
    });
    expect(await step(gemeinde, 'waitForInquirer', { question: 'Wie viele Menschen wohnen dort?' })).toBe(
      'WAITING_FOR_INQUIRER',
    );
    expect(await step(gemeinde, 'resumeCase')).toBe('IN_CONSULTATION');
    await step(gemeinde, 'proposeLead', { association: 'LANDKREISTAG', advisor: advisorId('LANDKREISTAG') });
    expect(await step(kreis, 'acceptLead')).toBe('IN_CONSULTATION');
    await step(kreis, 'setPhase', { phase: 'IMPLEMENTATION' });
    expect(await step(kreis, 'closeCase', { result: 'Das Quartier hat ein Konzept.' })).toBe('CLOSED');
    expect(await step(kreis, 'reopenCase', { reason: 'Es gibt neue Fragen.' })).toBe('IN_CONSULTATION');
    expect(await step(kreis, 'referCase', { to: 'Landesamt', reason: 'Es geht um Recht.' })).toBe('REFERRED');

    const steps = await desk.rows<{ step: string }>(
      `select from_status || ' > ' || to_status || ' ' || actor as step from transition where case_id = $1 order by id`,
      [caseId],
    );
    expect(steps.map(({ step }) => step)).toEqual([
      'IN_TRIAGE > ASSIGNED koordination',
      'ASSIGNED > IN_TRIAGE advisor-STAEDTETAG-1',
      'IN_TRIAGE > ASSIGNED koordination',
      'ASSIGNED > IN_CONSULTATION advisor-GEMEINDETAG-1',
      'IN_CONSULTATION > WAITING_FOR_INQUIRER advisor-GEMEINDETAG-1',
      'WAITING_FOR_INQUIRER > IN_CONSULTATION advisor-GEMEINDETAG-1',
      'IN_CONSULTATION > CLOSED advisor-LANDKREISTAG-1',
      'CLOSED > IN_CONSULTATION advisor-LANDKREISTAG-1',
      'IN_CONSULTATION > REFERRED advisor-LANDKREISTAG-1',
    ]);
  });

  test('shows each association one timeline, as far as it may see it', async () => {
    const all = [
      'TRANSITION: Zugewiesen: Der Städtetag leitet die Beratung.',
      'PARTICIPATION: Der Städtetag hat den Fall zurückgegeben. Grund: Das passt nicht zu uns.',
      'TRANSITION: Die Koordination klärt neu, wer die Beratung übernimmt.',
      'TRANSITION: Zugewiesen: Der Gemeindetag leitet die Beratung.',
      'PARTICIPATION: Im Gemeindetag ist jetzt eine andere Person für den Fall zuständig.',
      'TRANSITION: Die Beratung hat begonnen.',
      'PARTICIPATION: Der Städtetag ist um Mitberatung gebeten. Grund: Wir bauen in der Stadt.',
      'PARTICIPATION: Der Städtetag berät mit.',
      'CONTACT: Wir haben telefoniert.',
      'NOTE: Nur für den Städtetag.',
      'NOTE: Für beide Verbände.',
      'CONTACT: Rückfrage: Wie viele Menschen wohnen dort?',
      'TRANSITION: Wir warten auf eine Rückmeldung.',
      'TRANSITION: Die Beratung geht weiter.',
      'PARTICIPATION: Die Federführung ist dem Landkreistag angeboten.',
      'PARTICIPATION: Der Landkreistag leitet jetzt die Beratung.',
      'NOTE: Das Projekt ist in der Phase „Durchführung“.',
      'TRANSITION: Die Beratung ist abgeschlossen.',
      'TRANSITION: Die Beratung wurde wieder aufgenommen.',
      'NOTE: Grund: Es gibt neue Fragen.',
      'TRANSITION: Die Anfrage ist verwiesen an: Landesamt. Grund: Es geht um Recht.',
    ];
    expect(await timelineFor(stadt, caseId)).toEqual(all);
    expect(await timelineFor(kreis, caseId)).toEqual(all.filter((text) => !text.includes('Nur für den Städtetag')));
    // The Gemeindetag has given the lead away and takes no part any more; nor does a coordinator who only sees headers.
    expect(await desk.read(gemeinde, caseId, 'number')).toBeNull();
    const outside = { ...coordinator, association: null };
    expect(await desk.read(outside, caseId, 'status timeline { text } contacts { text } availableActions')).toEqual({
      ...{ status: 'REFERRED', timeline: null, contacts: null, availableActions: [] },
    });
  });

  test('keeps every part that an association has had', async () => {
    const { participationHistory } = await desk.read(
      kreis,
      caseId,
      'participationHistory { role state association { code } from until proposedAt note }',
    );
    expect(
      participationHistory.map(
        ({ association, role, state }: { association: { code: string }; role: string; state: string }) =>
          `${association.code} ${role} ${state}`,
      ),
    ).toEqual([
      'LANDKREISTAG INFORMED ENDED',
      'STAEDTETAG LEAD DECLINED',
      'GEMEINDETAG LEAD ENDED',
      'STAEDTETAG CO_ADVICE ACCEPTED',
      'LANDKREISTAG LEAD ACCEPTED',
    ]);
    expect(participationHistory[1].note).toContain('Das passt nicht zu uns.');
    expect(participationHistory[4].proposedAt).not.toBeNull();
  });

  test('was first answered once, and that never changed', async () => {
    const [row] = await desk.rows<{ same: boolean; minutes: number }>(
      `select c.first_answered_at = (select min(e.at) from timeline_entry e where e.case_id = c.id and e.kind = 'CONTACT') as same,
         c.minutes from consultation_case c where c.id = $1`,
      [caseId],
    );
    expect(row).toEqual({ same: true, minutes: 90 + 45 });
  });
});

describe('two at one case', () => {
  const parts = [{ association: 'GEMEINDETAG', advisorId: advisorId('GEMEINDETAG'), state: 'REQUESTED' }] as const;

  test('at once: one wins, the other learns what has changed', async () => {
    const caseId = await saveCase(graph.orm, { status: 'ASSIGNED', parts });
    const results = await Promise.all([
      desk.act(gemeinde, 'acceptCase', { caseId, version: 1 }),
      desk.act(teamLeadOf('GEMEINDETAG'), 'declineInquiry', { caseId, version: 1, reason }),
    ]);
    const kinds = results.map((result) => result.__typename).sort();
    expect(kinds).toEqual(['CaseChanged', 'StaleCase']);
    const stale = results.find((result) => result.__typename === 'StaleCase');
    expect(stale).toMatchObject({ basedOn: 1, version: 2, case: { version: 2 } });
    expect(stale.changes).toContainEqual({ fact: 'status', before: 'ASSIGNED', after: stale.case.status });
    expect(stale.entries.length).toBeGreaterThan(0);
  });

  test('twenty at once: one change, one transition', async () => {
    const caseId = await saveCase(graph.orm, { status: 'ASSIGNED', parts });
    const results = await Promise.all(
      Array.from({ length: 20 }, () => desk.act(gemeinde, 'acceptCase', { caseId, version: 1 })),
    );
    expect(results.filter(({ __typename }) => __typename === 'CaseChanged')).toHaveLength(1);
    expect(await desk.rows('select 1 from transition where case_id = $1', [caseId])).toHaveLength(1);
  });

  test('does not let a stale reader learn what is not theirs', async () => {
    const caseId = await saveCase(graph.orm, {
      parts: [
        { association: 'GEMEINDETAG', advisorId: advisorId('GEMEINDETAG') },
        { association: 'STAEDTETAG', role: 'INFORMED' },
      ],
    });
    await desk.act(gemeinde, 'setPhase', { caseId, phase: 'FUNDING' });
    await desk.act(gemeinde, 'recordContact', {
      caseId,
      kind: 'MAIL',
      minutes: 5,
      text: 'Vertraulich',
      visibility: 'PARTICIPANTS',
    });
    const stale = await desk.act(stadt, 'setPhase', { caseId, version: 1, phase: 'CONCEPT' });
    expect(stale).toMatchObject({ __typename: 'StaleCase', version: 3, entries: [] });
    expect(stale.changes.map(({ fact }: { fact: string }) => fact)).toEqual(['firstAnsweredAt']);
  });

  test('refuses a version that there has never been', async () => {
    const caseId = await saveCase(graph.orm, { status: 'ASSIGNED', parts });
    const { errors } = await desk.ask(gemeinde, 'acceptCase', { caseId, version: 7 });
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'input.version' }]);
  });
});

describe('the database', () => {
  test('refuses to change or delete transitions and versions, and another first answer', async () => {
    const caseId = await saveCase(graph.orm, {
      parts: [{ association: 'GEMEINDETAG', advisorId: advisorId('GEMEINDETAG') }],
    });
    await desk.act(gemeinde, 'waitForInquirer', { caseId, question: 'Wann fangen Sie an?' });
    for (const table of ['transition', 'case_version']) {
      await expect(desk.rows(`update ${table} set case_id = case_id where case_id = $1`, [caseId])).rejects.toThrow(
        'append-only',
      );
      await expect(desk.rows(`delete from ${table} where case_id = $1`, [caseId])).rejects.toThrow('append-only');
    }
    const again = desk.rows('update consultation_case set first_answered_at = now() where id = $1', [caseId]);
    await expect(again).rejects.toThrow('the first answer is set once');
  });

  test('keeps the facts of a version whoever changes the case', async () => {
    const caseId = await saveCase(graph.orm, {
      parts: [{ association: 'GEMEINDETAG', advisorId: advisorId('GEMEINDETAG') }],
    });
    await desk.rows(`update consultation_case set phase = 'FUNDING', version = version + 1 where id = $1`, [caseId]);
    const stale = await desk.act(gemeinde, 'setPhase', { caseId, version: 1, phase: 'EVALUATION' });
    expect(stale.changes).toEqual([{ fact: 'phase', before: 'CONCEPT', after: 'FUNDING' }]);
  });
});
