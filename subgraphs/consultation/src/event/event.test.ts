import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRetentionRepository } from '../privacy/retention/retention.repository.ts';
import { runRetention } from '../privacy/retention/run-retention.ts';
import { findEverywhere, rows } from '../privacy/testing/planted-person.ts';
import { advisorOf, coordinator } from '../testing/case-desk.ts';
import { openTestGraph, type TestGraph } from '../testing/test-graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await openTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const facts = {
  ...{
    title: 'Werkstatt Nachbarschaft',
    kind: 'WORKSHOP',
    beginsAt: '2098-05-04T08:00:00Z',
    endsAt: '2098-05-04T12:00:00Z',
  },
  ...{ place: 'Rathaus', kommune: '08336081', topics: ['PFL'], capacity: 20 },
};

async function act(name: string, input: object, viewer = asViewer(coordinator)) {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await graph.ask(
    `mutation ($input: ${type}!) { result: ${name}(input: $input) { __typename
      ... on EventChanged { event { id version state fullyBooked } } ... on EventRefused { reason }
      ... on StaleEvent { basedOn version event { title } } } }`,
    { input },
    viewer,
  );
  return errors[0] ? { code: errors[0].code } : data.result;
}

const create = async (input: object = {}): Promise<string> =>
  (await act('createEvent', { ...facts, ...input })).event.id;

let keys = 0;
async function register(event: string, input: object = {}) {
  keys += 1;
  const { data, errors } = await graph.ask(
    `mutation ($input: RegisterForEventInput!) { result: registerForEvent(input: $input) { __typename
      ... on EventRegistered { code registration { state waitingPlace event { id } } } ... on EventRegistrationRefused { reason } } }`,
    { input: { event, idempotencyKey: `key-number-${keys}`, name: 'Pia Probe', email: 'pia@probe.example', ...input } },
  );
  return errors[0] ? { code: errors[0].code } : data.result;
}

async function cancel(code: string) {
  const { data } = await graph.ask(
    `mutation ($code: String!) { result: cancelEventRegistration(input: { code: $code }) { __typename
      ... on EventRegistrationCancelled { registration { state event { fullyBooked } } } ... on EventRegistrationRefused { reason } } }`,
    { code },
  );
  return data.result;
}

async function stand(code: string) {
  const { data } = await graph.ask(
    'query ($code: String!) { myEventRegistration(code: $code) { state waitingPlace } }',
    { code },
  );
  return data.myEventRegistration;
}

const read = (id: string, selection: string, viewer = asViewer(coordinator)) =>
  graph.ask(`query ($id: ID!) { event(id: $id) { ${selection} } }`, { id }, viewer);

/** Lets time pass: the event took place so many days ago. */
const moveToPast = (id: string, days: number) =>
  rows(
    graph,
    `update event set begins_at = now() - make_interval(days => $2) - interval '2 hours', ends_at = now() - make_interval(days => $2),
       register_until = now() - make_interval(days => $2) - interval '2 hours' where id = $1`,
    [id, days],
  );

describe('seats', () => {
  test('fifty who register at once get the twenty seats and thirty places in line, each place once', async () => {
    const id = await create();

    const results = await Promise.all(Array.from({ length: 50 }, () => register(id)));

    const standings = results.map(({ registration }) => registration);
    expect(standings.filter(({ state }) => state === 'REGISTERED')).toHaveLength(20);
    const places = standings.flatMap(({ waitingPlace }) => waitingPlace ?? []).sort((a, b) => a - b);
    expect(places).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    expect((await read(id, 'attendance { registered waiting attended }')).data.event.attendance).toEqual({
      ...{ registered: 20, waiting: 30, attended: null },
    });
  });

  test('who cancels gives their seat to who waits first, and all others come nearer', async () => {
    const id = await create({ capacity: 1 });
    const [first, second, third] = [await register(id), await register(id), await register(id)];

    expect(await cancel(first.code)).toMatchObject({
      registration: { state: 'CANCELLED', event: { fullyBooked: true } },
    });

    expect(await stand(first.code)).toEqual({ state: 'CANCELLED', waitingPlace: null });
    expect(await stand(second.code)).toEqual({ state: 'REGISTERED', waitingPlace: null });
    expect(await stand(third.code)).toEqual({ state: 'WAITING', waitingPlace: 1 });
  });

  test('ten who cancel while ten register leave no seat empty and none taken twice', async () => {
    const id = await create({ capacity: 10 });
    const before = [];
    for (let index = 0; index < 15; index++) before.push(await register(id));

    await Promise.all(before.slice(0, 10).flatMap(({ code }) => [cancel(code), register(id)]));

    const { data } = await read(id, 'attendance { registered waiting } participants { state waitingPlace }');
    expect(data.event.attendance).toEqual({ registered: 10, waiting: 5 });
    expect(data.event.participants.map(({ waitingPlace }: { waitingPlace: number }) => waitingPlace)).toEqual([
      ...[...Array.from({ length: 10 }, () => null), 1, 2, 3, 4, 5],
    ]);
  });

  test('with more seats those who wait have one; fewer than are taken are refused', async () => {
    const id = await create({ capacity: 2 });
    const [, , third] = [await register(id), await register(id), await register(id)];

    expect(await act('changeEvent', { ...facts, event: id, version: 1, capacity: 1 })).toMatchObject({
      ...{ __typename: 'EventRefused', reason: expect.stringContaining('2 Personen') },
    });
    await act('changeEvent', { ...facts, event: id, version: 1, capacity: 3 });

    expect(await stand(third.code)).toEqual({ state: 'REGISTERED', waitingPlace: null });
  });
});

