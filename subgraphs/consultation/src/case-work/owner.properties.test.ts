import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AssociationCode, CaseStatus } from '../generated/resolvers.ts';
import { caseSightOf } from '../policy.ts';
import { advisorId, advisorOf, coordinator, createDesk, type Desk, teamLeadOf } from '../testing/case-desk.ts';
import { openCaseGraph } from '../testing/case-graph.ts';
import { saveCase } from '../testing/case-rows.ts';
import { nextStatuses } from '../testing/next-statuses.ts';
import type { TestGraph } from '../testing/test-graph.ts';
import { createCaseTurns } from './case-turn.repository.ts';
import { returnToTriage } from './time-out.service.ts';

/*
 * Random people do random things with a case, many of which are refused. Whatever happens: there is one owner, a first answer stays,
 * and every way is one of the domain's.
 */

let graph: TestGraph;
let desk: Desk;
beforeAll(async () => {
  graph = await openCaseGraph();
  desk = createDesk(graph);
});
afterAll(() => graph[Symbol.asyncDispose]());

const associations = ['STAEDTETAG', 'GEMEINDETAG', 'LANDKREISTAG'] as const satisfies AssociationCode[];
const people: readonly Partial<Viewer>[] = [
  coordinator,
  ...associations.flatMap((association) => [
    advisorOf(association),
    advisorOf(association, 2),
    teamLeadOf(association),
  ]),
];

const association = fc.constantFrom(...associations);
const person = fc.constantFrom(...people);
const named = association.chain((code) =>
  fc.record({ association: fc.constant(code), advisor: fc.constantFrom(null, advisorId(code), advisorId(code, 2)) }),
);
const reason = fc.constant({ reason: 'Weil es so besser ist.' });
const both = <One extends object, Other extends object>(one: fc.Arbitrary<One>, other: fc.Arbitrary<Other>) =>
  fc.tuple(one, other).map(([first, second]) => ({ ...first, ...second }));
const nothing = fc.constant({});
/** Who acts: mostly those whose turn it is, since of others nearly everything is refused. */
type Turn = 'lead' | 'proposed' | 'asked' | 'coordinator' | 'anybody';

const of = (name: string, turn: Turn, input: fc.Arbitrary<object>, weight = 1) => ({
  weight,
  arbitrary: fc.record({
    ...{ name: fc.constant(name), input, stranger: person },
    turn: fc.oneof({ weight: 4, arbitrary: fc.constant(turn) }, { weight: 1, arbitrary: fc.constant<Turn>('anybody') }),
    team: fc.boolean(),
  }),
});

const action = fc.oneof(
  of('assignAdvisor', 'coordinator', named, 4),
  of('acceptCase', 'lead', nothing, 5),
  of('declineCase', 'lead', reason),
  of('proposeLead', 'lead', named, 4),
  of(
    'acceptLead',
    'proposed',
    named.map(({ advisor }) => ({ advisor })),
    4,
  ),
  of('declineLead', 'proposed', reason),
  of('requestCoAdvice', 'lead', named, 3),
  of(
    'answerCoAdvice',
    'asked',
    both(
      named.map(({ advisor }) => ({ advisor })),
      both(reason, fc.record({ accept: fc.boolean() })),
    ),
    3,
  ),
  of(
    'endParticipation',
    'lead',
    both(reason, fc.record({ association, role: fc.constantFrom('LEAD', 'CO_ADVICE', 'INFORMED') })),
    2,
  ),
  of(
    'recordContact',
    'lead',
    fc.constant({ kind: 'MAIL', minutes: 5, text: 'Eine Antwort.', visibility: 'INQUIRER' }),
    2,
  ),
  of('waitForInquirer', 'lead', fc.constant({ question: 'Wie geht es weiter?' }), 2),
  of('resumeCase', 'lead', nothing, 2),
  of('closeCase', 'lead', fc.constant({ result: 'Alles geklärt.', phase: 'CONCEPT', minutes: 10, topics: ['PFL'] })),
  of('reopenCase', 'lead', reason, 2),
  of('timeOut', 'anybody', nothing),
);

interface Snapshot {
  readonly status: CaseStatus;
  readonly leads: number;
  readonly accepted: number;
  readonly answered: string | null;
  readonly closed: boolean;
  readonly transitions: number;
  readonly version: number;
}

async function look(caseId: string): Promise<Snapshot> {
  const [row] = await desk.rows<Snapshot>(
    `select c.status, c.first_answered_at::text as answered, c.closed_at is not null as closed, c.version,
       (select count(*)::int from participation p where p.case_id = c.id and p.role = 'LEAD' and p.from_at is not null
          and p.until_at is null) as leads,
       (select count(*)::int from participation p where p.case_id = c.id and p.role = 'LEAD' and p.from_at is not null
          and p.until_at is null and p.state = 'ACCEPTED' and p.advisor_id is not null) as accepted,
       (select count(*)::int from transition t where t.case_id = c.id) as transitions
     from consultation_case c where c.id = $1`,
    [caseId],
  );
  if (!row) throw new Error('the case is gone');
  return row;
}

