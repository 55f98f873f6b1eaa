import { createLog } from '@gkz-qe/kit/log.ts';
import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { advisorId, coordinator, createDesk, type Desk, teamLeadOf } from '../testing/case-desk.ts';
import { saveCase } from '../testing/case-rows.ts';
import { type FakeAssociation, startFakeAssociation } from '../testing/fake-association.ts';
import { type MailCatcher, startMailCatcher } from '../testing/mail-catcher.ts';
import { openTestGraph, type TestGraph } from '../testing/test-graph.ts';
import { createDigestJob } from './digest.job.ts';
import { sendMails } from './mail.sender.ts';
import { createMailQueueRepository } from './mail-queue.repository.ts';
import { messages } from './messages.ts';
import { type NewNotification, writeNotifications } from './notification.repository.ts';
import { createPostman } from './postman.ts';

let graph: TestGraph;
let desk: Desk;
let catcher: MailCatcher;
let stadt: FakeAssociation;
let gemeinde: FakeAssociation;
beforeAll(async () => {
  graph = await openTestGraph();
  desk = createDesk(graph);
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(async () => {
  [catcher, stadt, gemeinde] = await Promise.all([
    startMailCatcher(),
    startFakeAssociation('STAEDTETAG'),
    startFakeAssociation('GEMEINDETAG'),
  ]);
  stadt.addresses.advisors.push({ id: advisorId('STAEDTETAG'), address: 'mia@stadt.example' });
  stadt.addresses.coordinators.push('klara@gkz.example', 'otto@gkz.example');
  Object.assign(stadt.addresses, { team: 'team@stadt.example' });
  Object.assign(gemeinde.addresses, { team: 'team@gemeinde.example' });
});
afterEach(async () => {
  for (const one of [catcher, stadt, gemeinde]) await one[Symbol.asyncDispose]();
  await desk.rows('delete from notification');
  await desk.rows('delete from mail');
});

const monday = new Date('2026-11-23T10:00:00Z');
let clock = monday;
beforeEach(() => {
  clock = monday;
});
const later = (minutes: number) => {
  clock = new Date(clock.getTime() + minutes * 60_000);
};

const mia = { kind: 'ADVISOR', association: 'STAEDTETAG', advisorId: advisorId('STAEDTETAG') } as const;
const assigned = (caseId: string, to: NewNotification['to'] = mia): NewNotification => ({
  ...{ kind: 'CASE_ASSIGNED', facts: { dueAt: '2026-11-25T13:30:00.000Z' }, to, caseId },
});
const write = (...notifications: readonly NewNotification[]) =>
  graph.orm.em.fork().transactional((em) => writeNotifications(em, notifications, clock));
const makeDigests = () => createDigestJob(graph.orm, () => clock).run(new AbortController().signal);

function startSender() {
  return sendMails({
    ...{ orm: graph.orm, log: createLog('test', 'silent'), sources: [stadt.source, gemeinde.source] },
    ...{ publicUrl: 'https://zentrum.example', pollMs: 20, now: () => clock },
    postman: createPostman({ url: catcher.url, from: 'Zentrum <zentrum@gkz.example>', requireTls: false }),
  });
}

const states = () =>
  desk.rows<{ state: string; attempts: number; failure: string | null }>(
    'select state, attempts, failure from mail order by created_at, association, recipient',
  );

/** Sends until `isDone`, by as many processes. */
async function sendUntil(isDone: () => Promise<boolean>, processes = 1): Promise<void> {
  const senders = Array.from({ length: processes }, startSender);
  try {
    await untilTrue(isDone);
  } finally {
    for (const sender of senders) await sender[Symbol.asyncDispose]();
  }
}
async function untilTrue(isDone: () => Promise<boolean> | boolean): Promise<void> {
  for (let looks = 0; !(await isDone()); looks++) {
    if (looks > 1_000) throw new Error(`it does not come to pass: ${JSON.stringify(await states())}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
const allEnded = async () => (await states()).every(({ state }) => ['SENT', 'FAILED', 'DROPPED'].includes(state));
const allTried = async () => (await states()).every(({ state, attempts }) => attempts > 0 && state !== 'SENDING');

describe('a mail', () => {
  test('says in plain German what happened, what to do, and nothing of what people wrote', async () => {
    const caseId = await saveCase(graph.orm, { kommunen: ['08336081', '08336010'] });
    const [row] = await desk.rows<{ number: string }>('select number from consultation_case where id = $1', [caseId]);
    await write(assigned(caseId));
    await sendUntil(allEnded);

    const [mail] = catcher.mails;
    expect(mail?.to).toEqual(['mia@stadt.example']);
    expect(mail?.subject).toBe(`Fall ${row?.number}: Bitte übernehmen Sie den Fall`);
    expect(mail?.text.replaceAll('\r', '').split('\n\n').slice(0, 4)).toEqual([
      'Guten Tag,',
      `Fall ${row?.number} (Schopfheim und eine weitere Kommune)`,
      'Sie sollen den Fall leiten. Bitte nehmen Sie ihn bis zum 25.11.2026, 14:30 Uhr an, oder geben Sie ihn mit einem Grund zurück.',
      `Zum Fall: https://zentrum.example/faelle/${row?.number}`,
    ]);
    expect(mail?.text).not.toMatch(/Wir brauchen Rat|Pflege|Altstadt|Erika|anfrage#/);
  });

  test('to who asked has a link that opens their inquiry, and of which only the hash is kept', async () => {
    const caseId = await saveCase(graph.orm);
    await write({ kind: 'INQUIRY_RECEIVED', facts: { lead: null }, to: { kind: 'INQUIRER', caseId }, caseId });
    clock = new Date();
    await sendUntil(allEnded);

    const [mail] = catcher.mails;
    const [, link] = /https:\/\/zentrum\.example\/anfrage#([\w-]{43})\s/.exec(mail?.text ?? '') ?? [];
    expect(mail?.to).toEqual(['erika@beispiel.example']);
    const { data } = await graph.ask('query ($link: String!) { myInquiry(link: $link) { concern } }', { link });
    expect(data.myInquiry).toEqual({ concern: 'Wir brauchen Rat.' });
    expect(mail?.text).not.toContain('Wir brauchen Rat.');
  });

  test('goes to all coordinators, to the team, and to the team where the advisor advises no more', async () => {
    const caseId = await saveCase(graph.orm);
    const gone = { kind: 'ADVISOR', association: 'GEMEINDETAG', advisorId: advisorId('GEMEINDETAG', 9) } as const;
    await write(
      { kind: 'CASE_IN_TRIAGE', facts: { dueAt: null }, to: { kind: 'COORDINATORS' }, caseId },
      assigned(caseId, { kind: 'TEAM', association: 'STAEDTETAG' }),
      assigned(caseId, gone),
    );
    await sendUntil(allEnded);

    expect(catcher.mails.map(({ to }) => to.join(' ')).sort()).toEqual([
      ...['klara@gkz.example otto@gkz.example', 'team@gemeinde.example', 'team@stadt.example'],
    ]);
    const told = catcher.mails.find(({ to }) => to[0] === 'team@gemeinde.example');
    expect(told?.text).toContain('die nicht mehr berät. Bitte kümmern Sie sich darum.');
  });

  test('to a participant names the event by its kind, its moment and its page, and no person', async () => {
    const [row] = await desk.rows<{ event: string; recipientId: string }>(
      `with e as (
         insert into event (id, title, kind, begins_at, ends_at, online, capacity, register_until, state, source)
         values (gen_random_uuid(), 'Werkstatt Walnuss', 'WORKSHOP', '2098-05-04T08:00Z', '2098-05-04T12:00Z', true, 5, '2098-05-04', 'PLANNED', 'STAFF')
         returning id)
       insert into event_registration (event_id, key_hash, name, email, registered_at)
       select id, sha256('key'), 'Pia Probe', 'pia@probe.example', now() from e
       returning event_id as event, recipient_id as "recipientId"`,
    );
    const { event, recipientId } = row as { event: string; recipientId: string };
    const of = { event, eventKind: 'WORKSHOP', beginsAt: '2098-05-04T08:00:00.000Z' } as const;
    const to = { to: { kind: 'PARTICIPANT', recipientId }, caseId: null } as const;
    await write(
      { kind: 'EVENT_MOVED', facts: { ...of, movedTo: '2098-05-05T08:00:00.000Z' }, ...to },
      { kind: 'EVENT_SEAT', facts: of, ...to },
    );
    await sendUntil(allEnded);
    await desk.rows('update event_registration set name = null, email = null where recipient_id = $1', [recipientId]);
    await write({ kind: 'EVENT_CANCELLED', facts: of, ...to });
    await sendUntil(allEnded);

    expect(catcher.mails.map(({ to: addresses, subject }) => [addresses, subject])).toEqual([
      [['pia@probe.example'], '2 Neuigkeiten'],
    ]);
    const text = catcher.mails[0]?.text ?? '';
    expect(text).toMatch(/Werkstatt am 04\.05\.2098, 10:00 Uhr: .* beginnt am 05\.05\.2098, 10:00 Uhr/);
    expect(text.split(`Zur Veranstaltung: https://zentrum.example/veranstaltungen/${event}`)).toHaveLength(2);
    expect(text).not.toMatch(/Pia|Probe|Walnuss|Fall|Anfrage/);
    expect((await states()).map(({ state }) => state).sort()).toEqual(['DROPPED', 'SENT']);
  });

  test('about several cases that came at once is one', async () => {
    const cases = [await saveCase(graph.orm), await saveCase(graph.orm), await saveCase(graph.orm)];
    await write(...cases.map((caseId): NewNotification => ({ kind: 'CASE_GIVEN', facts: {}, to: mia, caseId })));
    await sendUntil(allEnded);

    expect(catcher.mails.map(({ subject }) => subject)).toEqual(['Sie leiten jetzt den Fall (3 Fälle)']);
  });

  test('is written for every kind of message that there is', async () => {
    const caseId = await saveCase(graph.orm);
    const kinds = Object.keys(messages) as (keyof typeof messages)[];
    const facts = {
      ...{ dueAt: '2026-11-25T13:30:00Z', association: 'GEMEINDETAG', lead: 'GEMEINDETAG', cause: 'TIMED_OUT' },
      ...{ entry: 'CONTACT', status: 'CLOSED', accepts: true, cases: 2, role: 'LEAD' },
      ...{ event: caseId, eventKind: 'WORKSHOP', beginsAt: '2098-05-04T08:00:00Z', movedTo: '2098-05-05T08:00:00Z' },
    };
    for (const kind of kinds) {
      const to = kind.startsWith('INQUIRY_') ? ({ kind: 'INQUIRER', caseId } as const) : mia;
      await write({ kind, facts, to, caseId } as NewNotification);
    }
    await makeDigests();
    await sendUntil(allEnded);

    const urgent = kinds.filter((kind) => messages[kind].urgency === 'AT_ONCE');
    // One for each that is urgent, and two digests: of the advisor and of who asked.
    expect(catcher.mails).toHaveLength(urgent.length + 2);
    for (const { subject, text } of catcher.mails) {
      expect(`${subject}${text}`).not.toMatch(/undefined|null|NaN|Invalid|\[object/);
      expect(subject).toMatch(/^(Fall|Ihre Anfrage) \d{4}-\d{5}: \S/);
    }
    expect(new Set(catcher.mails.map(({ id }) => id)).size).toBe(catcher.mails.length);
  });
});

describe('each mail is sent once', () => {
  test('by several processes at once', async () => {
    const caseId = await saveCase(graph.orm);
    for (let number = 0; number < 60; number++) await write(assigned(caseId));

    await sendUntil(allEnded, 3);

    expect(catcher.mails).toHaveLength(60);
    expect(new Set(catcher.mails.map(({ id }) => id)).size).toBe(60);
    expect((await states()).map(({ attempts }) => attempts)).toEqual(Array(60).fill(1));
  });

  test('where an association is down: its own wait, others go on, and nothing is lost', async () => {
    const caseId = await saveCase(graph.orm);
    await stadt.stop();
    await write(assigned(caseId), assigned(caseId, { kind: 'TEAM', association: 'GEMEINDETAG' }));
    await using _sender = startSender();
    await untilTrue(() => catcher.mails.length > 0);
    expect(catcher.mails.map(({ to }) => to)).toEqual([['team@gemeinde.example']]);
    // It has not even been tried, so waiting costs it nothing.
    expect((await states()).find(({ state }) => state === 'WAITING')).toMatchObject({ attempts: 0 });

    await stadt.start();
    await untilTrue(allEnded);

    expect(catcher.mails.map(({ to }) => to)).toEqual([['team@gemeinde.example'], ['mia@stadt.example']]);
  });

  test('where the mail server is away, after growing pauses, and fails after a day with its reason', async () => {
    const caseId = await saveCase(graph.orm);
    await catcher[Symbol.asyncDispose]();
    await write(assigned(caseId));
    const pauses: number[] = [];
    for (let attempt = 1; attempt < 12; attempt++) {
      await sendUntil(allTried);
      const [row] = await desk.rows<{ next: Date }>('select next_attempt_at as next from mail');
      expect(await states()).toEqual([{ state: 'WAITING', attempts: attempt, failure: 'ESOCKET' }]);
      pauses.push(((row?.next.getTime() ?? 0) - clock.getTime()) / 60_000);
      later(pauses.at(-1) ?? 0);
      await sendUntil(async () => (await states()).every(({ attempts }) => attempts > attempt));
    }

    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]);
    expect(await states()).toEqual([{ state: 'FAILED', attempts: 12, failure: 'ESOCKET' }]);
  });

  test('and anew where it has failed and what kept it is repaired, of those since a moment', async () => {
    const caseId = await saveCase(graph.orm);
    const early = { kind: 'INQUIRER', caseId } as const;
    await write({ kind: 'INQUIRY_QUESTION', facts: {}, to: early, caseId }, assigned(caseId));
    await desk.rows(
      `update mail set state = 'FAILED', failure = 'ECONNREFUSED', attempts = 12, next_attempt_at = null,
         ended_at = case recipient when 'INQUIRER' then timestamptz '2026-11-22 10:00Z' else '2026-11-23 10:00Z' end`,
    );
    const queue = createMailQueueRepository(graph.orm.em.fork());
    expect(await queue.retryFailed(monday, clock)).toBe(1);
    expect(await queue.retryFailed(monday, clock)).toBe(0);
    await sendUntil(allEnded);

    expect(catcher.mails).toMatchObject([{ to: ['mia@stadt.example'] }]);
    expect(await states()).toEqual(
      expect.arrayContaining([
        { state: 'SENT', attempts: 1, failure: null },
        { state: 'FAILED', attempts: 12, failure: 'ECONNREFUSED' },
      ]),
    );
  });

  test('and not again where the server knows no such recipient; its link opens nothing', async () => {
    const caseId = await saveCase(graph.orm);
    catcher.unknown.add('erika@beispiel.example');
    await write({ kind: 'INQUIRY_QUESTION', facts: {}, to: { kind: 'INQUIRER', caseId }, caseId });
    await sendUntil(allEnded);

    expect(await states()).toEqual([{ state: 'FAILED', attempts: 1, failure: 'RECIPIENT_550' }]);
    expect(await desk.rows('select 1 from inquiry_link where case_id = $1', [caseId])).toEqual([]);
  });

  test('and to nobody whose data are gone or must rest', async () => {
    const erased = await saveCase(graph.orm);
    const resting = await saveCase(graph.orm);
    for (const caseId of [erased, resting]) {
      await write({ kind: 'INQUIRY_QUESTION', facts: {}, to: { kind: 'INQUIRER', caseId }, caseId });
    }
    await desk.rows('delete from inquirer where case_id = $1', [erased]);
    await desk.rows(
      `with request as (
         insert into privacy_request (id, kind, state, origin, proof, received_at, due_at, recorded_by)
         values (gen_random_uuid(), 'RESTRICTION', 'OPEN', 'STAFF', 'IN_PERSON', now(), now(), 'x') returning id)
       insert into case_restriction (case_id, request_id, since) select $1, id, now() from request`,
      [resting],
    );
    await sendUntil(allEnded);

    expect(await states()).toEqual([
      { state: 'DROPPED', attempts: 1, failure: null },
      { state: 'DROPPED', attempts: 1, failure: null },
    ]);
    expect(catcher.mails).toEqual([]);
  });
});

