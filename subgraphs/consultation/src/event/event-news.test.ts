import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createOwnAddresses } from '../notification/addresses.repository.ts';
import { rows } from '../privacy/testing/planted-person.ts';
import { coordinator } from '../testing/case-desk.ts';
import { openTestGraph, type TestGraph } from '../testing/test-graph.ts';
import { eraseRegistrations } from './participant.repository.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await openTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(async () => {
  await rows(graph, 'delete from notification');
  await rows(graph, 'delete from mail');
});

const facts = {
  ...{ title: 'Werkstatt Walnuss', kind: 'WORKSHOP', place: 'Rathaus', capacity: 1 },
  ...{ beginsAt: '2098-05-04T08:00:00Z', endsAt: '2098-05-04T12:00:00Z' },
};
const aboutIt = { eventKind: 'WORKSHOP', beginsAt: '2098-05-04T08:00:00.000Z' };

async function act(name: 'createEvent' | 'changeEvent' | 'cancelEvent', input: object): Promise<string> {
  const { data } = await graph.ask(
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { result: ${name}(input: $input) {
      ... on EventChanged { event { id } } ... on EventRefused { reason } } }`,
    { input },
    asViewer(coordinator),
  );
  return data.result.event.id;
}
const create = (input: object = {}) => act('createEvent', { ...facts, ...input });

let keys = 0;
/** Answers the codes. */
async function register(event: string, ...people: readonly string[]): Promise<readonly string[]> {
  const codes: string[] = [];
  for (const person of people) {
    keys += 1;
    const input = { event, idempotencyKey: `key-number-${keys}`, name: 'Pia Probe', email: `${person}@probe.example` };
    const { data } = await graph.ask(
      'mutation ($input: RegisterForEventInput!) { result: registerForEvent(input: $input) { ... on EventRegistered { code } } }',
      { input },
    );
    codes.push(data.result.code);
  }
  return codes;
}

const cancel = (code: string | undefined) =>
  graph.ask('mutation ($code: String!) { cancelEventRegistration(input: { code: $code }) { __typename } }', { code });

/** Kinds, with the address as it is found when the mail is sent; null where nobody gets it. One line for each mail. */
async function told(): Promise<readonly string[]> {
  const mails = await rows<{ to: string; kinds: string }>(
    graph,
    `select m.recipient_id as to, string_agg(n.kind, ' ' order by n.id) as kinds from mail m join notification n on n.mail_id = m.id
     where m.recipient = 'PARTICIPANT' group by m.id`,
  );
  const known = await createOwnAddresses(graph.orm.em.fork()).find(mails.map(({ to }) => to));
  const addressOf = new Map(known.map(({ id, address }) => [id, address]));
  return mails.map(({ to, kinds }) => `${addressOf.get(to)?.split('@')[0] ?? null}: ${kinds}`).sort();
}

describe('who waited and has a seat', () => {
  test('because somebody cancelled is told, once, and nobody else is', async () => {
    const id = await create({ capacity: 2 });
    const [ada, , , dora] = await register(id, 'ada', 'bea', 'cem', 'dora', 'eva');

    await cancel(dora);
    expect(await told()).toEqual([]);
    await cancel(ada);
    await cancel(ada);

    expect(await told()).toEqual(['cem: EVENT_SEAT']);
    expect(await rows(graph, 'select facts from notification')).toEqual([{ facts: { ...aboutIt, event: id } }]);
  });

  test('because ten cancelled at once is told once each, with nobody left out', async () => {
    const id = await create({ capacity: 10 });
    const seated = await register(id, ...Array.from({ length: 10 }, (_, index) => `seated${index}`));
    await register(id, ...Array.from({ length: 12 }, (_, index) => `waiting${String(index).padStart(2, '0')}`));

    await Promise.all(seated.map(cancel));

    expect(await told()).toEqual(
      Array.from({ length: 10 }, (_, index) => `waiting${String(index).padStart(2, '0')}: EVENT_SEAT`),
    );
  });

  test('because there are more seats is told', async () => {
    const id = await create();
    await register(id, 'ada', 'bea', 'cem', 'dora');

    await act('changeEvent', { ...facts, event: id, version: 1, capacity: 3 });

    expect(await told()).toEqual(['bea: EVENT_SEAT', 'cem: EVENT_SEAT']);
  });

  test('because somebody was erased is told, who is erased is not', async () => {
    const id = await create();
    await register(id, 'Ulla', 'bea');
    const [request] = await rows<{ id: string }>(
      graph,
      `insert into privacy_request (id, kind, state, origin, proof, email, received_at, due_at, recorded_by, version)
       values (gen_random_uuid(), 'ERASURE', 'OPEN', 'STAFF', 'IN_PERSON', normal_email('ulla@probe.example'), now(), now(), 'x', 1)
       returning id`,
    );

    const erased = await graph.orm.em
      .fork()
      .transactional((em) => eraseRegistrations(em, request?.id ?? '', new Date()));

    expect(erased).toBe(1);
    expect(await told()).toEqual(['bea: EVENT_SEAT']);
  });

  test('is not told of an event that has begun or is cancelled', async () => {
    const [begun, cancelled] = [await create(), await create()];
    const [ada] = await register(begun, 'ada', 'bea');
    const [cem] = await register(cancelled, 'cem', 'dora');
    await rows(graph, `update event set begins_at = '2026-01-01', register_until = '2026-01-01' where id = $1`, [
      begun,
    ]);
    await rows(graph, `update event set state = 'CANCELLED' where id = $1`, [cancelled]);

    await cancel(ada);
    await cancel(cem);

    expect(await told()).toEqual([]);
  });
});

describe('all who are registered', () => {
  test('are told that the event is cancelled, each address once; who has cancelled or is erased since is not', async () => {
    const id = await create({ capacity: 3 });
    const [ada] = await register(id, 'ada', 'bea', 'bea', 'cem', 'dora');
    await cancel(ada);
    await rows(graph, 'delete from notification');
    await rows(graph, 'delete from mail');

    await act('cancelEvent', { event: id, version: 1 });
    await rows(graph, `update event_registration set name = null, email = null where email = 'cem@probe.example'`);

    expect(await told()).toEqual(['bea: EVENT_CANCELLED', 'dora: EVENT_CANCELLED', 'null: EVENT_CANCELLED']);
  });

  test.each([
    ['a later day', { beginsAt: '2098-06-04T08:00:00Z', endsAt: '2098-06-04T12:00:00Z' }, '2098-06-04T08:00:00.000Z'],
    ['another place', { place: 'Turnhalle' }, aboutIt.beginsAt],
  ])('are told of %s, in one mail with their seat', async (_what, change, movedTo) => {
    const id = await create();
    await register(id, 'ada', 'bea', 'bea');

    await act('changeEvent', { ...facts, ...change, event: id, version: 1, capacity: 3 });

    expect(await told()).toEqual(['ada: EVENT_MOVED', 'bea: EVENT_MOVED EVENT_SEAT']);
    const moved = await rows(graph, `select facts from notification where kind = 'EVENT_MOVED' limit 1`);
    expect(moved).toEqual([{ facts: { ...aboutIt, event: id, movedTo } }]);
  });

  test('are not told of another title, of what came too late, or of how many came', async () => {
    const id = await create();
    await register(id, 'ada', 'bea');

    await act('changeEvent', { ...facts, event: id, version: 1, title: 'Anders', topics: ['PFL'] });
    const past = { beginsAt: '2026-01-10T08:00:00Z', endsAt: '2026-01-10T10:00:00Z' };
    await act('changeEvent', { ...facts, ...past, event: id, version: 2, attended: 1 });

    expect(await told()).toEqual([]);
  });
});
