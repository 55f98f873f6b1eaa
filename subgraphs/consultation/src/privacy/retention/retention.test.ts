import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createOrm, type Orm } from '@gkz-qe/kit/database.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databaseOptions } from '../../database.ts';
import type { CaseStatus } from '../../generated/resolvers.ts';
import { openCaseGraph } from '../../testing/case-graph.ts';
import { saveCase } from '../../testing/case-rows.ts';
import { type TestGraph, today } from '../../testing/test-graph.ts';
import { createPrivacyDesk } from '../testing/ask-privacy.ts';
import { findEverywhere, plantPerson, rows } from '../testing/planted-person.ts';
import { analyst, coordinator, officer, teamLead } from '../testing/staff.ts';
import { createRetentionRepository } from './retention.repository.ts';
import { endedBefore, runRetention } from './run-retention.ts';

let graph: TestGraph;
beforeEach(async () => {
  graph = await openCaseGraph();
});
afterEach(() => graph[Symbol.asyncDispose]());

const run = (orm: Orm = graph.orm, more: { batchSize?: number; signal?: AbortSignal; rehearsal?: boolean } = {}) =>
  runRetention({
    ...{ retention: createRetentionRepository(orm.em.fork()), startedBy: 'nightly', rehearsal: false, today },
    ...more,
  });

/** Böllen has less than 2,000 inhabitants, Schopfheim more; both lie in the Landkreis Lörrach. */
const [böllen, schopfheim, lörrach] = ['08336010', '08336081', '08336'] as const;

/** Ended one day after its receipt. */
const ended = (received: string, status: CaseStatus = 'CLOSED', kommunen: readonly string[] = [schopfheim]) =>
  saveCase(graph.orm, {
    ...{ status, kommunen, receivedAt: received },
    parts: [{ association: 'GEMEINDETAG' }],
    timeline: [{ text: 'Gespräch mit Frau Beispiel' }, { text: 'Antwort an Frau Beispiel', visibility: 'INQUIRER' }],
  });

const statuses = async () =>
  new Map(
    (await rows<{ id: string; status: string }>(graph, 'select id, status from consultation_case')).map((row) => [
      row.id,
      row.status,
    ]),
  );

const kommunenOf = async (id: string) =>
  (await rows<{ ags: string }>(graph, 'select ags from case_kommune where case_id = $1 order by position', [id])).map(
    ({ ags }) => ags,
  );