/** Somebody whose turn it is now. */
async function findPerson(
  caseId: string,
  turn: Turn,
  team: boolean,
  stranger: Partial<Viewer>,
): Promise<Partial<Viewer>> {
  if (turn === 'coordinator') return coordinator;
  const [part] = await desk.rows<{ association: AssociationCode; number: number | null }>(
    `select association, right(advisor_id::text, 2)::int as number from participation
     where case_id = $1 and until_at is null and case $2
       when 'lead' then role = 'LEAD' and from_at is not null when 'proposed' then from_at is null
       when 'asked' then role = 'CO_ADVICE' and state = 'REQUESTED' else false end`,
    [caseId, turn],
  );
  if (part === undefined) return stranger;
  return team || part.number === null ? teamLeadOf(part.association) : advisorOf(part.association, part.number);
}

function timeOut(caseId: string, at: Date) {
  const nobody = { subject: null, roles: [], association: null, advisorId: null };
  return createCaseTurns(graph.orm.em.fork(), caseSightOf(nobody)).inTurn([caseId], async (turn) => {
    const facts = await turn.find(caseId);
    if (facts === null) throw new Error('the case is gone');
    return returnToTriage(turn, { facts, at });
  });
}

async function perform(caseId: string, viewer: Partial<Viewer>, name: string, input: object): Promise<string> {
  if (name === 'timeOut') {
    return (await timeOut(caseId, new Date(Date.now() + 30 * 86_400_000))).kind;
  }
  const { data, errors } = await desk.ask(viewer, name, { caseId, ...input });
  expect(errors.filter(({ code }) => code !== 'FORBIDDEN' && code !== 'NOT_FOUND')).toEqual([]);
  return data?.[name].__typename ?? 'FORBIDDEN';
}

const inTriage: readonly CaseStatus[] = ['RECEIVED', 'IN_TRIAGE'];
const advised: readonly CaseStatus[] = ['IN_CONSULTATION', 'WAITING_FOR_INQUIRER'];

test('whoever does what in whichever order, a case has exactly one owner and an honest history', async () => {
  const done = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 25, maxLength: 45 }), async (steps) => {
      const caseId = await saveCase(graph.orm, { status: 'IN_TRIAGE' });
      let before = await look(caseId);
      for (const { name, input, turn, team, stranger } of steps) {
        const viewer = await findPerson(caseId, turn, team, stranger);
        const result = await perform(caseId, viewer, name, input);
        const after = await look(caseId);
        const changed = result === 'CaseChanged' || result === 'CHANGED';
        if (changed) done.add(name);
        expect(after.version).toBe(before.version + (changed ? 1 : 0));
        expect(after.leads).toBe(inTriage.includes(after.status) ? 0 : 1);
        if (advised.includes(after.status)) expect(after.accepted).toBe(1);
        expect(after.closed).toBe(after.status === 'CLOSED');
        if (before.answered !== null) expect(after.answered).toBe(before.answered);
        if (after.status !== before.status) expect(nextStatuses[before.status]).toContain(after.status);
        expect(after.transitions - before.transitions).toBe(after.status === before.status ? 0 : 1);
        before = after;
      }
    }),
    { numRuns: 25 },
  );
  // A property that nothing ever happens in would hold as well.
  expect(done.size).toBeGreaterThanOrEqual(10);
}, 120_000);

test('a case that is accepted in time, or not due yet, is not taken back by the clock', async () => {
  const parts = [{ association: 'GEMEINDETAG', advisorId: advisorId('GEMEINDETAG'), state: 'REQUESTED' }] as const;
  const at = new Date('2026-11-23T10:00:00Z');
  const early = await saveCase(graph.orm, { status: 'ASSIGNED', parts, dueAt: '2026-11-23T10:00:01Z' });
  const late = await saveCase(graph.orm, { status: 'ASSIGNED', parts, dueAt: '2026-11-23T10:00:00Z' });
  expect(await timeOut(early, at)).toMatchObject({ kind: 'REFUSED' });
  expect(await timeOut(late, at)).toMatchObject({ kind: 'CHANGED' });
  expect(await timeOut(late, at)).toMatchObject({ kind: 'REFUSED' });
  expect(await look(late)).toMatchObject({ status: 'IN_TRIAGE', leads: 0, transitions: 1 });
  const [row] = await desk.rows('select actor, reason from transition where case_id = $1', [late]);
  expect(row).toEqual({ actor: 'system', reason: 'Der Fall wurde nicht bis zum 23.11.2026, 11:00 Uhr angenommen.' });
});
