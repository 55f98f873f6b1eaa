import { sampleAdvisors } from '@gkz-qe/consultation/sample/sample-advisors.ts';
import { type SampleKommune, sampleMembershipsOf } from '@gkz-qe/consultation/sample/sample-memberships.ts';
import { expect, test } from 'vitest';
import { coordinator } from '../support/graph-client.ts';
import { useSharedSystem } from '../support/use-system.ts';

const { graph } = await useSharedSystem();

const codes = ['STAEDTETAG', 'GEMEINDETAG', 'LANDKREISTAG'] as const;

/** The whole register, as everybody can read it. */
async function readKommunen(): Promise<readonly SampleKommune[]> {
  const kommunen: SampleKommune[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { data, errors } = await graph(
      `query ($after: String) {
        kommunen(first: 200, after: $after) {
          nodes { __typename ags population ... on Gemeinde { kind } }
          pageInfo { endCursor hasNextPage }
        }
      }`,
      { after },
    );
    expect(errors).toEqual([]);
    const { nodes, pageInfo } = data.kommunen;
    kommunen.push(...nodes.map((node: SampleKommune) => ({ ...node, kind: node.kind ?? 'LANDKREIS' })));
    after = pageInfo.endCursor;
    more = pageInfo.hasNextPage;
  }
  return kommunen;
}

async function readAssociations() {
  const { data, errors } = await graph(
    `{ associations { code
        members(first: 1500) { nodes { __typename ags status ... on StaedtetagMember { source } ... on GemeindetagMember { source } ... on LandkreistagMember { source } } }
        advisors { __typename id name topics { code level }
          ... on StaedtetagAdvisor { areas capacity source } ... on GemeindetagAdvisor { areas capacity source }
          ... on LandkreistagAdvisor { areas capacity source } } } }`,
    {},
    coordinator,
  );
  expect(errors).toEqual([]);
  return data.associations as readonly {
    readonly code: (typeof codes)[number];
    readonly members: { readonly nodes: readonly { ags: string; status: string; source: string }[] };
    readonly advisors: readonly {
      readonly id: string;
      readonly topics: readonly { code: string; level: number }[];
      readonly areas: readonly string[];
      readonly capacity: number;
      readonly source: string;
    }[];
  }[];
}

const kommunen = await readKommunen();
const associations = await readAssociations();

const associationOf = (code: string) => {
  const association = associations.find((one) => one.code === code);
  if (!association) throw new Error(`${code} is missing`);
  return association;
};

test('the register holds 1,101 Gemeinden and 35 Landkreise with 11,245,898 inhabitants', () => {
  const landkreise = kommunen.filter(({ kind }) => kind === 'LANDKREIS');
  const gemeinden = kommunen.filter(({ kind }) => kind !== 'LANDKREIS');
  expect([gemeinden.length, landkreise.length]).toEqual([1_101, 35]);
  expect(gemeinden.reduce((sum, { population }) => sum + population, 0)).toBe(11_245_898);
});

test.each(codes)('the rule of the sample memberships in consultation gives just the members that %s has', (code) => {
  const byRule = sampleMembershipsOf(kommunen).filter(({ association }) => association === code);
  const held = associationOf(code).members.nodes;
  expect(held.map(({ ags }) => ags).sort()).toEqual(byRule.map(({ ags }) => ags).sort());
  expect(new Set(held.map(({ source }) => source))).toEqual(new Set(['SAMPLE']));
});

test.each(codes)(
  'the sample advisors in consultation are those that %s has, with their topics, areas and capacity',
  (code) => {
    const known = sampleAdvisors.filter(({ association }) => association === code);
    const held = associationOf(code).advisors;
    const byId = (left: { id: string }, right: { id: string }) => left.id.localeCompare(right.id);

    expect(new Set(held.map(({ source }) => source))).toEqual(new Set(['SAMPLE']));
    expect(
      held
        .map(({ id, topics, areas, capacity }) => ({
          id,
          topics: topics.map((topic) => `${topic.code} ${topic.level}`).sort(),
          areas: [...areas].sort(),
          capacity,
        }))
        .sort(byId),
    ).toEqual(
      known
        .map(({ id, topics, areas, capacity }) => ({
          id,
          topics: topics.map(({ topic, level }) => `${topic} ${level}`).sort(),
          areas: [...areas].sort(),
          capacity,
        }))
        .sort(byId),
    );
  },
);

test('there are at least 2,000 cases, from eight years, and samples say so', async () => {
  const { data, errors } = await graph(
    `{ all: cases { totalCount }
       oldest: cases(first: 100, orderBy: RECEIVED_ASC) { nodes { receivedAt source } } }`,
    {},
    coordinator,
  );
  expect(errors).toEqual([]);
  expect(data.all.totalCount).toBeGreaterThanOrEqual(2_000);
  const years = (Date.now() - Date.parse(data.oldest.nodes[0].receivedAt)) / (365.25 * 24 * 3_600_000);
  expect(years).toBeGreaterThan(7.5);
  expect(new Set(data.oldest.nodes.map(({ source }: { source: string }) => source))).toEqual(new Set(['SAMPLE']));
});

test.each(codes)('who leads a sample case for %s is an advisor whom it knows', async (code) => {
  const { data, errors } = await graph(
    `query ($code: AssociationCode!) {
      cases(first: 200, filter: { association: [$code], status: [IN_CONSULTATION, WAITING_FOR_INQUIRER] }) {
        nodes { participations { role advisor { id name association { code } } } }
      }
    }`,
    { code },
    coordinator,
  );
  expect(errors).toEqual([]);
  expect(data.cases.nodes.length).toBeGreaterThan(0);
  for (const { participations } of data.cases.nodes) {
    expect(participations[0]).toEqual({
      role: 'LEAD',
      advisor: { id: expect.any(String), name: expect.stringMatching(/\S/), association: { code } },
    });
  }
});

test.each([
  ...['IN_TRIAGE', 'ASSIGNED', 'IN_CONSULTATION', 'WAITING_FOR_INQUIRER', 'CLOSED', 'ANONYMISED'],
  ...['REFERRED', 'WITHDRAWN', 'DECLINED', 'DUPLICATE'],
])('some sample cases are %s', async (status) => {
  const { data, errors } = await graph(
    'query ($status: CaseStatus!) { cases(first: 1, filter: { status: [$status] }) { totalCount } }',
    { status },
    coordinator,
  );
  expect(errors).toEqual([]);
  expect(data.cases.totalCount).toBeGreaterThan(0);
});
