import { describe, expect, test } from 'vitest';
import { federation1Head } from '../testing/federation1.ts';
import { createContest } from './differential/contest.ts';
import { createSampleSupergraph, type SampleSupergraph } from './differential/sample-supergraph.ts';

/** Computes a field, `x(y)`, from what is required; fails if the representation lacks something of it. */
function from(name: string, ...required: readonly string[]) {
  return (entity: Record<string, unknown>, args: Record<string, unknown>) => {
    for (const one of required) if (!Object.hasOwn(entity, one)) throw new Error(`${name} without ${one}`);
    return `${name}${Object.values(args).join()}(${required.map((one) => entity[one]).join()})`;
  };
}

const echo = {
  async __resolveReference(entity: { id?: string }) {
    if (entity.id === undefined) throw new Error('asked without a key');
    return entity;
  },
};

/** Asks both gateways, as often as need be. */
function createAnswers(sample: SampleSupergraph) {
  const contestOnce = createContest(sample);
  return async (query: string, variables = {}) => {
    const { stock, ours } = await (await contestOnce).run({ query, variables });
    return JSON.parse(JSON.stringify({ stock: stock.data ?? null, ours }));
  };
}

describe('a chain of required fields comes back to subgraphs that it has been to', () => {
  const entities = ['1', '2'].map((id) => ({ id, w: `w${id}` }));
  const find = async ({ id, ...told }: { id: string }) => ({ ...entities.find((one) => one.id === id), ...told });
  const sample = createSampleSupergraph(
    {
      a: `
        type Query { e: E es: [E] }
        type Mutation { one: E two: E }
        type E @key(fields: "id") {
          id: ID! w: String y: String @external x: String @requires(fields: "y")
          v: String @external u: String @requires(fields: "v y")
        }`,
      b: `
        type E @key(fields: "id") {
          id: ID! plain: Int z: String @external y: String @requires(fields: "z") x: String @external v: String @requires(fields: "x")
        }`,
      c: 'type E @key(fields: "id") { id: ID! w: String @external z: String @requires(fields: "w") next: E }',
    },
    {
      a: {
        Query: { e: () => entities[0], es: () => [...entities, null] },
        Mutation: { one: () => entities[0], two: () => entities[1] },
        E: { __resolveReference: find, x: from('x', 'y'), u: from('u', 'v', 'y') },
      },
      b: { E: { ...echo, plain: () => 3, y: from('y', 'z'), v: from('v', 'x') } },
      c: { E: { ...echo, z: from('z', 'w'), next: ({ id }: { id: string }) => (id === '1' ? { id: '2' } : null) } },
    },
  );
  const answers = createAnswers(sample);
  const y = (id: number) => `y(z(w${id}))`;
  const v = (id: number) => `v(x(${y(id)}))`;

  test.each([
    ['a chain of three', '{ e { x } }', { e: { x: `x(${y(1)})` } }],
    [
      'one of five, in a list',
      '{ es { u } }',
      { es: [{ u: `u(${v(1)},${y(1)})` }, { u: `u(${v(2)},${y(2)})` }, null] },
    ],
    [
      'several at once, through entities below',
      '{ e { u plain next { id called: v next { x } } z } }',
      { e: { u: `u(${v(1)},${y(1)})`, plain: 3, next: { id: '2', called: v(2), next: null }, z: 'z(w1)' } },
    ],
    ['beside a fragment and __typename', '{ e { ... on E { v __typename } v } }', { e: { v: v(1), __typename: 'E' } }],
    ['after changes', 'mutation { one { u } two { v } }', { one: { u: `u(${v(1)},${y(1)})` }, two: { v: v(2) } }],
    ['in Apollo’s executor', '{ constructor: e { u } }', { constructor: { u: `u(${v(1)},${y(1)})` } }],
  ])('%s is computed from what it requires', async (_what, query, data) => {
    const { ours } = await answers(query);
    expect(ours).toEqual({ data });
  });

  test('the stock gateway computes it from nothing', async () => {
    const { stock } = await answers('{ e { u } }');
    expect(stock).toEqual({ e: { u: `u(v(),${y(1)})` } });
  });

  test('nothing is asked for on account of what is left out', async () => {
    const query = 'query($no: Boolean!) { es { plain u @include(if: $no) next @skip(if: true) { u } } }';
    const { ours } = await answers(query, { no: false });
    expect(ours).toEqual({ data: { es: [{ plain: 3 }, { plain: 3 }, null] } });
  });
});

