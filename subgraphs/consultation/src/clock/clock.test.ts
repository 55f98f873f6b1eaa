import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createOrm, type Orm, select } from '@gkz-qe/kit/database.ts';
import { createLog } from '@gkz-qe/kit/log.ts';
import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCaseWork } from '../case-work/case-work.context.ts';
import { databaseOptions } from '../database.ts';
import { createPrivacyDesk } from '../privacy/testing/ask-privacy.ts';
import { advisorId, advisorOf, coordinator } from '../testing/case-desk.ts';
import { openCaseGraph } from '../testing/case-graph.ts';
import { type GivenCase, saveCase } from '../testing/case-rows.ts';
import type { TestGraph } from '../testing/test-graph.ts';
import { createClockJob } from './clock.job.ts';

/** Offices are not copied here: everybody works by the default, Monday to Friday from 9:00 to 16:00, 16 hours, two days. */
let graph: TestGraph;
beforeEach(async () => {
  graph = await openCaseGraph();
});
afterEach(() => graph[Symbol.asyncDispose]());

const at = (local: string) =>
  new Date(Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Berlin').epochMilliseconds);
const log = createLog('test', 'silent');
const never = new AbortController().signal;

const look = (moment: string, orm: Orm = graph.orm) => createClockJob(orm, log, () => at(moment)).run(never);
const rows = <Row = Record<string, unknown>>(text: string, values: readonly unknown[] = []) =>
  select<Row>(graph.orm.em.fork(), 'test.rows', text, values);

const steps = async (caseId: string) =>
  (await rows<{ kind: string }>('select kind from clock_step where case_id = $1 order by at, kind', [caseId])).map(
    ({ kind }) => kind,
  );
/** Whom the outbox tells what of a case, in order. */
const told = async (caseId: string) =>
  (
    await rows<{ told: string }>(
      `select concat_ws(' ', kind, '→', recipient) as told from notification where case_id = $1 order by id`,
      [caseId],
    )
  ).map((row) => row.told);
const entries = async (caseId: string) =>
  (
    await rows<{ entry: string }>(
      `select visibility || ': ' || text as entry from timeline_entry where case_id = $1 order by id`,
      [caseId],
    )
  ).map((row) => row.entry);
const facts = async (caseId: string) =>
  (
    await rows<{ status: string; version: number }>('select status, version from consultation_case where id = $1', [
      caseId,
    ])
  )[0];

const lead = { association: 'GEMEINDETAG', advisorId: advisorId('GEMEINDETAG') } as const;

/** Received on Monday at 9:00: the first answer is due on Wednesday at 11:00, and reminded of on Tuesday at 14:00. */
async function unanswered(given: GivenCase = {}): Promise<string> {
  const caseId = await saveCase(graph.orm, {
    receivedAt: at('2026-11-23T09:00').toISOString(),
    parts: [lead],
    ...given,
  });
  const due = at('2026-11-25T11:00');
  await rows('update consultation_case set first_answer_due_at = $2, due_at = coalesce(due_at, $2) where id = $1', [
    caseId,
    due,
  ]);
  return caseId;
}

async function waitingSince(local: string): Promise<string> {
  const caseId = await saveCase(graph.orm, { status: 'WAITING_FOR_INQUIRER', parts: [lead] });
  await rows(
    `insert into transition (case_id, at, from_status, to_status, actor)
     values ($1, $2, 'IN_CONSULTATION', 'WAITING_FOR_INQUIRER', 'advisor')`,
    [caseId, at(local)],
  );
  return caseId;
}

/** What somebody does at a moment. */
const work = (viewer: Partial<Viewer>, moment: string) =>
  createCaseWork({
    em: graph.orm.em.fork(),
    viewer: { subject: null, roles: [], association: null, advisorId: null, ...viewer },
    topics: { find: async () => null },
    now: () => at(moment),
  });
const answer = (caseId: string, version: number, moment: string) =>
  work(advisorOf('GEMEINDETAG'), moment).recordContact({
    ...{ caseId, version, kind: 'PHONE', minutes: 20, text: 'Wir haben telefoniert.', visibility: 'INQUIRER' },
  });

/** How many wait for a lock that another transaction has. */
const waiting = async () =>
  (
    await rows<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
  )[0]?.count ?? 0;

async function until(what: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await what()); tries++) {
    if (tries > 3_000) throw new Error('it does not come to pass');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function asOwner(...statements: readonly string[]): Promise<void> {
  const orm = createOrm(databaseOptions(graph.database.ownerUrl));
  for (const statement of statements) await select(orm.em.fork(), 'test.owner', statement);
  await orm.close();
}

describe('a first answer', () => {
  test('is reminded of before it is due, then said to be overdue, each once, without making anybody’s work stale', async () => {
    const caseId = await unanswered();
    for (const moment of ['2026-11-24T13:59', '2026-11-24T14:00', '2026-11-24T14:05', '2026-11-25T10:55']) {
      await look(moment);
    }
    expect(await steps(caseId)).toEqual(['FIRST_ANSWER_REMINDER']);
    expect(await told(caseId)).toEqual(['FIRST_ANSWER_DUE → ADVISOR']);

    for (const moment of ['2026-11-25T11:00', '2026-11-25T11:05', '2027-02-01T09:00']) await look(moment);
    expect(await steps(caseId)).toEqual(['FIRST_ANSWER_REMINDER', 'FIRST_ANSWER_OVERDUE']);
    expect((await told(caseId)).slice(1)).toEqual([
      ...['FIRST_ANSWER_OVERDUE → ADVISOR', 'FIRST_ANSWER_OVERDUE → TEAM', 'FIRST_ANSWER_OVERDUE → COORDINATORS'],
    ]);
    expect(await entries(caseId)).toEqual([
      'PARTICIPANTS: Erinnerung: Die erste Antwort ist bis zum 25.11.2026, 11:00 Uhr fällig.',
      'PARTICIPANTS: Die erste Antwort war bis zum 25.11.2026, 11:00 Uhr fällig. Teamleitung und Koordination wissen davon.',
    ]);
    expect(await facts(caseId)).toEqual({ status: 'IN_CONSULTATION', version: 1 });
  });

  test('that is given is not reminded of, also where it was given after the clock had found the case', async () => {
    const caseId = await unanswered();
    // Somebody holds the case; the clock has found it and waits for its turn.
    let run: Promise<void> | undefined;
    await graph.orm.em.fork().transactional(async (em) => {
      await select(em, 'test.hold', 'select from consultation_case where id = $1 for update', [caseId]);
      run = look('2026-11-24T14:00');
      await until(async () => (await waiting()) > 0);
      await select(
        em,
        'test.answer',
        `update consultation_case set first_answered_at = $2, first_answer_due_at = null, due_at = null, version = version + 1
         where id = $1`,
        [caseId, at('2026-11-24T13:59')],
      );
    });
    await run;

    expect([await steps(caseId), await told(caseId)]).toEqual([[], []]);
  });

  test('of a case with a new lead is reminded of by the new one’s deadline', async () => {
    const caseId = await unanswered();
    await look('2026-11-24T14:00');
    // 30 working hours instead of 16.
    await rows(
      'update consultation_case set first_answer_due_at = $2, due_at = $2, version = version + 1 where id = $1',
      [caseId, at('2026-11-27T11:00')],
    );
    await look('2026-11-26T10:29');
    expect(await steps(caseId)).toEqual(['FIRST_ANSWER_REMINDER']);
    await look('2026-11-26T10:30');
    expect(await steps(caseId)).toEqual(['FIRST_ANSWER_REMINDER', 'FIRST_ANSWER_REMINDER']);
  });
});

describe('a case', () => {
  test('that nobody accepts goes back to the coordinators, who are told again when they leave it lying', async () => {
    const parts = [{ ...lead, state: 'REQUESTED' }] as const;
    const caseId = await saveCase(graph.orm, {
      ...{ status: 'ASSIGNED', parts, receivedAt: at('2026-11-20T14:55').toISOString() },
      dueAt: at('2026-11-24T14:55').toISOString(),
    });
    await look('2026-11-24T14:54');
    expect(await facts(caseId)).toEqual({ status: 'ASSIGNED', version: 1 });

    await look('2026-11-24T14:55');
    expect(await facts(caseId)).toEqual({ status: 'IN_TRIAGE', version: 2 });
    expect(await told(caseId)).toContain('CASE_BACK_IN_TRIAGE → COORDINATORS');
    for (const moment of ['2026-11-26T14:54', '2026-11-26T14:55', '2026-11-26T15:00']) await look(moment);

    expect(await steps(caseId)).toEqual(['ACCEPTANCE_OVERDUE', 'TRIAGE_OVERDUE']);
    expect((await told(caseId)).filter((line) => line.startsWith('TRIAGE'))).toEqual(['TRIAGE_OVERDUE → COORDINATORS']);
  });

  test('that waits reminds who asked on day 10 and 21, and offers to close on day 45', async () => {
    const caseId = await waitingSince('2026-09-01T10:00');
    for (const day of ['09-11T09:55', '09-11T10:00', '09-22T09:55', '09-22T10:00', '10-16T09:55', '10-16T10:00']) {
      await look(`2026-${day}`);
    }
    expect(await told(caseId)).toEqual([
      ...['INQUIRY_REMINDER → INQUIRER', 'INQUIRY_REMINDER → INQUIRER', 'INQUIRY_CLOSING_OFFER → INQUIRER'],
      'CLOSING_POSSIBLE → ADVISOR',
    ]);
    expect(await entries(caseId)).toEqual([
      ...Array(2).fill('INQUIRER: Wir haben an unsere Rückfrage erinnert.'),
      'INQUIRER: Wir haben lange nichts gehört und angeboten, die Beratung abzuschließen.',
    ]);
  });

  test('whose inquirer has had the processing restricted rests until that is over', async () => {
    const caseId = await waitingSince('2026-09-01T10:00');
    await createPrivacyDesk(graph).settle({ kind: 'RESTRICTION', case: caseId });
    await look('2026-09-11T10:00');
    expect(await steps(caseId)).toEqual([]);
    await rows('delete from case_restriction where case_id = $1', [caseId]);
    await look('2026-09-12T10:00');
    expect(await steps(caseId)).toEqual(['WAITING_REMINDER']);
  });

  test('of the samples stands still', async () => {
    const caseId = await waitingSince('2026-09-01T10:00');
    await rows(`update consultation_case set source = 'SAMPLE', version = version + 1 where id = $1`, [caseId]);
    await look('2026-12-01T10:00');
    expect(await steps(caseId)).toEqual([]);
  });

  test('that cannot be looked at is put off, and the others have their turn', async () => {
    const broken = await unanswered({ parts: [] });
    const whole = await unanswered();
    await look('2026-11-24T14:00');
    expect([await steps(broken), await steps(whole)]).toEqual([[], ['FIRST_ANSWER_REMINDER']]);
    const [row] = await rows('select clock_at from consultation_case where id = $1', [broken]);
    expect(row).toEqual({ clock_at: at('2026-11-24T15:00') });
  });
});

describe('who is asked for a part', () => {
  const me = advisorOf('GEMEINDETAG');
  const ask = (
    caseId: string,
    version: number,
    association: 'STAEDTETAG' | 'LANDKREISTAG',
    moment = '2026-11-23T10:00',
  ) => work(me, moment).requestCoAdvice({ caseId, version, association, reason: null });
  /** Asked on Monday at 10:00: due on Wednesday at 10:00, and reminded of on Tuesday at 13:30. */
  async function led(): Promise<string> {
    const caseId = await saveCase(graph.orm, { parts: [lead] });
    await rows('update consultation_case set first_answered_at = received_at where id = $1', [caseId]);
    return caseId;
  }
  const lookAll = async () => {
    for (const moment of ['24T13:25', '24T13:30', '24T13:35', '25T09:55', '25T10:00', '25T10:05', '30T10:00']) {
      await look(`2026-11-${moment}`);
    }
  };

  test('and does not answer is reminded, then their team, the coordinators and who asked are told, each once', async () => {
    const caseId = await led();
    const proposal = { association: 'LANDKREISTAG', advisor: advisorId('LANDKREISTAG'), reason: null } as const;
    await work(me, '2026-11-23T10:00').proposeLead({ caseId, version: 1, ...proposal });
    await lookAll();

    expect(await steps(caseId)).toEqual(['REQUEST_REMINDER', 'REQUEST_OVERDUE']);
    expect(await told(caseId)).toEqual([
      ...['LEAD_PROPOSED → ADVISOR', 'REQUEST_DUE → ADVISOR', 'REQUEST_OVERDUE → ADVISOR', 'REQUEST_OVERDUE → TEAM'],
      ...['REQUEST_UNANSWERED → ADVISOR', 'REQUEST_UNANSWERED → COORDINATORS'],
    ]);
    expect((await entries(caseId)).slice(1)).toEqual([
      'PARTICIPANTS: Erinnerung: Der Landkreistag soll bis zum 25.11.2026, 10:00 Uhr antworten, ob er die Federführung übernimmt.',
      'PARTICIPANTS: Der Landkreistag hat nicht bis zum 25.11.2026, 10:00 Uhr geantwortet, ob er die Federführung übernimmt. Teamleitung und Koordination wissen davon.',
    ]);
    expect(await facts(caseId)).toEqual({ status: 'IN_CONSULTATION', version: 2 });
  });

  test('by the same moment as others is reminded as these are', async () => {
    const caseId = await led();
    await ask(caseId, 1, 'STAEDTETAG');
    await ask(caseId, 2, 'LANDKREISTAG');
    await lookAll();
    expect(await steps(caseId)).toEqual([
      ...['REQUEST_REMINDER', 'REQUEST_REMINDER', 'REQUEST_OVERDUE', 'REQUEST_OVERDUE'],
    ]);
    const asked = `select recipient || ' ' || association as who from notification where kind = 'REQUEST_DUE' order by 1`;
    expect(await rows(asked)).toEqual([{ who: 'TEAM LANDKREISTAG' }, { who: 'TEAM STAEDTETAG' }]);
  });

  const other = advisorOf('LANDKREISTAG');
  test.each<[string, (seen: { caseId: string; version: number }) => Promise<{ kind: string }>]>([
    ['they have agreed', (seen) => work(other, '2026-11-23T11:00').answerCoAdvice({ ...seen, accept: true })],
    [
      'they have declined',
      (seen) =>
        work(other, '2026-11-23T11:00').answerCoAdvice({ ...seen, accept: false, reason: 'Wir haben keine Zeit.' }),
    ],
    [
      'the request was taken back',
      (seen) =>
        work(me, '2026-11-23T11:00').endParticipation({
          ...{ ...seen, association: 'LANDKREISTAG', role: 'CO_ADVICE', reason: 'Es geht auch so.' },
        }),
    ],
    [
      'the inquiry was withdrawn',
      (seen) => work(me, '2026-11-23T11:00').withdrawInquiry({ ...seen, reason: 'Es geht auch so.' }),
    ],
  ])('is reminded no more once %s', async (_what, act) => {
    const caseId = await led();
    const advisor = advisorId('LANDKREISTAG');
    await work(me, '2026-11-23T10:00').requestCoAdvice({
      ...{ caseId, version: 1, association: 'LANDKREISTAG', advisor, reason: null },
    });
    expect(await act({ caseId, version: 2 })).toMatchObject({ kind: 'CHANGED' });
    await lookAll();
    expect(await steps(caseId)).toEqual([]);
  });
});

describe('several processes', () => {
  test('at once do every step once', async () => {
    const cases = [];
    for (let made = 0; made < 30; made++)
      cases.push(await (made % 2 ? unanswered() : waitingSince('2026-11-10T10:00')));
    const others = [1, 2].map(() => createOrm(databaseOptions(graph.database.url)));
    await Promise.all([graph.orm, ...others].map((orm) => look('2026-11-24T14:00', orm)));
    await Promise.all(others.map((orm) => orm.close()));

    const [counts] = await rows(
      `select (select count(*)::int from clock_step) as steps, (select count(*)::int from notification) as notifications,
         (select count(*)::int from timeline_entry) as entries`,
    );
    expect(counts).toEqual({ steps: 30, notifications: 30, entries: 30 });
  });

  test('of which one is killed have done each case whole or not at all, and the rest is done later', async () => {
    for (let made = 0; made < 12; made++) await unanswered();
    // In the middle of the third case it waits for a lock, and is killed there.
    await asOwner(
      `create function hold() returns trigger language plpgsql as $$
       begin if (select count(*) from clock_step) >= 3 then perform pg_advisory_xact_lock(1); end if; return new; end $$`,
      'create trigger hold before insert on notification for each row execute function hold()',
    );
    const moment = at('2026-11-25T11:00').toISOString();
    await graph.orm.em.fork().transactional(async (em) => {
      await select(em, 'test.hold', 'select pg_advisory_xact_lock(1)');
      const script = join(import.meta.dirname, '../testing/clock-process.ts');
      const killed = spawn(process.execPath, [script, graph.database.url, moment], { stdio: 'ignore' });
      await until(async () => (await waiting()) > 0);
      killed.kill('SIGKILL');
      await once(killed, 'exit');
    });
    const states = `select concat_ws(' ', (select count(*) from clock_step s where s.case_id = c.id),
        (select count(*) from timeline_entry e where e.case_id = c.id),
        (select count(*) from notification n where n.case_id = c.id)) as state, count(*)::int as cases
      from consultation_case c group by 1 order by 1`;
    expect(await rows(states)).toEqual([
      { state: '0 0 0', cases: 10 },
      { state: '1 1 3', cases: 2 },
    ]);

    await look('2026-11-25T11:05');
    expect(await rows(states)).toEqual([{ state: '1 1 3', cases: 12 }]);
  });

  test('of which one fails in the middle of a step leave nothing of it, and it is done later', async () => {
    const caseId = await unanswered();
    await asOwner(
      `create function crash() returns trigger language plpgsql as $$
       begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$`,
      'create trigger crash before insert on notification for each row execute function crash()',
    );
    await look('2026-11-24T14:00');
    expect([await steps(caseId), await entries(caseId), await told(caseId)]).toEqual([[], [], []]);

    await asOwner('drop trigger crash on notification');
    await look('2026-11-24T15:00');
    expect([await steps(caseId), await told(caseId)]).toEqual([
      ...[['FIRST_ANSWER_REMINDER'], ['FIRST_ANSWER_DUE → ADVISOR']],
    ]);
  });
});

test('what is not due is not read: one statement, however many cases', async () => {
  for (let made = 0; made < 20; made++) await unanswered();
  await look('2026-11-23T10:00');
  using queries = captureQueries();
  await look('2026-11-23T10:05');
  expect(queries).toHaveLength(1);
});

test('sixty days of a case, looked at every two hours: each thing is said once, in its order, and nothing that is done', async () => {
  const caseId = await saveCase(graph.orm, {
    ...{ status: 'IN_TRIAGE', parts: [], receivedAt: at('2026-11-20T14:55').toISOString() },
    dueAt: at('2026-11-24T14:55').toISOString(),
  });
  const version = async () => (await facts(caseId))?.version ?? 0;
  const me = advisorOf('GEMEINDETAG');
  const events: Readonly<Record<string, () => Promise<unknown>>> = {
    '2026-11-25T10:00': async () =>
      work(coordinator, '2026-11-25T10:00').assignAdvisor({
        ...{ caseId, version: await version(), association: 'GEMEINDETAG', advisor: lead.advisorId },
      }),
    // Nobody accepts; the coordinators assign it again.
    '2026-11-30T10:00': async () =>
      work(coordinator, '2026-11-30T10:00').assignAdvisor({
        ...{ caseId, version: await version(), association: 'GEMEINDETAG', advisor: lead.advisorId },
      }),
    '2026-12-01T10:00': async () => work(me, '2026-12-01T10:00').acceptCase({ caseId, version: await version() }),
    '2026-12-02T10:00': async () => answer(caseId, await version(), '2026-12-02T10:00'),
    '2026-12-03T10:00': async () =>
      work(me, '2026-12-03T10:00').waitForInquirer({
        caseId,
        version: await version(),
        question: 'Wie geht es weiter?',
      }),
    '2027-01-02T10:00': async () => work(me, '2027-01-02T10:00').resumeCase({ caseId, version: await version() }),
  };
  const said: string[] = [];
  for (let hour = 0; hour < 60 * 24; hour += 2) {
    const moment = Temporal.PlainDateTime.from('2026-11-20T16:00')
      .add({ hours: hour })
      .toString({ smallestUnit: 'minute' });
    await look(moment);
    await events[moment]?.();
    const kinds = await steps(caseId);
    if (kinds.length > said.length) said.push(`${moment} ${kinds.at(-1)}`);
    expect(kinds).toHaveLength(said.length);
  }
  expect(said).toEqual([
    '2026-11-24T16:00 TRIAGE_OVERDUE',
    // The first answer was due on Wednesday at 9:55: to whom it is given now, it is overdue at once.
    '2026-11-25T12:00 FIRST_ANSWER_OVERDUE',
    '2026-11-27T10:00 ACCEPTANCE_OVERDUE',
    '2026-12-13T10:00 WAITING_REMINDER',
    '2026-12-24T10:00 WAITING_SECOND_REMINDER',
  ]);
  expect(await facts(caseId)).toMatchObject({ status: 'IN_CONSULTATION' });
});