describe('a run of retention', () => {
  test('makes anonymous what ended more than three years ago, however it ended, and nothing else', async () => {
    const due = await Promise.all([
      ended('2023-11-20T09:00:00Z'),
      ended('2023-11-21T22:30:00Z', 'WITHDRAWN'),
      ended('2018-01-02T09:00:00Z', 'REFERRED'),
      ended('2019-06-02T09:00:00Z', 'DECLINED'),
    ]);
    const kept = await Promise.all([
      ended('2023-11-21T23:30:00Z'),
      ended('2026-01-02T09:00:00Z'),
      saveCase(graph.orm, { status: 'IN_CONSULTATION', receivedAt: '2018-03-01T09:00:00Z' }),
    ]);

    const { report, finishedAt } = await run();

    expect(finishedAt).toBeInstanceOf(Date);
    const after = await statuses();
    expect(due.map((id) => after.get(id))).toEqual(due.map(() => 'ANONYMISED'));
    expect(kept.map((id) => after.get(id))).toEqual(['CLOSED', 'CLOSED', 'IN_CONSULTATION']);
    expect(report).toEqual({
      ...{ cases: 4, inquirers: 4, timelineEntries: 8, kommunen: 0, heldBack: [] },
      groups: [
        { year: 2018, association: 'GEMEINDETAG', cases: 1 },
        { year: 2019, association: 'GEMEINDETAG', cases: 1 },
        { year: 2023, association: 'GEMEINDETAG', cases: 2 },
      ],
    });
  });

  test('leaves nothing of a person who was written of everywhere, and keeps key, topic, phase and times', async () => {
    const person = await plantPerson(graph, 'Uraltmann', böllen);
    await rows(
      graph,
      `update consultation_case set status = 'CLOSED', phase = 'CONCEPT', minutes = 30, due_at = null,
         received_at = '2020-01-01', assigned_at = '2020-01-02', first_answered_at = '2020-01-03', closed_at = '2020-05-01'
       where id = $1`,
      [person.caseId],
    );
    const kept = `select c.id, number, phase, minutes, received_at, assigned_at, first_answered_at, closed_at, topic
      from consultation_case c join case_topic t on t.case_id = c.id where c.id = $1`;
    const before = await rows(graph, kept, [person.caseId]);

    await run();

    expect(await findEverywhere(graph, person.marker)).toEqual([]);
    expect(before).toHaveLength(1);
    expect(await rows(graph, kept, [person.caseId])).toEqual(before);
    expect(
      await rows(
        graph,
        'select from_status, to_status, actor, reason from transition where case_id = $1 order by id desc limit 1',
        [person.caseId],
      ),
    ).toEqual([
      {
        ...{ from_status: 'CLOSED', to_status: 'ANONYMISED', actor: 'system' },
        reason: 'Die Aufbewahrungsfrist ist abgelaufen.',
      },
    ]);
  });

  test('coarsens Kommunen under 2,000 inhabitants to their Landkreis, in their place and once', async () => {
    const old = '2020-03-01T09:00:00Z';
    const small = await rows<{ ags: string }>(
      graph,
      `select ags from kommune where landkreis_ags = '08336' and population < 2000 and ags <> $1 order by ags limit 1`,
      [böllen],
    );
    const other = small[0]?.ags ?? '';
    const alone = await ended(old, 'CLOSED', [böllen]);
    const seat = await ended(old, 'CLOSED', [böllen, schopfheim, other]);
    const withKreis = await ended(old, 'CLOSED', [schopfheim, böllen, lörrach]);
    const afterKreis = await ended(old, 'CLOSED', [lörrach, schopfheim, böllen]);
    const large = await ended(old, 'CLOSED', [schopfheim, '08111000']);

    const { report } = await run();

    expect(await kommunenOf(alone)).toEqual([lörrach]);
    expect(await kommunenOf(seat)).toEqual([lörrach, schopfheim]);
    expect(await kommunenOf(withKreis)).toEqual([schopfheim, lörrach]);
    expect(await kommunenOf(afterKreis)).toEqual([lörrach, schopfheim]);
    expect(await kommunenOf(large)).toEqual([schopfheim, '08111000']);
    expect(report).toMatchObject({ cases: 5, kommunen: 5 });
    const left = await rows(
      graph,
      `select 1 from case_kommune ck join kommune k using (ags) join consultation_case c on c.id = ck.case_id
       where c.status = 'ANONYMISED' and k.landkreis_ags is not null and k.population < 2000`,
    );
    expect(left).toEqual([]);
  });

  test('leaves alone what a hold, a restriction or an open request keeps, and says so', async () => {
    const desk = createPrivacyDesk(graph);
    const old = '2020-03-01T09:00:00Z';
    const [held, restricted, asked, free] = await Promise.all([1, 2, 3, 4].map(() => ended(old)));
    await graph.ask(
      'mutation ($input: SetLegalHoldInput!) { setLegalHold(input: $input) { __typename } }',
      { input: { case: held, reason: 'Klage anhängig' } },
      officer,
    );
    await desk.settle({ kind: 'RESTRICTION', case: restricted });
    await desk.open({ kind: 'EXPORT', case: asked });

    const { report } = await run();

    const after = await statuses();
    expect([held, restricted, asked, free].map((id) => after.get(id ?? ''))).toEqual([
      ...['CLOSED', 'CLOSED', 'CLOSED', 'ANONYMISED'],
    ]);
    expect(report.heldBack).toEqual([
      { reason: 'LEGAL_HOLD', cases: 1 },
      { reason: 'OPEN_REQUEST', cases: 1 },
      { reason: 'RESTRICTED', cases: 1 },
    ]);
  });

  test('done again finds nothing to do', async () => {
    await Promise.all([1, 2, 3].map(() => ended('2020-03-01T09:00:00Z', 'CLOSED', [böllen])));
    await run();
    const before = await rows(graph, 'select * from consultation_case order by id');

    const { report } = await run();

    expect(report).toEqual({ cases: 0, inquirers: 0, timelineEntries: 0, kommunen: 0, groups: [], heldBack: [] });
    expect(await rows(graph, 'select * from consultation_case order by id')).toEqual(before);
    expect(await rows(graph, `select 1 from transition where to_status = 'ANONYMISED'`)).toHaveLength(3);
  });

  test('leaves a DUPLICATE without its pointer, and the case that it pointed to alone', async () => {
    const open = await saveCase(graph.orm, { receivedAt: '2020-02-01T09:00:00Z' });
    const duplicate = await ended('2020-03-01T09:00:00Z');
    await rows(graph, `update consultation_case set status = 'DUPLICATE', duplicate_of = $2 where id = $1`, [
      duplicate,
      open,
    ]);
    await run();
    expect([...(await statuses()).values()].sort()).toEqual(['ANONYMISED', 'IN_CONSULTATION']);
  });
});

