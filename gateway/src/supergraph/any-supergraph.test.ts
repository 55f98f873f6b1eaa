import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeSupergraph } from '../testing/compose.ts';
import { federation1Head } from '../testing/federation1.ts';
import { startGateway, type TestGateway } from '../testing/gateway.ts';
import type { SubgraphSource } from '../testing/subgraph.ts';

const items: SubgraphSource = {
  name: 'items',
  typeDefs: `
    type Query { item: Item }
    type Item @key(fields: "id") { id: ID! name: String owner: Owner! }
    type Owner { city: String }`,
  resolvers: { Query: { item: () => ({ id: '1', name: 'Bank', owner: { city: 'Ulm' } }) } },
};

const sizes: SubgraphSource = {
  name: 'sizes',
  typeDefs: `
    type Item @key(fields: "id") { id: ID! name: String @external size: Int label: String @requires(fields: "name") }`,
  resolvers: {
    Item: { size: () => 3, label: (item: unknown) => `${(item as { name: string }).name} 3` },
  },
};

let gateway: TestGateway;
let composed: string;

beforeAll(async () => {
  gateway = await startGateway([items, sizes]);
  composed = gateway.generations.current().supergraphSdl;
});
afterAll(() => gateway?.[Symbol.asyncDispose]());

const refused = async () => (await gateway.send('/health/ready')).body.supergraph.refused;

async function expectServed(supergraphSdl: string): Promise<void> {
  await gateway.offer(supergraphSdl);
  expect(await refused(), gateway.log.at(-2)).toBeNull();
  expect(gateway.generations.current().supergraphSdl).toBe(supergraphSdl);
  const { body } = await gateway.ask('{ item { id name size label owner { city } } }');
  expect(body).toEqual({ data: { item: { id: '1', name: 'Bank', size: 3, label: 'Bank 3', owner: { city: 'Ulm' } } } });
}

/** What the versions of `join` before the one that is composed today did not have. */
const older: Record<string, (sdl: string) => string> = {
  'v0.4': (sdl) =>
    sdl
      .replace(/, contextArguments: \[join__ContextArgument!\]/, '')
      .replace(/input join__ContextArgument \{[^}]*\}/, ''),
  'v0.3': (sdl) => older['v0.4']?.(sdl).replace(/, overrideLabel: String/, '') ?? '',
};

test.each(['v0.3', 'v0.4'])('serves a supergraph of join %s', async (version) => {
  const sdl = (older[version]?.(composed) ?? '').replace(/join\/v0\.\d/, `join/${version}`);
  expect(sdl).toContain(`join/${version}`);
  await expectServed(sdl);
});

test('serves a supergraph that federation 1 composed', async () => {
  const url = (name: string) => gateway.subgraphs[name]?.url;
  await expectServed(`
    ${federation1Head}
    enum join__Graph {
      ITEMS @join__graph(name: "items", url: "${url('items')}")
      SIZES @join__graph(name: "sizes", url: "${url('sizes')}")
    }
    type Item @join__owner(graph: ITEMS) @join__type(graph: ITEMS, key: "id") @join__type(graph: SIZES, key: "id") {
      id: ID! @join__field(graph: ITEMS)
      name: String @join__field(graph: ITEMS)
      owner: Owner! @join__field(graph: ITEMS)
      size: Int @join__field(graph: SIZES)
      label: String @join__field(graph: SIZES, requires: "name")
    }
    type Owner { city: String }
    type Query { item: Item @join__field(graph: ITEMS) }`);
});

test.each([
  ['@tag', 'size: Int', 'size: Int @tag(name: "public")'],
  ['@inaccessible', 'size: Int', 'hidden: Int @inaccessible size: Int'],
  ['@cost', 'size: Int', 'size: Int @cost(weight: 5)'],
  ['@listSize', 'size: Int', 'all: [Int] @listSize(assumedSize: 9) size: Int'],
  ['@authenticated', 'size: Int', 'secret: Int @authenticated size: Int'],
  ['descriptions, deprecated parts and defaults', 'size: Int', '"How large." size(in: Int! = 1): Int @deprecated'],
])('serves a supergraph with %s', async (_what, field, replacement) => {
  const changed = { ...sizes, typeDefs: sizes.typeDefs.replace(field, replacement) };
  await expectServed(
    composeSupergraph(
      [items, changed].map((source) => ({ ...source, url: gateway.subgraphs[source.name]?.url ?? '' })),
    ),
  );
});

test.each([
  ['connect', 'for: EXECUTION'],
  ['policy', 'for: SECURITY'],
  ['context', 'for: SECURITY'],
  ['something', 'for: SECURITY'],
])('refuses a supergraph that needs the feature %s, %s', async (feature, purpose) => {
  await expectServed(composed);
  await gateway.offer(
    composed.replace(
      /(@link\(url: "https:\/\/specs\.apollo\.dev\/join)/,
      `@link(url: "https://specs.apollo.dev/${feature}/v0.1", ${purpose}) $1`,
    ),
  );
  expect(await refused()).toMatchObject({ id: expect.any(String) });
  expect(gateway.generations.current().supergraphSdl).toBe(composed);
});
