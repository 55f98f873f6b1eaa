import { describe, expect, test } from 'vitest';
import { type Answer, coordinator } from '../support/graph-client.ts';
import { inquiryInput, submitOperation } from '../support/inquiry.ts';
import { useSharedSystem } from '../support/use-system.ts';

const { graph, ports } = await useSharedSystem();

/** What no answer may hold: stacks, files, addresses, SQL and what the database says of itself. */
const inside =
  /\bat .+:\d+:\d+|node_modules|\.ts\b|127\.0\.0\.1|localhost|ECONN|postgres|pg_|\bselect\b|\binsert into\b|violates|syntax for type/i;

/** An error that the caller can understand: coded, in one sentence, not the server's fault, nothing of its inside. */
function expectRefusal(answer: Answer, extensions: Readonly<Record<string, unknown>>): void {
  expect(answer.errors).toHaveLength(1);
  expect(answer.errors[0]).toMatchObject({ message: expect.stringMatching(/\S/), extensions });
  expect(answer.status).toBeLessThan(500);
  expect(answer.text).not.toMatch(inside);
}

const route = (input: Readonly<Record<string, unknown>>) =>
  graph('query ($input: RoutingInput!) { routing(input: $input) { outcome reasons } }', {
    input: { inquirerKind: 'KOMMUNE', ...input },
  });
const submit = (input: Readonly<Record<string, unknown>>) => graph(submitOperation, { input: inquiryInput(input) });

describe('a place is refused', () => {
  test.each([
    ['with a key that the register does not know', { ags: '08111999' }, 'input.place.ags'],
    ['with a key of seven digits', { ags: '0811100' }, 'input.place.ags'],
    ['with a key of nine digits', { ags: '081110000' }, 'input.place.ags'],
    // As a number the key has lost its zero.
    ['with a key that is a number', { ags: 8111000 }, 'input.place.ags'],
    ['with an empty key', { ags: '' }, 'input.place.ags'],
    ['with an empty name', { name: ' ' }, 'input.place.name'],
    ['with a name of 100 KB', { name: 'x'.repeat(100_000) }, 'input.place.name'],
    ['with a name that holds a zero byte', { name: 'Ulm\0' }, 'input.place.name'],
    ['with a postcode of four digits', { postalCode: '7017' }, 'input.place.postalCode'],
    ['that is two places at once', { ags: '08111000', name: 'Reutlingen' }, 'input.place'],
  ])('%s, on trial and when it is submitted', async (_title, place, argument) => {
    expectRefusal(await route({ place }), { code: 'BAD_USER_INPUT', argument });
    expectRefusal(await submit({ place }), { code: 'BAD_USER_INPUT', argument });
  });

  test('with a key that is a fraction', async () => {
    expectRefusal(await route({ place: { ags: 8111.5 } }), { code: 'BAD_USER_INPUT' });
  });

  test.each([
    ['of emoji', '🏡🌳👵'],
    ['that nobody knows', 'Hintertupfing am Bodensee'],
    ['that tries to be SQL', "'; drop table kommune; --"],
  ])('but a name %s is left to the coordinators', async (_title, name) => {
    const { status, data, errors } = await route({ place: { name } });
    expect(errors).toEqual([]);
    expect(status).toBe(200);
    expect(data.routing.outcome).toBe('TRIAGE');
    expect(data.routing.reasons.join(' ')).toContain(name);
  });
});

describe('a submission is refused', () => {
  test.each([
    ['with an empty concern', { concern: '' }, 'input.concern'],
    ['with a concern of blanks', { concern: ' \n\t '.repeat(10) }, 'input.concern'],
    ['with a concern of 100 KB', { concern: 'ä'.repeat(50_000) }, 'input.concern'],
    ['with an unknown topic', { topics: ['XYZ'] }, 'input.topics'],
    ['with a short idempotency key', { idempotencyKey: 'abc' }, 'input.idempotencyKey'],
    ['with an idempotency key of 100 KB', { idempotencyKey: 'k'.repeat(100_000) }, 'input.idempotencyKey'],
    ['with a mail address that is none', { inquirer: { email: 'mia' } }, 'input.inquirer.email'],
    ['with an empty name', { inquirer: { name: '' } }, 'input.inquirer.name'],
    ['with 51 further places', { furtherPlaces: furtherPlaces(51) }, 'input.furtherPlaces'],
  ])('%s', async (_title, input, argument) => {
    expectRefusal(await submit(input), { code: 'BAD_USER_INPUT', argument });
  });

  test.each([
    ['with an unknown kind of inquirer', { inquirer: { kind: 'KING' } }],
    ['with a field that does not exist', { colour: 'red' }],
    ['without a concern', { concern: null }],
    ['with a concern that is an object', { concern: { text: 'x' } }],
  ])('%s', async (_title, input) => {
    expectRefusal(await submit(input), { code: 'BAD_USER_INPUT' });
  });

  test('that is larger than the gateway takes', async () => {
    expectRefusal(await submit({ concern: 'x'.repeat(1_000_000) }), { code: 'PAYLOAD_TOO_LARGE' });
  });
});