describe('two instances at once', () => {
  test('share the work: each case becomes anonymous once, and both reports together tell all', async () => {
    for (let done = 0; done < 60; done++) await ended('2020-03-01T09:00:00Z', 'CLOSED', [böllen]);
    const second = createOrm(databaseOptions(graph.database.url));
    try {
      const runs = await Promise.all([run(graph.orm, { batchSize: 3 }), run(second, { batchSize: 3 })]);

      const total = (count: 'cases' | 'inquirers' | 'kommunen') =>
        runs.reduce((sum, { report }) => sum + report[count], 0);
      expect([total('cases'), total('inquirers'), total('kommunen')]).toEqual([60, 60, 60]);
      const transitions = await rows(graph, `select case_id from transition where to_status = 'ANONYMISED'`);
      expect(new Set(transitions.map(({ case_id }) => case_id)).size).toBe(60);
      expect(transitions).toHaveLength(60);
      expect(new Set((await statuses()).values())).toEqual(new Set(['ANONYMISED']));
    } finally {
      await second.close();
    }
  });

  test('a hold that comes while a run is at work is kept or refused, never both', async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, () => ended('2020-03-01T09:00:00Z')));
    const hold = (id: string) =>
      graph.ask(
        'mutation ($input: SetLegalHoldInput!) { setLegalHold(input: $input) { __typename } }',
        { input: { case: id, reason: 'Klage anhängig' } },
        officer,
      );

    const [, ...answers] = await Promise.all([run(graph.orm, { batchSize: 1 }), ...ids.map(hold)]);

    const after = await statuses();
    for (const [index, { data }] of answers.entries()) {
      const held = data.setLegalHold.__typename === 'LegalHoldChanged';
      expect(after.get(ids[index] ?? '')).toBe(held ? 'CLOSED' : 'ANONYMISED');
    }
  });
});

