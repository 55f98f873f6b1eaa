import { expect, test } from 'vitest';
import { coordinator, readOperation } from '../support/graph-client.ts';
import { inquiryInput } from '../support/inquiry.ts';
import { useSharedSystem } from '../support/use-system.ts';

const { graph } = await useSharedSystem();

const text = expect.stringMatching(/\S/);

interface Lead {
  readonly id: string;
  readonly participations: readonly { readonly advisor: { readonly id: string } | null }[];
}

/** A case in consultation that an association leads, as the coordinators' list names it. */
async function findCaseLedBy(association: string): Promise<Lead> {
  const { data, errors } = await graph(
    `query ($association: AssociationCode!) {
      cases(first: 1, filter: { status: [IN_CONSULTATION], association: [$association] }) {
        nodes { id participations { advisor { id } } }
      }
    }`,
    { association },
    coordinator,
  );
  expect(errors).toEqual([]);
  return data.cases.nodes[0];
}

test('CasePage shows a case that the list names, with what all four subgraphs know of it', async () => {
  const { id } = await findCaseLedBy('STAEDTETAG');

  const { status, data, errors } = await graph(readOperation('case-page'), { id }, coordinator);

  expect(errors).toEqual([]);
  expect(status).toBe(200);
  expect(data.case).toMatchObject({
    number: expect.stringMatching(/^\d{4}-\d{5}$/),
    status: 'IN_CONSULTATION',
    title: text,
  });
  expect(data.case.participations[0]).toEqual({
    role: 'LEAD',
    state: 'ACCEPTED',
    association: { code: 'STAEDTETAG', name: 'Städtetag Baden-Württemberg' },
    advisor: { name: text, email: expect.stringContaining('@'), openCaseCount: expect.any(Number) },
  });
  expect(data.case.concerns[0]).toMatchObject({ name: text, population: expect.any(Number), region: { name: text } });
  expect(data.case.timeline.length).toBeGreaterThan(0);
  expect(data.case.timeline[0]).toEqual({ at: expect.any(String), kind: 'TRANSITION', text });
});

test('CasePage shows a Gemeinde with its memberships, and the advisors of its Landkreis', async () => {
  const { data: submitted } = await graph(readOperation('submit'), {
    input: inquiryInput({ place: { ags: '08326074' } }),
  });
  const { number } = submitted.submitInquiry.case;
  const { data: listed } = await graph('{ cases(first: 200) { nodes { id number } } }', {}, coordinator);
  const { id } = listed.cases.nodes.find((node: { number: string }) => node.number === number);

  const { data, errors } = await graph(readOperation('case-page'), { id }, coordinator);

  expect(errors).toEqual([]);
  const advisors = expect.any(Array);
  expect(data.case.concerns).toEqual([
    {
      name: 'Villingen-Schwenningen',
      population: expect.any(Number),
      region: { name: 'Region Schwarzwald-Baar-Heuberg' },
      landkreis: { name: 'Schwarzwald-Baar-Kreis', landkreistagMember: { advisors } },
      staedtetagMember: { status: 'ACTIVE', advisors },
      gemeindetagMember: { status: 'ACTIVE', advisors },
    },
  ]);
  expect(data.case.participations).toMatchObject([
    { role: 'LEAD', association: { code: 'STAEDTETAG' }, advisor: { name: text } },
    { role: 'INFORMED', association: { code: 'GEMEINDETAG' }, advisor: null },
  ]);
});

test('Sweep reads all 1,301 members of the three associations with what the register knows of each', async () => {
  const { status, data, errors } = await graph(readOperation('sweep'), {}, coordinator);

  expect(errors).toEqual([]);
  expect(status).toBe(200);
  const totals = data.associations.map((one: { code: string; members: { totalCount: number; nodes: unknown[] } }) => [
    one.code,
    one.members.totalCount,
    one.members.nodes.length,
  ]);
  expect(totals).toEqual([
    ['STAEDTETAG', 201, 201],
    ['GEMEINDETAG', 1_065, 1_065],
    ['LANDKREISTAG', 35, 35],
  ]);
  for (const association of data.associations) {
    expect(association.openCaseCount).toBeGreaterThan(0);
    for (const member of association.members.nodes) {
      expect(member).toEqual({
        ags: expect.stringMatching(association.code === 'LANDKREISTAG' ? /^08\d{3}$/ : /^08\d{6}$/),
        caseCount: expect.any(Number),
        kommune: { name: text, population: expect.any(Number), region: { name: text } },
        advisors: expect.any(Array),
      });
    }
  }
});

test('Worklist shows advisors their own open cases, and nobody else’s', async () => {
  const { participations } = await findCaseLedBy('GEMEINDETAG');
  const advisor = participations[0]?.advisor?.id ?? '';
  const asker = { role: 'advisor', association: 'gemeindetag', advisor } as const;

  const { data, errors } = await graph(readOperation('worklist'), {}, asker);
  const { data: own } = await graph('query ($id: ID!) { gemeindetagAdvisor(id: $id) { name } }', { id: advisor });

  expect(errors).toEqual([]);
  expect(data.cases.nodes.length).toBeGreaterThan(0);
  const { name } = own.gemeindetagAdvisor;
  for (const node of data.cases.nodes) {
    expect(node).toMatchObject({ number: text, title: text, concerns: expect.any(Array) });
    expect(node.participations).toContainEqual(expect.objectContaining({ advisor: { name } }));
  }
});

test('FindPlace answers everybody, with the memberships of what it finds', async () => {
  const { status, data, errors } = await graph(readOperation('find-place'));

  expect(errors).toEqual([]);
  expect(status).toBe(200);
  expect(data.kommunen.nodes[0]).toEqual({
    ags: '08226103',
    name: 'St. Leon-Rot',
    kind: 'GEMEINDE',
    staedtetagMember: { status: 'ACTIVE' },
    gemeindetagMember: { status: 'ACTIVE' },
  });
});

test('Submit takes an inquiry from everybody and answers with a case and a link to it', async () => {
  const { status, data, errors } = await graph(readOperation('submit'), { input: inquiryInput() });

  expect(errors).toEqual([]);
  expect(status).toBe(200);
  expect(data.submitInquiry).toEqual({
    __typename: 'InquirySubmitted',
    case: { number: expect.stringMatching(/^\d{4}-\d{5}$/), status: 'ASSIGNED' },
    link: expect.stringMatching(/^[\w-]{20,}$/),
  });
});

test.each([
  ['and is asked for the type', '__typename'],
  ['and is not asked for the type', ''],
])('what only one type of member has is answered behind the interface %s', async (_how, typename) => {
  const { data, errors } = await graph(
    `{ associations { members(first: 1) { nodes { ${typename} ags
      ... on StaedtetagMember { source } ... on GemeindetagMember { source } ... on LandkreistagMember { source } } } } }`,
  );

  expect(errors).toEqual([]);
  expect(
    data.associations.map((one: { members: { nodes: { source: string }[] } }) => one.members.nodes[0]?.source),
  ).toEqual(['SAMPLE', 'SAMPLE', 'SAMPLE']);
});
