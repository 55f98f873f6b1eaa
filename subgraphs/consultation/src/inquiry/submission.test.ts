import { createOrm, select } from '@gkz-qe/kit/database.ts';
import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { asViewer, createTestGraph } from '@gkz-qe/kit/testing/test-graph.ts';
import type { Role } from '@gkz-qe/kit/viewer.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createContext } from '../context.ts';
import { databaseOptions } from '../database.ts';
import { sampleAdvisors } from '../sample/sample-advisors.ts';
import { createSchema } from '../schema.ts';
import { openCaseGraph, saveAdvisors } from '../testing/case-graph.ts';
import { createTestSources, type TestGraph } from '../testing/test-graph.ts';
import { takeNumber } from './submission.repository.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await openCaseGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const mutation = `mutation ($input: SubmitInquiryInput!) { submitInquiry(input: $input) {
  __typename
  ... on InquirySubmitted { case { number status receivedAt lead reasons } link }
  ... on AmbiguousPlace { choices { ags } }
  ... on PlaceRefused { reason } } }`;

const mine = `query ($link: String!) { myInquiry(link: $link) {
  number status receivedAt concern concerns { ags } lead { code } advisor { __typename id } } }`;

let keys = 0;
const newKey = () => `test-key-${++keys}`;

function inquiry(given: object = {}) {
  return {
    idempotencyKey: newKey(),
    place: { ags: '08336081' },
    concern: 'Wir möchten ein Netz für ältere Menschen im Quartier aufbauen.',
    topics: ['PFL'],
    support: ['FIRST_CONSULTATION'],
    inquirer: { kind: 'KOMMUNE', name: 'Erika Beispiel', email: 'erika@beispiel.example' },
    ...given,
  };
}

const submit = (input: object, roles: Role[] = []) =>
  graph.ask(mutation, { input }, asViewer({ roles, subject: roles.length > 0 ? 'staff' : null }));

async function submitted(given: object = {}) {
  const { data, errors } = await submit(inquiry(given));
  expect(errors).toEqual([]);
  expect(data.submitInquiry.__typename).toBe('InquirySubmitted');
  return data.submitInquiry;
}

function rows<Row = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
  return select<Row>(graph.orm.em.fork(), 'test.rows', text, values);
}

const caseOf = async (number: string) => {
  const [row] = await rows('select * from consultation_case where number = $1', [number]);
  return row as Record<string, unknown>;
};

describe('an inquiry with a clear place', () => {
  test('becomes an assigned case, and the inquirer learns who leads and why', async () => {
    const { case: receipt, link } = await submitted();
    expect(receipt).toMatchObject({ status: 'ASSIGNED', lead: 'GEMEINDETAG' });
    expect(receipt.number).toMatch(/^\d{4}-\d{5}$/);
    expect(receipt.reasons.join(' ')).toContain('Gemeindetag');
    expect(link).toMatch(/^[\w-]{43}$/);
  });

  test('is written with its Kommunen, topics, parts, transitions and timeline', async () => {
    const { case: receipt } = await submitted({
      furtherPlaces: ['08415061'],
      reach: 'SEVERAL',
      topics: ['PFL', 'DIG'],
      quartier: '  Altstadt ',
    });
    const row = await caseOf(receipt.number);
    expect(row).toMatchObject({
      ...{ status: 'ASSIGNED', open: true, version: 1, source: 'INQUIRY', channel: 'WEB', quartier: 'Altstadt' },
      title: 'Pflege & Gesundheit · Digitalisierung in Schopfheim und einer weiteren Kommune',
    });
    const of = (columns: string, table: string, order: string) =>
      rows(`select ${columns} from ${table} where case_id = $1 order by ${order}`, [row.id]);
    expect(await of('ags, position', 'case_kommune', 'position')).toEqual([
      { ags: '08336081', position: 1 },
      { ags: '08415061', position: 2 },
    ]);
    expect(await of('topic', 'case_topic', 'topic')).toEqual([{ topic: 'DIG' }, { topic: 'PFL' }]);
    expect(await of('kind', 'case_support', 'kind')).toEqual([{ kind: 'FIRST_CONSULTATION' }]);
    expect(await of('association, role, state', 'participation', 'id')).toEqual([
      { association: 'GEMEINDETAG', role: 'LEAD', state: 'REQUESTED' },
      { association: 'STAEDTETAG', role: 'CO_ADVICE', state: 'REQUESTED' },
      { association: 'LANDKREISTAG', role: 'CO_ADVICE', state: 'REQUESTED' },
    ]);
    expect(await of('from_status, to_status, actor', 'transition', 'id')).toEqual([
      { from_status: null, to_status: 'RECEIVED', actor: 'inquirer' },
      { from_status: 'RECEIVED', to_status: 'ASSIGNED', actor: 'system' },
    ]);
    expect(await of('kind, visibility, text', 'timeline_entry', 'id')).toEqual([
      { kind: 'TRANSITION', visibility: 'INQUIRER', text: 'Die Anfrage ist eingegangen.' },
      { kind: 'TRANSITION', visibility: 'INQUIRER', text: 'Zugewiesen: Der Gemeindetag leitet die Beratung.' },
      { kind: 'PARTICIPATION', visibility: 'PARTICIPANTS', text: 'Der Städtetag ist um Mitberatung gebeten.' },
      { kind: 'PARTICIPATION', visibility: 'PARTICIPANTS', text: 'Der Landkreistag ist um Mitberatung gebeten.' },
    ]);
    expect(await of('name, email, phone', 'inquirer', 'name')).toEqual([
      { name: 'Erika Beispiel', email: 'erika@beispiel.example', phone: null },
    ]);
  });

  test('is due in two working days and gets a number of its year, one after the other', async () => {
    const first = await caseOf((await submitted()).case.number);
    const second = await caseOf((await submitted()).case.number);
    const days = ((first.due_at as Date).getTime() - (first.received_at as Date).getTime()) / 86_400_000;
    expect(days).toBeGreaterThanOrEqual(2);
    expect(Number((second.number as string).slice(5))).toBe(Number((first.number as string).slice(5)) + 1);
  });

  test('sends what the inquirer wrote as parameters: no text of a statement, and so no log, holds it', async () => {
    using queries = captureQueries();
    await submitted({ concern: 'Ein Anliegen, das niemand sonst lesen soll.', quartier: 'Geheimviertel' });
    expect(queries.length).toBeGreaterThan(10);
    for (const secret of ['Erika', 'erika@', 'niemand sonst', 'Geheimviertel'])
      expect(queries.join()).not.toContain(secret);
  });

  test('keeps of the link only its hash', async () => {
    const { link } = await submitted();
    const texts = await rows<{ text: string }>('select to_jsonb(l)::text as text from inquiry_link l');
    expect(texts.length).toBeGreaterThan(0);
    for (const { text } of texts) expect(text).not.toContain(link);
  });
});

describe('an inquiry that no rule assigns', () => {
  test('goes to triage: without a place', async () => {
    const { case: receipt } = await submitted({
      place: undefined,
      inquirer: { kind: 'ASSOCIATION_OF_CITIZENS', name: 'Verein Beispiel', email: 'verein@beispiel.example' },
    });
    expect(receipt).toMatchObject({ status: 'IN_TRIAGE', lead: null });
    const row = await caseOf(receipt.number);
    expect(row).toMatchObject({ title: 'Pflege & Gesundheit', assigned_at: null });
    expect(await rows('select 1 from participation where case_id = $1', [row.id])).toEqual([]);
  });

  test('goes to triage: with a name that no Kommune bears, and keeps what was typed', async () => {
    const { case: receipt } = await submitted({ place: { name: '🏡 Entenhausen' } });
    expect(receipt.status).toBe('IN_TRIAGE');
    const { id } = await caseOf(receipt.number);
    expect(await rows('select place_by, place from inquiry where case_id = $1', [id])).toEqual([
      { place_by: 'NAME', place: '🏡 Entenhausen' },
    ]);
  });

  test('goes to triage, all three informed: for the whole Land', async () => {
    const { case: receipt } = await submitted({ place: undefined, reach: 'LAND' });
    const { id } = await caseOf(receipt.number);
    expect(await rows('select role, state from participation where case_id = $1', [id])).toEqual(
      Array(3).fill({ role: 'INFORMED', state: 'ACCEPTED' }),
    );
  });
});

describe('a place that is unclear or not ours creates nothing', () => {
  const counts = () =>
    rows('select (select count(*) from consultation_case) as cases, (select count(*) from idempotency) as keys');

  test('the choices are returned', async () => {
    const before = await counts();
    const { data } = await submit(inquiry({ place: { name: 'Malsch' } }));
    expect(data.submitInquiry).toEqual({
      __typename: 'AmbiguousPlace',
      choices: [{ ags: '08215046' }, { ags: '08226046' }],
    });
    expect(await counts()).toEqual(before);
  });

  test('the same key serves for the choice', async () => {
    const idempotencyKey = newKey();
    await submit(inquiry({ idempotencyKey, place: { name: 'Malsch' } }));
    const chosen = await submitted({ idempotencyKey, place: { ags: '08215046' } });
    expect(chosen.case.status).toBe('ASSIGNED');
  });

  test.each([
    ['a gemeindefreies Gebiet', { ags: '08317971' }, 'gemeindefreies Gebiet'],
    ['a Stadt in Bayern, with where to turn', { ags: '09162000' }, 'Bitte wenden Sie sich an'],
  ])('%s is refused', async (_name, place, reason) => {
    const before = await counts();
    const { data } = await submit(inquiry({ place }));
    expect(data.submitInquiry.__typename).toBe('PlaceRefused');
    expect(data.submitInquiry.reason).toContain(reason);
    expect(await counts()).toEqual(before);
  });
});

describe('a repeated submission', () => {
  test('with the same key and content gives the same case with a link that works', async () => {
    const input = inquiry({ topics: ['PFL', 'DIG'], concern: 'Wir möchten eine Begegnungsstätte einrichten.' });
    const first = (await submit(input)).data.submitInquiry;
    const again = (await submit({ ...input, topics: ['DIG', 'PFL'], concern: ` ${input.concern}\n` })).data
      .submitInquiry;
    expect(again.case).toEqual(first.case);
    expect(again.link).not.toBe(first.link);
    for (const { link } of [first, again]) {
      expect((await graph.ask(mine, { link })).data.myInquiry.number).toBe(first.case.number);
    }
  });

  test.each([
    ['another concern', { concern: 'Etwas ganz anderes als vorher.' }],
    ['another place', { place: { ags: '08336010' } }],
    ['another inquirer', { inquirer: { kind: 'KOMMUNE', name: 'Max Beispiel', email: 'erika@beispiel.example' } }],
    ['another consent', { consentToInformKommune: true }],
  ])('with the same key and %s is refused', async (_name, change) => {
    const input = inquiry();
    await submit(input);
    const { data, errors } = await submit({ ...input, ...change });
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED', argument: 'input.idempotencyKey' }]);
  });

  test('ten times at once gives one case and no error', async () => {
    const input = inquiry({ concern: 'Zehnmal dasselbe, im selben Augenblick.' });
    const answers = await Promise.all(Array.from({ length: 10 }, () => submit(input)));
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    const numbers = new Set(answers.map(({ data }) => data.submitInquiry.case.number));
    expect(numbers.size).toBe(1);
    expect(await rows('select 1 from consultation_case where concern = $1', [input.concern])).toHaveLength(1);
    expect(new Set(answers.map(({ data }) => data.submitInquiry.link)).size).toBe(10);
  });

  test('ten different ones at once give ten cases with ten numbers', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => submit(inquiry())));
    expect(new Set(answers.map(({ data }) => data.submitInquiry.case.number)).size).toBe(10);
  });
});

test('thirty at once get through one connection', async () => {
  const orm = createOrm({ ...databaseOptions(graph.database.url), poolSize: 1 });
  const sources = createTestSources(orm);
  const ask = createTestGraph({ schema: createSchema(), createContext: (caller) => createContext(sources, caller) });
  try {
    const stuttgart = () => inquiry({ place: { ags: '08111000' }, topics: [] });
    const same = stuttgart();
    const inputs = Array.from({ length: 30 }, (_, index) => (index % 3 ? stuttgart() : same));
    const answers = await Promise.all(inputs.map((input) => ask(mutation, { input })));
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    expect(new Set(answers.map(({ data }) => data.submitInquiry.case.number)).size).toBe(21);
  } finally {
    await orm.close();
  }
});

test('a number that is taken inside of a transaction leaves it as durable as it was; numbers go on either way', async () => {
  const em = graph.orm.em.fork();
  const durability = (session: typeof em) => select<{ setting: string }>(session, 'test.durability', shown);
  const alone = await takeNumber(em, 2031);
  const after = await em.transactional(async (session) => {
    await select(session, 'test.durable', `set local synchronous_commit = 'on'`);
    return [await takeNumber(session, 2031), await durability(session)];
  });
  expect([alone, after]).toEqual(['2031-00001', ['2031-00002', [{ setting: 'on' }]]]);
});

const shown = `select current_setting('synchronous_commit') as setting`;

describe('the advisor', () => {
  const [anna, bela] = sampleAdvisors.filter(({ association }) => association === 'LANDKREISTAG');
  if (!anna || !bela) throw new Error('there are sample advisors');
  const landkreis = {
    place: { ags: '08226' },
    inquirer: { kind: 'LANDKREIS', name: 'Amt', email: 'amt@beispiel.example' },
  };
  const leads = () =>
    rows<{ advisor_id: string | null; cases: number }>(
      `select advisor_id, count(*)::int as cases from participation
       where association = 'LANDKREISTAG' and role = 'LEAD' and case_open group by advisor_id order by advisor_id`,
    );

  beforeEach(async () => {
    const off = sampleAdvisors.map((advisor) => ({ ...advisor, active: advisor.association !== 'LANDKREISTAG' }));
    await graph.orm.em.fork().transactional(async (em) => {
      await saveAdvisors(em, off);
      await saveAdvisors(
        em,
        [anna, bela].map((advisor) => ({ ...advisor, capacity: 4, topics: [] })),
      );
    });
  });

  test('is never given more than they have room for, also by twelve inquiries at once; the rest goes to the team', async () => {
    await Promise.all(Array.from({ length: 12 }, () => submit(inquiry({ ...landkreis, topics: [] }))));
    expect(await leads()).toEqual([
      { advisor_id: anna.id, cases: 4 },
      { advisor_id: bela.id, cases: 4 },
      { advisor_id: null, cases: 4 },
    ]);
    const [entry] = await rows<{ text: string }>(`select text from timeline_entry where text like 'Im Landkreistag%'`);
    expect(entry?.text).toContain('Zuständig ist das Team.');
  });
});

describe('who may submit', () => {
  test.each<[string, Role[]]>([
    ['the public', []],
    ['an advisor', ['advisor']],
    ['a team lead', ['team_lead']],
    ['a coordinator', ['coordinator']],
    ['an analyst who also advises', ['analyst', 'advisor']],
  ])('%s may', async (_name, roles) => {
    const { errors } = await submit(inquiry(), roles);
    expect(errors).toEqual([]);
  });

  test.each<[Role]>([['analyst'], ['association_admin'], ['privacy_officer']])('the role %s may not', async (role) => {
    const { data, errors } = await submit(inquiry(), [role]);
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ code: 'FORBIDDEN' }]);
  });
});

describe('how an inquiry came', () => {
  const receiptOf = async (answer: Awaited<ReturnType<typeof submit>>) => {
    expect(answer.errors).toEqual([]);
    const [row] = await rows(
      `select c.channel, t.actor from consultation_case c join transition t on t.case_id = c.id and t.from_status is null
       where c.number = $1`,
      [answer.data.submitInquiry.case.number],
    );
    return row;
  };

  test('the public asks by the form and for itself, also who has signed in without a role', async () => {
    const byForm = { channel: 'WEB', actor: 'inquirer' };

    expect(await receiptOf(await submit(inquiry()))).toEqual(byForm);
    expect(await receiptOf(await submit(inquiry({ channel: 'WEB' })))).toEqual(byForm);
    const signedIn = await graph.ask(mutation, { input: inquiry() }, asViewer({ subject: 'somebody' }));
    expect(await receiptOf(signedIn)).toEqual(byForm);
  });

  test('the public can name no other channel', async () => {
    const { data, errors } = await submit(inquiry({ channel: 'EVENT' }));

    expect(data).toBeNull();
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'input.channel' }]);
  });

  test.each([
    ['MAIL', 'MAIL'],
    ['EVENT', 'EVENT'],
    ['WEB', 'WEB'],
    [undefined, 'PHONE'],
  ])('staff who name %s have written down what came by %s', async (named, channel) => {
    const answer = await submit(inquiry({ channel: named }), ['advisor']);

    expect(await receiptOf(answer)).toEqual({ channel, actor: 'staff' });
  });

  test('one key with two channels is two inquiries, and the second one is refused', async () => {
    const input = inquiry({ channel: 'MAIL' });
    await submit(input, ['coordinator']);

    const { errors } = await submit({ ...input, channel: 'EVENT' }, ['coordinator']);

    expect(errors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });
});

describe('bad input is answered with a code that names the field', () => {
  const inquirer = { kind: 'KOMMUNE', name: 'Erika Beispiel', email: 'erika@beispiel.example' };
  test.each([
    ['an empty concern', { concern: '' }, 'concern'],
    ['a concern of spaces', { concern: ' '.repeat(50) }, 'concern'],
    ['a concern of nine characters', { concern: '123456789' }, 'concern'],
    ['a concern of 100 KB', { concern: 'ä'.repeat(100_000) }, 'concern'],
    ['a concern with a null character', { concern: 'Ein Anliegen mit \0 darin' }, 'concern'],
    ['a concern with half an emoji', { concern: 'Ein Anliegen mit \ud83d darin' }, 'concern'],
    ['a short key', { idempotencyKey: 'kurz' }, 'idempotencyKey'],
    ['a key with spaces', { idempotencyKey: 'not a good key' }, 'idempotencyKey'],
    ['a key of 101 characters', { idempotencyKey: 'k'.repeat(101) }, 'idempotencyKey'],
    ['a Quartier of 201 characters', { quartier: 'q'.repeat(201) }, 'quartier'],
    ['a name of one letter', { inquirer: { ...inquirer, name: 'E' } }, 'inquirer.name'],
    ['no mail address', { inquirer: { ...inquirer, email: 'erika' } }, 'inquirer.email'],
    [
      'a mail address with a line break',
      { inquirer: { ...inquirer, email: 'a@b.example\nBcc: x@y.example' } },
      'inquirer.email',
    ],
    [
      'a mail address of 300 characters',
      { inquirer: { ...inquirer, email: `${'e'.repeat(290)}@b.example` } },
      'inquirer.email',
    ],
    ['a telephone number of 51 characters', { inquirer: { ...inquirer, phone: '1'.repeat(51) } }, 'inquirer.phone'],
    ['a function of 201 characters', { inquirer: { ...inquirer, function: 'f'.repeat(201) } }, 'inquirer.function'],
    [
      'an organisation of 201 characters',
      { inquirer: { ...inquirer, organisation: 'o'.repeat(201) } },
      'inquirer.organisation',
    ],
    ['a key of seven digits', { place: { ags: '8336081' } }, 'place.ags'],
    ['an unknown key', { place: { ags: '08336999' } }, 'place.ags'],
    ['two kinds of place', { place: { ags: '08336081', postalCode: '79650' } }, 'place'],
    ['an unknown topic', { topics: ['PFL', 'NIX'] }, 'topics'],
    ['51 further places', { furtherPlaces: Array.from({ length: 51 }, (_, i) => `08336${100 + i}`) }, 'furtherPlaces'],
  ])('%s', async (_name, change, argument) => {
    const { data, errors } = await submit(inquiry(change));
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: `input.${argument}`, path: 'submitInquiry' }]);
  });

  test('optional texts may be empty or missing', async () => {
    const { case: receipt } = await submitted({ quartier: '  ', inquirer: { ...inquirer, phone: '', function: null } });
    const { id } = await caseOf(receipt.number);
    expect(await rows('select phone, function from inquirer where case_id = $1', [id])).toEqual([
      { phone: null, function: null },
    ]);
  });
});

describe('the inquirer’s own view', () => {
  test('shows the inquiry by its link', async () => {
    const { case: receipt, link } = await submitted();
    const { data } = await graph.ask(mine, { link });
    expect(data.myInquiry).toMatchObject({
      ...{ number: receipt.number, status: 'ASSIGNED', receivedAt: receipt.receivedAt },
      concern: 'Wir möchten ein Netz für ältere Menschen im Quartier aufbauen.',
      concerns: [{ ags: '08336081' }],
      lead: { code: 'GEMEINDETAG' },
      advisor: { __typename: 'GemeindetagAdvisor' },
    });
  });

  test('is null, without an error, for a link that is unknown, malformed, expired or revoked', async () => {
    const expired = await submitted();
    const revoked = await submitted();
    const hash = `sha256(convert_to($1, 'UTF8'))`;
    await rows(`update inquiry_link set expires_at = now() where token_hash = ${hash}`, [expired.link]);
    await rows(`update inquiry_link set revoked_at = now() where token_hash = ${hash}`, [revoked.link]);
    for (const link of [expired.link, revoked.link, 'A'.repeat(43), '', '🏡', 'x'.repeat(100_000)]) {
      expect(await graph.ask(mine, { link })).toEqual({ data: { myInquiry: null }, errors: [] });
    }
  });

  test('asks the database once for a link, known or not', async () => {
    const { link } = await submitted();
    const number = 'query ($link: String!) { myInquiry(link: $link) { number } }';
    for (const asked of [link, 'nonsense']) {
      using queries = captureQueries();
      await graph.ask(number, { link: asked });
      expect(queries).toHaveLength(1);
    }
  });
});
