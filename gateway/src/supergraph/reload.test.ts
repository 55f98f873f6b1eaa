import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeSupergraph } from '../testing/compose.ts';
import { startGateway, type TestGateway } from '../testing/gateway.ts';
import { type SubgraphSource, startSubgraph, type TestSubgraph } from '../testing/subgraph.ts';

/**
 * One version of a graph whose parts all answer their version. Between versions fields come and go, and `label` moves from one
 * subgraph to the other, so that a plan of one version is wrong for the next.
 */
function version(number: number): SubgraphSource[] {
  const name = `v${number}`;
  const label = (place: string) => (Number(place === 'things') === number % 2 ? 'label: String!' : '');
  const things = {
    name: 'things',
    typeDefs: `
      type Query { things: [Thing!]! }
      type Thing @key(fields: "id") { id: ID! version: String! only${number}: Int ${label('things')} }`,
    resolvers: {
      Query: { things: () => [{ id: '1' }, { id: '2' }] },
      Thing: { version: () => name, label: () => name },
    },
  };
  const extras = {
    name: 'extras',
    typeDefs: `
      type Thing @key(fields: "id") {
        id: ID! version: String! @external extra: String! ${label('extras')} both: String! @requires(fields: "version")
      }`,
    resolvers: {
      Thing: {
        extra: () => name,
        label: () => name,
        both: (thing: unknown) => `${(thing as { version: string }).version} ${name}`,
      },
    },
  };
  return [things, extras];
}

const question = '{ things { id version extra label both } __type(name: "Thing") { fields { name } } }';
const versions = [1, 2, 3, 4];
let gateway: TestGateway;
let subgraphs: TestSubgraph[];
let supergraphs: string[];

beforeAll(async () => {
  gateway = await startGateway(version(0));
  subgraphs = await Promise.all(versions.flatMap(version).map(startSubgraph));
  supergraphs = versions.map((number, at) =>
    composeSupergraph(version(number).map((source, part) => ({ ...source, url: subgraphs[2 * at + part]?.url ?? '' }))),
  );
});

afterAll(async () => {
  await gateway?.[Symbol.asyncDispose]();
  await Promise.all(subgraphs.map((subgraph) => subgraph.stop()));
});

/** The version that an answer is of. Throws if it is of several. */
// biome-ignore lint/suspicious/noExplicitAny: an answer of any shape is looked into
function versionOf(body: any): string {
  expect(body.errors).toBeUndefined();
  const name: string = body.data.things[0].version;
  const thing = (id: string) => ({ id, version: name, extra: name, label: name, both: `${name} ${name}` });
  expect(body.data.things).toEqual([thing('1'), thing('2')]);
  expect(JSON.stringify(body.data.__type.fields)).toContain(`"only${name.slice(1)}"`);
  return name;
}

test('fifty supergraphs one after the other, under load: every answer is whole, and of one of them', async () => {
  const seen = new Set([versionOf((await gateway.ask(question)).body)]);
  let isOver = false;
  const askOn = async () => {
    while (!isOver) seen.add(versionOf((await gateway.ask(question)).body));
  };
  const asking = Array.from({ length: 4 }, askOn);
  const old: WeakRef<object>[] = [];
  for (let swaps = 0; swaps < 50; swaps++) {
    old.push(new WeakRef(gateway.generations.current()));
    await gateway.offer(supergraphs[swaps % versions.length] as string);
    versionOf((await gateway.ask(question)).body);
  }
  isOver = true;
  await Promise.all(asking);

  expect(seen).toEqual(new Set(['v0', 'v1', 'v2', 'v3', 'v4']));
  expect(gateway.generations.open()).toBe(1);
  expect(gateway.log.filter((line) => line.includes('serving another supergraph'))).toHaveLength(50);
  // What has been let go is also gone from memory; of the last ones, something may still be on the stack.
  await collectGarbage();
  expect(old.filter((generation) => generation.deref()).length).toBeLessThan(4);
}, 120_000);

async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let times = 0; times < 3; times++) {
    collect();
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

test('a supergraph is warm before it answers: what was asked before is not planned again', async () => {
  await gateway.offer(supergraphs[0] as string);
  await gateway.ask(question);
  await gateway.offer(supergraphs[1] as string);
  const { counters } = gateway.generations.current().executor;
  expect(counters.compiled).toBeGreaterThan(0);

  const before = counters.compiled;
  expect(versionOf((await gateway.ask(question)).body)).toBe('v2');
  expect(counters.compiled).toBe(before);
});

test('an operation that the new supergraph does not know any more is refused as invalid', async () => {
  await gateway.offer(supergraphs[0] as string);
  expect((await gateway.ask('{ things { only1 } }')).body.data).toEqual({ things: [{ only1: null }, { only1: null }] });
  await gateway.offer(supergraphs[1] as string);
  const { body } = await gateway.ask('{ things { only1 } }');
  expect(body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
});

test.each([
  ['is no GraphQL', () => 'type Query {'],
  ['is no supergraph', () => 'type Query { a: Int }'],
  ['does not compose', () => supergraphs[2]?.replace('@join__type(graph: EXTRAS, key: "id")', '') ?? ''],
  ['has no way to a subgraph', () => supergraphs[2]?.replace(/url: "[^"]+"/, 'url: ""') ?? ''],
  [
    'wants a protection that nobody here enforces',
    () =>
      supergraphs[2]?.replace(
        '@link(url: "https://specs.apollo.dev/join',
        '@link(url: "https://specs.apollo.dev/policy/v0.1", for: SECURITY) @link(url: "https://specs.apollo.dev/join',
      ) ?? '',
  ],
])('a supergraph that %s is refused, and the last one goes on', async (_what, broken) => {
  await gateway.offer(supergraphs[1] as string);
  const good = (await gateway.send('/health/ready')).body.supergraph;
  await gateway.offer(broken());

  expect(versionOf((await gateway.ask(question)).body)).toBe('v2');
  const { status, body } = await gateway.send('/health/ready');
  expect(status).toBe(200);
  expect(body.supergraph).toMatchObject({ id: good.id, since: good.since, refused: { id: expect.any(String) } });
  expect(body.supergraph.refused.id).not.toBe(good.id);
  expect(gateway.log.at(-1) + (gateway.log.at(-2) ?? '')).toContain('this supergraph cannot be served');

  await gateway.offer(supergraphs[1] as string);
  expect((await gateway.send('/health/ready')).body.supergraph).toEqual({ ...good, refused: null });
});

test('a request that is under way is answered by the supergraph it began with, which is closed only then', async () => {
  await gateway.offer(supergraphs[0] as string);
  const slow = subgraphs[1] as TestSubgraph;
  const arrived = new Promise<() => void>((resolve) => {
    slow.misbehave = ({ query, variables }, response) => {
      slow.misbehave = undefined;
      expect(query).toContain('_entities');
      const entities = (variables.representations as { version: string }[]).map((thing) => ({
        ...{ __typename: 'Thing', extra: 'v1', label: 'v1', both: `${thing.version} v1` },
      }));
      resolve(() => response.end(JSON.stringify({ data: { _entities: entities } })));
      return true;
    };
  });
  const asked = gateway.ask(question);
  const answer = await arrived;
  await gateway.offer(supergraphs[1] as string);
  expect(gateway.generations.open()).toBe(2);
  expect(versionOf((await gateway.ask(question)).body)).toBe('v2');
  answer();
  expect(versionOf((await asked).body)).toBe('v1');
  expect(gateway.generations.open()).toBe(1);
});