describe('a registration', () => {
  test('made again with the same key is the same one, with a code of its own', async () => {
    const id = await create();
    const again = { idempotencyKey: 'the-same-key-twice' };

    const results = await Promise.all(Array.from({ length: 5 }, () => register(id, again)));

    expect(new Set(results.map(({ code }) => code)).size).toBe(5);
    expect((await read(id, 'participants { id }')).data.event.participants).toHaveLength(1);
    expect(await register(id, { ...again, name: 'Jemand anders' })).toEqual({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await register(await create(), again)).toEqual({ code: 'IDEMPOTENCY_KEY_REUSED' });
    await cancel(results[0].code);
    expect(await register(id, again)).toMatchObject({ reason: expect.stringContaining('abgesagt') });
    expect(await stand(results[4].code)).toMatchObject({ state: 'CANCELLED' });
  });

  test('keeps no datum of the person once it is cancelled, and of the code nothing but a hash', async () => {
    const id = await create();
    const person = { name: 'Ute Walnussbaum', email: 'Walnussbaum@probe.example', organisation: 'Verein Walnussbaum' };
    const { code } = await register(id, person);
    expect(await findEverywhere(graph, 'walnussbaum')).toHaveLength(3);
    expect(await findEverywhere(graph, code)).toEqual([]);

    await cancel(code);

    expect(await findEverywhere(graph, 'walnussbaum')).toEqual([]);
    expect(await cancel(code)).toMatchObject({ __typename: 'EventRegistrationCancelled' });
    expect(await cancel('made-up')).toMatchObject({ __typename: 'EventRegistrationRefused' });
    expect(await stand('made-up')).toBeNull();
  });

  test('is refused after the deadline, for a cancelled event and with a faulty address', async () => {
    const id = await create({ registerUntil: '2026-01-01T00:00:00Z' });
    expect(await register(id)).toMatchObject({ reason: 'Die Anmeldefrist ist vorbei.' });
    const cancelled = await create();
    await act('cancelEvent', { event: cancelled, version: 1 });
    expect(await register(cancelled)).toMatchObject({ reason: 'Die Veranstaltung ist abgesagt.' });
    expect(await register(await create(), { email: 'pia' })).toEqual({ code: 'BAD_USER_INPUT' });
    expect(await register('none')).toEqual({ code: 'NOT_FOUND' });
  });

  test('loses its person 30 days after the event, and is still counted', async () => {
    const [id, later] = [await create(), await create()];
    await register(id, { name: 'Ute Pappelallee', email: 'pappelallee@probe.example' });
    await register(later, { name: 'Ute Kastanienhof', email: 'kastanienhof@probe.example' });
    await moveToPast(id, 32);
    await moveToPast(later, 28);

    const today = Temporal.Now.plainDateISO('Europe/Berlin').toString();
    const retention = createRetentionRepository(graph.orm.em.fork());
    await runRetention({ retention, startedBy: 'nightly', rehearsal: true, today });
    expect(await findEverywhere(graph, 'pappelallee')).toHaveLength(2);
    await runRetention({ retention, startedBy: 'nightly', rehearsal: false, today });

    expect(await findEverywhere(graph, 'pappelallee')).toEqual([]);
    expect(await findEverywhere(graph, 'kastanienhof')).toHaveLength(2);
    expect((await read(id, 'attendance { registered }')).data.event.attendance.registered).toBe(1);
  });
});

describe('coordinators', () => {
  test('alone write events and see who comes', async () => {
    const id = await create();
    await register(id, { organisation: 'Verein' });
    const advisor = asViewer(advisorOf('GEMEINDETAG'));

    for (const viewer of [advisor, asViewer()]) {
      const code = viewer === advisor ? 'FORBIDDEN' : 'UNAUTHENTICATED';
      expect(await act('createEvent', facts, viewer)).toEqual({ code });
      expect(await act('changeEvent', { ...facts, event: id, version: 1 }, viewer)).toEqual({ code });
      expect(await act('cancelEvent', { event: id, version: 1 }, viewer)).toEqual({ code });
      const { data, errors } = await read(id, 'title attendance { registered } participants { name }', viewer);
      expect(data.event).toEqual({ title: facts.title, attendance: null, participants: null });
      expect(errors.map(({ code: found }) => found)).toEqual([code, code]);
    }
    const { data } = await read(id, 'participants { name email organisation state }');
    expect(data.event.participants).toEqual([
      { name: 'Pia Probe', email: 'pia@probe.example', organisation: 'Verein', state: 'REGISTERED' },
    ]);
  });

  test('are refused on the basis of an older version, and one of two at once is', async () => {
    const id = await create();
    const results = await Promise.all(
      ['Erste', 'Zweite'].map((title) => act('changeEvent', { ...facts, event: id, version: 1, title })),
    );
    expect(results.map(({ __typename }) => __typename).sort()).toEqual(['EventChanged', 'StaleEvent']);
    expect(results.find(({ basedOn }) => basedOn)).toMatchObject({ basedOn: 1, version: 2 });
  });

  test('tell how many came once it has begun', async () => {
    const id = await create();
    expect(await act('changeEvent', { ...facts, event: id, version: 1, attended: 7 })).toMatchObject({
      reason: 'Wer da war, steht erst nach dem Beginn fest.',
    });
    const past = { beginsAt: '2026-01-10T08:00:00Z', endsAt: '2026-01-10T10:00:00Z' };
    await act('changeEvent', { ...facts, ...past, event: id, version: 1, attended: 7 });
    expect((await read(id, 'attendance { attended }')).data.event.attendance).toEqual({ attended: 7 });
  });

  test.each([
    ['in the past', { beginsAt: '2020-05-04T08:00:00Z' }],
    ['that ends before it begins', { endsAt: '2098-05-04T07:00:00Z' }],
    ['to which one registers after it began', { registerUntil: '2098-05-04T09:00:00Z' }],
    ['that is nowhere', { place: ' ' }],
  ])('cannot create an event %s', async (_name, input) => {
    expect(await act('createEvent', { ...facts, ...input })).toMatchObject({ __typename: 'EventRefused' });
  });

  test.each([
    ['a Landkreis', '08336', '08336'],
    ['a Stadtkreis, by its key as a Kreis', '08111', '08111000'],
    ['no Kommune, by an empty key', '', undefined],
  ])('create an event in %s', async (_name, kommune, ags) => {
    const { data } = await read(await create({ kommune }), 'kommune { ags }');

    expect(data.event.kommune?.ags).toBe(ags);
  });

  test.each([
    ['a Kommune that there is not', { kommune: '08999999' }],
    ['a field of action that there is not', { topics: ['XYZ'] }],
    ['no seat', { capacity: 0 }],
  ])('cannot create an event with %s', async (_name, input) => {
    expect(await act('createEvent', { ...facts, ...input })).toEqual({ code: 'BAD_USER_INPUT' });
  });
});

describe('the list', () => {
  const query = `query ($topic: [ID!], $first: Int, $after: String) { events(topic: $topic, first: $first, after: $after) {
    totalCount nodes { title kommune { ags } topics { code } fullyBooked acceptsRegistrations } pageInfo { hasNextPage endCursor } } }`;

  test('shows what is to come, the next first, and then what is over, the latest first; page by page, in few statements', async () => {
    const at = (day: string) => ({
      beginsAt: `${day}T08:00:00Z`,
      endsAt: `${day}T10:00:00Z`,
      title: `Am ${day}`,
      topics: ['WOH'],
    });
    for (const day of ['2099-03-01', '2099-02-01']) await create(at(day));
    for (const days of [100, 50]) await moveToPast(await create({ ...at('2099-01-01'), title: `vor ${days}` }), days);
    await create({ title: 'Anderes', topics: ['PFL'] });

    const titles: string[] = [];
    let after: string | null = null;
    do {
      using queries = captureQueries();
      const { data, errors } = await graph.ask(query, { topic: ['WOH'], first: 2, after });
      expect(errors).toEqual([]);
      expect(data.events.totalCount).toBe(4);
      // The page, its count, the topics, and the register.
      expect(queries.length).toBeLessThanOrEqual(8);
      titles.push(...data.events.nodes.map(({ title }: { title: string }) => title));
      after = data.events.pageInfo.hasNextPage ? data.events.pageInfo.endCursor : null;
    } while (after !== null);

    expect(titles).toEqual(['Am 2099-02-01', 'Am 2099-03-01', 'vor 50', 'vor 100']);
    const forged = Buffer.from('[9e99,0,0,"x"]').toString('base64url');
    expect((await graph.ask(query, { after: forged })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
  });
});