test('coordinators see how many wait and have failed, and nobody else does', async () => {
  const caseId = await saveCase(graph.orm);
  await write(assigned(caseId), { kind: 'INQUIRY_QUESTION', facts: {}, to: { kind: 'INQUIRER', caseId }, caseId });
  await desk.rows(
    `update mail set state = 'FAILED', ended_at = now(), next_attempt_at = null where recipient = 'INQUIRER'`,
  );
  const read = (viewer: Parameters<Desk['act']>[0]) =>
    graph.ask('{ mailQueue { association waiting waitingSince failed } }', {}, asViewer(viewer));

  expect((await read(coordinator)).data.mailQueue).toEqual([
    { association: 'STAEDTETAG', waiting: 1, waitingSince: '2026-11-23T10:00:00.000Z', failed: 0 },
    { association: 'GEMEINDETAG', waiting: 0, waitingSince: null, failed: 0 },
    { association: 'LANDKREISTAG', waiting: 0, waitingSince: null, failed: 0 },
    { association: null, waiting: 0, waitingSince: null, failed: 1 },
  ]);
  expect((await read(teamLeadOf('STAEDTETAG'))).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
});

describe('a process that is lost', () => {
  test('before the server has the mail leaves it to others, once its time is over', async () => {
    const caseId = await saveCase(graph.orm);
    await write(assigned(caseId));
    await desk.rows(`update mail set state = 'SENDING', attempts = 1, next_attempt_at = $1`, [
      new Date(clock.getTime() + 300_000),
    ]);
    await sendUntil(async () => true);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(catcher.mails).toEqual([]);

    later(5);
    await sendUntil(allEnded);
    expect(catcher.mails).toHaveLength(1);
    expect(await states()).toEqual([{ state: 'SENT', attempts: 2, failure: null }]);
  });

  test('after the server has it, and before that is written, sends the same message again under the same id', async () => {
    const caseId = await saveCase(graph.orm);
    await write(assigned(caseId));
    // What is written after the mail was taken is as if it had never been written.
    catcher.onTaken = async () => {
      catcher.onTaken = () => {};
      later(6);
      await sendUntil(allEnded);
    };
    await sendUntil(allEnded);

    expect(catcher.mails).toHaveLength(2);
    expect(new Set(catcher.mails.map(({ id }) => id)).size).toBe(1);
    expect(await states()).toEqual([{ state: 'SENT', attempts: 2, failure: null }]);
  });
});

describe('the digest', () => {
  const inform = (caseId: string) =>
    write({ kind: 'CASE_INFORMED', facts: {}, to: { kind: 'TEAM', association: 'GEMEINDETAG' }, caseId });

  test('is one mail for each recipient, with a section for each case, on working days alone', async () => {
    const [one, other] = [await saveCase(graph.orm), await saveCase(graph.orm)];
    clock = new Date('2026-11-20T10:00:00Z');
    await inform(one);
    await inform(other);
    await write({ kind: 'CASE_ENTRY', facts: { entry: 'CONTACT' }, to: mia, caseId: one });
    await write({ kind: 'CASE_ENTRY', facts: { entry: 'CONTACT' }, to: mia, caseId: one });
    clock = new Date('2026-11-21T06:00:00Z');
    await makeDigests();
    expect(await states()).toEqual([]);
    clock = new Date('2026-11-23T06:00:00Z');
    await makeDigests();
    await sendUntil(allEnded);

    expect(catcher.mails.map(({ subject }) => subject).sort()).toEqual([
      expect.stringMatching(/^Fall \d{4}-\d{5}: Neues im Verlauf$/),
      'Zu Ihrer Kenntnis (2 Fälle)',
    ]);
    const forMia = catcher.mails.find(({ to }) => to.includes('mia@stadt.example'));
    expect(forMia?.text.match(/20\.11\.2026: Im Verlauf steht ein neuer Kontakt\./g)).toHaveLength(1);
  });

  test('is made once a day, however often and by however many: what comes later waits for the next', async () => {
    const caseId = await saveCase(graph.orm);
    await inform(caseId);
    await Promise.all([makeDigests(), makeDigests(), makeDigests()]);
    await inform(caseId);
    await makeDigests();
    expect(await states()).toHaveLength(1);

    later(24 * 60);
    await makeDigests();
    expect(await states()).toHaveLength(2);
    expect(await desk.rows('select 1 from notification where mail_id is null')).toEqual([]);
  });

  test('job forgets what went out a month ago, and keeps what still waits', async () => {
    const caseId = await saveCase(graph.orm);
    await write(assigned(caseId));
    await sendUntil(allEnded);
    await write(assigned(caseId));
    later(31 * 24 * 60);
    await makeDigests();

    expect(await states()).toEqual([{ state: 'WAITING', attempts: 0, failure: null }]);
    expect(await desk.rows('select kind from notification')).toEqual([{ kind: 'CASE_ASSIGNED' }]);
  });
});