describe('a run that breaks off', () => {
  test('between two batches has done whole batches, and the next run does the rest', async () => {
    for (let done = 0; done < 10; done++) await ended('2020-03-01T09:00:00Z');
    const ending = new AbortController();
    ending.abort(new Error('the process ends'));

    await expect(run(graph.orm, { batchSize: 4, signal: ending.signal })).rejects.toThrow('the process ends');
    expect(await rows(graph, `select 1 from consultation_case where status = 'ANONYMISED'`)).toHaveLength(4);
    const { report } = await run();

    expect(report.cases).toBe(6);
    const { data } = await graph.ask('{ retentionRuns { nodes { finishedAt report { cases } } } }', {}, officer);
    expect(data.retentionRuns.nodes).toEqual([
      { finishedAt: expect.any(String), report: { cases: 6 } },
      { finishedAt: null, report: { cases: 4 } },
    ]);
  });

  test('by being killed leaves each case whole or untouched, with a report of what was done', async () => {
    for (let done = 0; done < 80; done++) await ended('2020-03-01T09:00:00Z', 'CLOSED', [böllen]);
    const command = startCommand(graph.database.url, '--batch', '1');
    const countBatches = async () => (await rows(graph, 'select 1 from retention_batch')).length;
    for (let look = 0; (await countBatches()) < 3; look++) {
      if (look > 500) throw new Error('the command does not begin');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    command.kill('SIGKILL');
    await once(command, 'exit');

    const states = await rows<{ state: string; cases: number }>(
      graph,
      `select concat_ws(' ', c.status, c.concern is null, i.name is null, ck.ags,
         exists (select from timeline_entry e where e.case_id = c.id and e.text like '%Beispiel%'),
         (select count(*) from transition t where t.case_id = c.id)) as state, count(*)::int as cases
       from consultation_case c left join inquirer i on i.case_id = c.id join case_kommune ck on ck.case_id = c.id
       group by 1 order by 1`,
    );
    const [anonymous, untouched] = states;
    expect(states.map(({ state }) => state)).toEqual(['ANONYMISED t t 08336 f 1', 'CLOSED f f 08336010 t 0']);
    expect((anonymous?.cases ?? 0) + (untouched?.cases ?? 0)).toBe(80);
    const [broken] = await createRetentionRepository(graph.orm.em.fork()).findPage({ after: null, limit: 1 });
    expect(broken).toMatchObject({ finishedAt: null, startedBy: 'command', report: { cases: anonymous?.cases } });

    expect((await run()).report.cases).toBe(untouched?.cases);
    expect(new Set((await statuses()).values())).toEqual(new Set(['ANONYMISED']));
  });
});

describe('a rehearsal', () => {
  const rehearse = (input: object = {}, caller = officer) =>
    graph.ask(
      `mutation ($input: RehearseRetentionInput!) { rehearseRetention(input: $input) { ... on RetentionRehearsed { run {
         rehearsal startedBy endedBefore finishedAt
         report { cases inquirers timelineEntries kommunen groups { year association cases } heldBack { reason cases } } } } } }`,
      { input },
      caller,
    );

  test('tells what a run would do, does nothing of it, and the run then does just that', async () => {
    await ended('2020-03-01T09:00:00Z', 'CLOSED', [böllen, schopfheim]);
    await ended('2021-03-01T09:00:00Z');
    await saveCase(graph.orm, { status: 'REFERRED', receivedAt: '2021-03-02T09:00:00Z' });
    const before = await rows(graph, 'select * from consultation_case order by id');

    const { data, errors } = await rehearse();

    expect(errors).toEqual([]);
    const rehearsed = data.rehearseRetention.run;
    expect(rehearsed).toMatchObject({
      rehearsal: true,
      startedBy: 'officer-1',
      endedBefore: '2023-11-22T23:00:00.000Z',
    });
    expect(rehearsed.report.groups).toEqual([
      { year: 2020, association: 'GEMEINDETAG', cases: 1 },
      { year: 2021, association: 'GEMEINDETAG', cases: 1 },
      { year: 2021, association: null, cases: 1 },
    ]);
    expect(await rows(graph, 'select * from consultation_case order by id')).toEqual(before);
    expect((await run()).report).toEqual(rehearsed.report);
  });

  test('looks ahead to a day that is asked for', async () => {
    await ended('2025-03-01T09:00:00Z');
    expect((await rehearse()).data.rehearseRetention.run.report.cases).toBe(0);
    expect((await rehearse({ on: '2028-03-04' })).data.rehearseRetention.run.report.cases).toBe(1);
  });

  test.each(['2026-11-22', '0001-01-01', '2036-11-24'])('looks not back, and not too far ahead: %s', async (on) => {
    expect((await rehearse({ on })).errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'input.on' }]);
  });

  test('and its reports are for privacy officers alone', async () => {
    for (const caller of [coordinator, teamLead, analyst]) {
      expect((await rehearse({}, caller)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
      expect((await graph.ask('{ retentionRuns { totalCount } }', {}, caller)).errors).toMatchObject([
        { code: 'FORBIDDEN' },
      ]);
    }
  });
});

test('the command rehearses and runs, and tells in German what it did, naming nobody', async () => {
  await ended('2020-03-01T09:00:00Z', 'CLOSED', [böllen]);

  const rehearsed = await outputOf(startCommand(graph.database.url, '--dry-run'));
  expect([...(await statuses()).values()]).toEqual(['CLOSED']);
  const done = await outputOf(startCommand(graph.database.url));

  expect(rehearsed).toContain('Probelauf: nichts wurde geändert.');
  expect(rehearsed).toContain('Zu anonymisieren wären: 1 Fälle, 1 Kontaktdaten, 2 Texte.');
  expect(done).toContain('Anonymisiert: 1 Fälle, 1 Kontaktdaten, 2 Texte.');
  expect(done).toContain('2020 Gemeindetag: 1');
  expect(done).not.toMatch(/Beispiel|erika/i);
  expect([...(await statuses()).values()]).toEqual(['ANONYMISED']);
});

test('what ended on the last day of the three years stays until that day is over', () => {
  expect(endedBefore('2026-11-23')).toEqual(new Date('2023-11-22T23:00:00Z'));
  expect(endedBefore('2028-02-29')).toEqual(new Date('2025-02-27T23:00:00Z'));
  expect(endedBefore('2026-07-01')).toEqual(new Date('2023-06-30T22:00:00Z'));
});

function startCommand(url: string, ...args: readonly string[]) {
  const script = join(import.meta.dirname, '../../retention.ts');
  return spawn(process.execPath, [script, ...args], {
    env: { DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function outputOf(command: ReturnType<typeof startCommand>): Promise<string> {
  let text = '';
  command.stdout.on('data', (chunk: Buffer) => {
    text += chunk;
  });
  const [code] = await once(command, 'close');
  expect(code).toBe(0);
  return text;
}