test('a chain whose required fields take arguments keeps them apart', async () => {
  const sample = createSampleSupergraph(
    {
      a: `
        type Query { e: E }
        type E @key(fields: "id") {
          id: ID! w(n: Int): String y(k: String): String @external
          x: String @requires(fields: "y(k: \\"a\\")") x2: String @requires(fields: "y(k: \\"b\\")")
        }`,
      b: `
        type E @key(fields: "id") {
          id: ID! z: String @external y(k: String): String @requires(fields: "z")
          x2: String @external q: String @requires(fields: "x2 z")
        }`,
      c: 'type E @key(fields: "id") { id: ID! w(n: Int): String @external z: String @requires(fields: "w(n: 2)") }',
    },
    {
      a: {
        Query: { e: () => ({ id: '1' }) },
        E: { ...echo, w: (_entity: unknown, { n }: { n: number }) => `w${n}`, x: from('x', 'y'), x2: from('x', 'y') },
      },
      b: { E: { ...echo, y: from('y', 'z'), q: from('q', 'x2', 'z') } },
      c: { E: { ...echo, z: from('z', 'w') } },
    },
  );
  const { ours } = await createAnswers(sample)('{ e { q x y(k: "c") w(n: 1) } }');
  expect(ours).toEqual({ data: { e: { q: 'q(x(yb(z(w2))),z(w2))', x: 'x(ya(z(w2)))', y: 'yc(z(w2))', w: 'w1' } } });
});

test('in a supergraph that Federation 1 composed it is refused', async () => {
  const graphs = ['a', 'b'].map(
    (name) => `${name.toUpperCase()} @join__graph(name: "${name}", url: "http://${name}.invalid")`,
  );
  const sdl = `
    ${federation1Head}
    enum join__Graph { ${graphs.join(' ')} }
    type E @join__owner(graph: A) @join__type(graph: A, key: "id") @join__type(graph: B, key: "id") {
      id: ID! @join__field(graph: A)
      w: String @join__field(graph: A)
      x: String @join__field(graph: A, requires: "y")
      y: String @join__field(graph: B, requires: "w")
      z: String @join__field(graph: B, requires: "x")
    }
    type Query { e: E @join__field(graph: A) }`;
  const { ours } = await createAnswers({ sdl, ask: async () => ({ data: { e: { __typename: 'E', id: '1' } } }) })(
    '{ e { z } }',
  );
  expect(ours).toMatchObject({
    errors: [{ extensions: { code: 'UNREACHABLE_FIELD', fields: expect.stringMatching(/E\.x/) } }],
  });
});

describe('a chain over subgraphs that know an interface as an object', () => {
  const find = async ({ id }: { id: string }) => ({ __typename: id === '1' ? 'Book' : 'Film', id, title: `T${id}` });
  const sample = createSampleSupergraph(
    {
      a: `
        type Query { all: [Media] }
        interface Media @key(fields: "id") { id: ID! title: String }
        type Book implements Media @key(fields: "id") { id: ID! title: String }
        type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int }`,
      b: `
        type Query { best: Media }
        type Media @key(fields: "id") @interfaceObject {
          id: ID! title: String @external slug: String @requires(fields: "title")
          label: String @external sign: String @requires(fields: "label")
        }`,
      c: 'type Media @key(fields: "id") @interfaceObject { id: ID! slug: String @external label: String @requires(fields: "slug") }',
    },
    {
      a: {
        Query: { all: async () => Promise.all([find({ id: '1' }), find({ id: '2' })]) },
        Media: { __resolveReference: find },
        Book: { __resolveReference: find },
        Film: { __resolveReference: find, minutes: () => 90 },
      },
      b: {
        Query: { best: () => ({ id: '2' }) },
        Media: { ...echo, slug: from('slug', 'title'), sign: from('sign', 'label') },
      },
      c: { Media: { ...echo, label: from('label', 'slug') } },
    },
  );
  const answers = createAnswers(sample);
  const sign = (id: number) => `sign(label(slug(T${id})))`;

  test.each([
    ['for all types', '{ all { sign } }', { all: [{ sign: sign(1) }, { sign: sign(2) }] }],
    [
      'for one type',
      '{ best { __typename ... on Film { sign minutes } ... on Book { id } } }',
      { best: { __typename: 'Film', sign: sign(2), minutes: 90 } },
    ],
  ])('is computed %s', async (_for, query, data) => {
    const { stock, ours } = await answers(query);
    expect(ours).toEqual({ data });
    expect(stock).not.toEqual(data);
  });

  test('what turns out to be of another type is not asked for, without a key', async () => {
    const { ours } = await answers('{ best { __typename ... on Book { slug } } }');
    expect(ours).toEqual({ data: { best: { __typename: 'Film' } } });
  });
});