describe('a page is refused', () => {
  const lists = [
    ['kommunen', 'query ($first: Int, $after: String) { kommunen(first: $first, after: $after) { totalCount } }'],
    ['cases', 'query ($first: Int, $after: String) { cases(first: $first, after: $after) { totalCount } }'],
    [
      'members',
      'query ($first: Int, $after: String) { staedtetag { members(first: $first, after: $after) { totalCount } } }',
    ],
  ] as const;
  const pages = [
    ['of -1 entries', { first: -1 }, 'first'],
    ['of 10,000 entries', { first: 10_000 }, 'first'],
    ['after a cursor that is none', { after: '🏡' }, 'after'],
    ['after a cursor of another list', { after: Buffer.from('["x",1,2,3]').toString('base64url') }, 'after'],
    ['after a cursor of 100 KB', { after: 'x'.repeat(100_000) }, 'after'],
  ] as const;
  const all = lists.flatMap(([list, operation]) =>
    pages.map(([title, variables, argument]) => ({ list, operation, title, variables, argument })),
  );

  test.each(all)('of $list: $title', async ({ operation, variables, argument }) => {
    const answer = await graph(operation, variables, coordinator);
    // The gateway's estimate of costs may come first for a page that is far too large.
    if (answer.errors[0]?.extensions.code === 'OPERATION_TOO_COSTLY')
      expectRefusal(answer, { code: 'OPERATION_TOO_COSTLY' });
    else expectRefusal(answer, { code: 'BAD_USER_INPUT', argument });
  });
});

describe('a key of the register is refused', () => {
  test.each([
    ['with seven digits', '{ gemeinde(ags: "0811100") { name } }'],
    ['that is a number', '{ gemeinde(ags: 8111000) { name } }'],
    ['of emoji', '{ gemeinde(ags: "🏡") { name } }'],
    ['of a Gemeinde, for a Landkreis', '{ landkreis(ags: "08111000") { name } }'],
  ])('%s', async (_title, operation) => {
    expectRefusal(await graph(operation), { code: 'BAD_USER_INPUT', argument: 'ags' });
  });
});

describe('what is not there is null and no error', () => {
  const id = '00000000-0000-4000-8000-000000000000';
  test.each([
    ['a Gemeinde with an unknown key', '{ answer: gemeinde(ags: "08111999") { name } }'],
    ['a Landkreis with an unknown key', '{ answer: landkreis(ags: "08999") { name } }'],
    ['a member with an unknown key', '{ answer: staedtetagMember(ags: "08111999") { since } }'],
    ['an advisor with a key that is no UUID', '{ answer: gemeindetagAdvisor(id: "42") { name } }'],
    ['an advisor with an unknown key', `{ answer: landkreistagAdvisor(id: "${id}") { name } }`],
    ['a case with a key that is no UUID', '{ answer: case(id: "42") { number } }'],
    ['a case with an unknown key', `{ answer: case(id: "${id}") { number } }`],
    ['an inquiry by a link that nobody has', '{ answer: myInquiry(link: "x") { number } }'],
  ])('%s', async (_title, operation) => {
    const { status, text } = await graph(operation, {}, coordinator);
    expect(JSON.parse(text)).toEqual({ data: { answer: null } });
    expect(status).toBe(200);
  });
});

describe('a request that is none', () => {
  const post = async (body: string, type = 'application/json') => {
    const response = await fetch(`http://127.0.0.1:${ports.gateway}/graphql`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    return { status: response.status, text: await response.text() };
  };

  test.each([
    ['is no JSON', '{"query": ', 400, 'BAD_REQUEST'],
    ['has a syntax error', JSON.stringify({ query: '{ kommunen(' }), 400, 'GRAPHQL_PARSE_FAILED'],
    ['asks for a field that does not exist', JSON.stringify({ query: '{ mayors }' }), 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['is empty', '{}', 400, 'BAD_REQUEST'],
    ['is a list', '[]', 400, 'BAD_REQUEST'],
  ])('%s gets %s', async (_title, body, status, code) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text).errors[0].extensions.code).toBe(code);
    expect(answer.text).not.toMatch(inside);
  });

  test('is a form', async () => {
    const { status, text } = await post('query=%7Btopics%7Bcode%7D%7D', 'application/x-www-form-urlencoded');
    expect(status).toBe(415);
    expect(JSON.parse(text).errors[0].extensions.code).toBe('UNSUPPORTED_MEDIA_TYPE');
  });
});

function furtherPlaces(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `08${String(111_000 + index)}`);
}
