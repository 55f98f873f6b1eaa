import { loadSecrets } from '@gkz-qe/infra/files/secrets.ts';
import { associationNames, type PartName, subgraphNames } from '@gkz-qe/infra/parts.ts';
import { directorySecretOf, gatewaySecretOf } from '@gkz-qe/infra/system/services.ts';
import { signatureHeader, signCall, viewerHeader } from '@gkz-qe/kit/signature.ts';
import { encodeViewer } from '@gkz-qe/kit/viewer.ts';
import { describe, expect, test } from 'vitest';
import { coordinator, readAnswer, readOperation } from '../support/graph-client.ts';
import { inquiryInput } from '../support/inquiry.ts';
import { useSharedSystem } from '../support/use-system.ts';

const { graph, ports, dataDir } = await useSharedSystem();
const secrets = loadSecrets(dataDir);

/** A case that is there to be found. */
const known = await createCase('08118014');

async function createCase(ags: string) {
  await graph(readOperation('submit'), { input: inquiryInput({ place: { ags } }) });
  const { data } = await graph(
    'query ($ags: ID!) { cases(first: 1, filter: { kommune: [$ags] }) { nodes { id number concerns { ags } } } }',
    { ags },
    coordinator,
  );
  return data.cases.nodes[0];
}

describe('who comes without a token', () => {
  test.each([
    ['the case itself', `{ case(id: "${known.id}") { number } }`],
    ['the list of cases', '{ cases { nodes { number } } }'],
    ['how many cases there are', '{ cases { totalCount } }'],
    ['the cases of a Kommune', `{ gemeinde(ags: "${known.concerns[0].ags}") { cases { nodes { number } } } }`],
    ['the cases of a Kommune behind the interface', '{ kommunen(first: 5) { nodes { cases { totalCount } } } }'],
    ['the cases of members', '{ staedtetag { members(first: 5) { nodes { cases { nodes { number } } } } } }'],
    ['how many cases a member has', '{ associations { members(first: 5) { nodes { caseCount } } } }'],
    ['how many open cases an association has', '{ associations { openCaseCount } }'],
    ['how many open cases an advisor has', '{ associations { advisors { openCaseCount } } }'],
    ['a case under another name', `{ kommune: case(id: "${known.id}") { name: number } }`],
    [
      'a case behind a fragment',
      `{ ...hidden } fragment hidden on Query { case(id: "${known.id}") { ...content } } fragment content on Case { concern }`,
    ],
    ['that a case exists', `{ case(id: "${known.id}") { __typename } }`],
  ])('does not learn %s', async (_what, operation) => {
    const { status, data, errors, text } = await graph(operation);

    expect(status).toBe(200);
    expect(errors.length).toBeGreaterThan(0);
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(['UNAUTHORIZED_FIELD_OR_TYPE']));
    expect(text).not.toContain(known.number);
    expect(leavesOf(data).filter((leaf) => leaf !== null)).toEqual([]);
  });

  test.each([
    ['entities', '{ _entities(representations: [{ __typename: "Case", id: "x" }]) { __typename } }'],
    ['the subgraphs’ own contracts', '{ _service { sdl } }'],
    ['the change log of the directory', '{ staedtetagDirectoryChanges(after: "0", first: 1) { seq } }'],
    ['addresses of the staff', '{ coordinatorMailAddresses }'],
  ])('finds no %s in the public API', async (_what, operation) => {
    const { status, data, errors } = await graph(operation);
    expect(status).toBe(400);
    expect(data).toBeNull();
    expect(errors[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  test('reads register, topics and memberships', async () => {
    const { errors, data } = await graph(
      '{ gemeinde(ags: "08111000") { name staedtetagMember { status since } } topics { code } regionen { name } }',
    );
    expect(errors).toEqual([]);
    expect(data.gemeinde).toMatchObject({ name: 'Stuttgart', staedtetagMember: { status: 'ACTIVE' } });
    expect(data.topics).toHaveLength(7);
    expect(data.regionen).toHaveLength(12);
  });

  test('hands in an inquiry and reads it again by its link, and by no other', async () => {
    const input = inquiryInput();
    const { data } = await graph(readOperation('submit'), { input });
    const mine = 'query ($link: String!) { myInquiry(link: $link) { number concern } }';
    const { link } = data.submitInquiry;

    expect((await graph(mine, { link })).data.myInquiry).toMatchObject({ concern: input.concern });
    expect((await graph(mine, { link: `${link.slice(0, -4)}AAAA` })).data.myInquiry).toBeNull();
  });
});

describe('an analyst', () => {
  test.each([
    ['a case', `{ case(id: "${known.id}") { number } }`],
    ['the list of cases', '{ cases { totalCount } }'],
    ['a count of cases', '{ associations { openCaseCount members(first: 3) { nodes { caseCount } } } }'],
  ])('does not learn %s either', async (_what, operation) => {
    const { data, errors } = await graph(operation, {}, { role: 'analyst' });
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(['UNAUTHORIZED_FIELD_OR_TYPE']));
    expect(leavesOf(data).filter((leaf) => leaf !== null)).toEqual([]);
  });
});

describe('an advisor of another association', () => {
  test('reads neither a case in which that association takes no part, nor of whom it is', async () => {
    const { data: listed } = await graph(
      '{ cases(first: 50, filter: { association: [GEMEINDETAG] }) { nodes { id number participations { association { code } } } } }',
      {},
      coordinator,
    );
    const foreign = listed.cases.nodes.find(
      (node: { participations: readonly { association: { code: string } }[] }) =>
        !node.participations.some(({ association }) => association.code === 'LANDKREISTAG'),
    );

    const { data, errors, text } = await graph(
      'query ($id: ID!) { case(id: $id) { number concern } }',
      { id: foreign.id },
      { role: 'advisor', association: 'landkreistag' },
    );

    expect(errors).toEqual([]);
    expect(data).toEqual({ case: null });
    expect(text).not.toContain(foreign.number);
  });
});

/** Calls a subgraph past the gateway. */
async function callDirectly(
  name: PartName,
  query: string,
  headers: (body: string) => Readonly<Record<string, string>>,
) {
  const body = JSON.stringify({ query });
  const response = await fetch(`http://127.0.0.1:${ports[name]}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers(body) },
    body,
  });
  return readAnswer(response);
}

const forged = encodeViewer({ subject: 'x', roles: ['coordinator'], association: 'staedtetag', advisorId: null });
const signedWith =
  (secret: string, viewer = '') =>
  (body: string) => ({
    ...(viewer && { [viewerHeader]: viewer }),
    [signatureHeader]: signCall({ method: 'POST', path: '/graphql', viewer, body }, secret),
  });

describe.each(subgraphNames)('the subgraph %s', (name) => {
  const others = subgraphNames.filter((other) => other !== name);

  test.each([
    ['unsigned', () => ({})],
    ['unsigned, with a viewer made up', () => ({ [viewerHeader]: forged })],
    ['signed with the secret of another subgraph', signedWith(gatewaySecretOf(others[0] ?? name, secrets))],
    [
      'signed, with a viewer put in afterwards',
      (body: string) => ({ ...signedWith(gatewaySecretOf(name, secrets))(body), [viewerHeader]: forged }),
    ],
  ])('refuses a call that is %s', async (_how, headers) => {
    const { status, data, errors } = await callDirectly(name, '{ __typename }', headers);
    expect(status).toBe(401);
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'UNSIGNED_CALL' } }]);
  });

  test('refuses a call that it has already had', async () => {
    const headers = signedWith(gatewaySecretOf(name, secrets))(JSON.stringify({ query: '{ __typename }' }));
    expect((await callDirectly(name, '{ __typename }', () => headers)).status).toBe(200);
    expect((await callDirectly(name, '{ __typename }', () => headers)).status).toBe(401);
  });
});

test('consultation itself, and not only the gateway, keeps its cases from the public', async () => {
  const sign = signedWith(gatewaySecretOf('consultation', secrets));
  const representation = `{ __typename: "Case", id: "${known.id}" }`;
  const list = await callDirectly('consultation', '{ cases { nodes { number } } }', sign);
  const entity = await callDirectly(
    'consultation',
    `{ _entities(representations: [${representation}]) { ... on Case { number } } }`,
    sign,
  );

  expect(list.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  expect(leavesOf(list.data).filter((leaf) => leaf !== null)).toEqual([]);
  expect(entity.text).not.toContain(known.number);
});

test.each(associationNames)('the change log of %s opens to the secret of the directory alone', async (name) => {
  const query = `{ changes: ${name}DirectoryChanges(after: "0", first: 1) { seq } }`;
  const followed = await callDirectly(name, query, signedWith(directorySecretOf(name, secrets)));
  const asked = await callDirectly(name, query, signedWith(gatewaySecretOf(name, secrets), forged));

  expect(followed.data).toEqual({ changes: [{ seq: expect.any(String) }] });
  expect(asked.data).toBeNull();
  expect(asked.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
});

/** Every value at the end of a path through the data. */
function leavesOf(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [value];
  return Object.values(value).flatMap(leavesOf);
}
