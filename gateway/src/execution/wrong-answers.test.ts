import { describe, expect, test } from 'vitest';
import { createContest } from './differential/contest.ts';
import { createSampleSupergraph, type SubgraphRequest } from './differential/sample-supergraph.ts';

/** Both gateways' answers, and what ours sent. */
async function answersTo(
  query: string,
  subgraphs: Record<string, string>,
  resolvers: Record<string, Record<string, Record<string, unknown>>>,
  variables: Record<string, unknown> = {},
) {
  const sample = createSampleSupergraph(subgraphs, resolvers);
  const calls: [subgraph: string, request: SubgraphRequest][] = [];
  const contest = await createContest(sample, (subgraph, request) => {
    calls.push([subgraph, request]);
    return sample.ask(subgraph, request);
  });
  const { stock, ours } = await contest.run({ query, variables });
  return { stock, ours, calls, counters: contest.ours.counters };
}

describe('a key that a subgraph does not resolve stands before one that it does', () => {
  const subgraphs = {
    people: `
      type Query { person: Person }
      type Person @key(fields: "mail", resolvable: false) @key(fields: "id") {
        mail: ID! id: ID! age: Int @external isAdult: Boolean @requires(fields: "age")
      }`,
    registry: `type Query { people: [Person] } type Person @key(fields: "id") @key(fields: "mail") { id: ID! mail: ID! age: Int }`,
  };
  const resolvers = {
    people: {
      Query: { person: () => ({ id: '1', mail: 'a@b' }) },
      Person: {
        __resolveReference: async (reference: { id?: string; age: number }) => {
          if (reference.id === undefined) throw new Error('not a key of mine');
          return reference;
        },
        isAdult: ({ age }: { age: number }) => age >= 18,
      },
    },
    registry: { Query: {}, Person: { __resolveReference: async () => ({ age: 30 }) } },
  };

  test('the subgraph is asked by the key that it resolves', async () => {
    const { stock, ours } = await answersTo('{ person { isAdult } }', subgraphs, resolvers);
    expect(stock.data).toEqual({ person: { isAdult: null } });
    expect(ours).toEqual({ data: { person: { isAdult: true } } });
  });
});

describe('no type of a field can be reached from where it stands', () => {
  const subgraphs = {
    news: 'type Query { lead: Item latest: Int box: Box } interface Item { id: ID! } type Box { item: Item size: Int }',
    shop: 'type Query { article: Article } interface Item { id: ID! name: String } type Article implements Item @key(fields: "id") { id: ID! name: String }',
  };
  const resolvers = {
    news: { Query: { lead: () => ({ id: '1' }), latest: () => 7, box: () => ({ size: 3 }) } },
    shop: { Query: {} },
  };

  test('the operation is refused instead of being answered with null', async () => {
    const { stock, ours, calls } = await answersTo('{ lead { name } latest }', subgraphs, resolvers);
    expect(stock).toEqual({ data: { lead: null, latest: 7 } });
    expect(ours.data).toBeUndefined();
    expect(ours.errors).toMatchObject([{ extensions: { code: 'UNREACHABLE_FIELD', fields: 'Query.lead' } }]);
    expect(calls).toHaveLength(1);
  });

  test('also below the root and in fragments', async () => {
    const { ours } = await answersTo(
      '{ ... { box { size ...F } } } fragment F on Box { item { name } }',
      subgraphs,
      resolvers,
    );
    expect(ours.errors).toMatchObject([{ extensions: { fields: 'Box.item' } }]);
  });

  test('what is skipped needs no type', async () => {
    const { ours } = await answersTo('{ lead @skip(if: true) { name } latest }', subgraphs, resolvers);
    expect(ours).toEqual({ data: { latest: 7 } });
  });
});

describe('a required field takes arguments', () => {
  const comment = (id: number) => ({ id: `c${id}`, text: `Comment ${id}` });
  const subgraphs = {
    posts: `
      type Query { post: Post posts: [Post] }
      type Post @key(fields: "id") { id: ID! comments(limit: Int!): [Comment] views(unit: Int = 1): Int }
      type Comment { id: ID! text: String }`,
    digests: `
      type Post @key(fields: "id") {
        id: ID!
        comments(limit: Int!): [Comment] @external
        views(unit: Int = 1): Int @external
        digest: String @requires(fields: "comments(limit: 3) { id }")
        teaser: String @requires(fields: "comments(limit: 1) { text } views")
        popular: Boolean @requires(fields: "views(unit: 1000)")
      }
      type Comment { id: ID! @external text: String @external }`,
  };
  type Required = { comments: { id: string; text: string }[]; views: number };
  const resolvers = {
    posts: {
      Query: { post: () => ({ id: '1' }), posts: () => [{ id: '1' }, { id: '1' }] },
      Post: {
        __resolveReference: async ({ id }: { id: string }) => ({ id }),
        comments: (_post: unknown, { limit }: { limit: number }) => Array.from({ length: limit }, (_, i) => comment(i)),
        views: (_post: unknown, { unit }: { unit: number }) => Math.floor(900 / unit),
      },
    },
    digests: {
      Post: {
        __resolveReference: async (post: Required) => post,
        digest: ({ comments }: Required) => comments.map(({ id }) => id).join(),
        teaser: ({ comments, views }: Required) => `${comments.map(({ text }) => text).join()} ${views}`,
        popular: ({ views }: Required) => views === 0,
      },
    },
  };

  test('the client gets as many as it asks for, and the subgraph as many as it needs', async () => {
    const { stock, ours } = await answersTo('{ post { comments(limit: 1) { id } digest } }', subgraphs, resolvers);
    expect(stock.data).toEqual({ post: { comments: [{ id: 'c0' }], digest: 'c0' } });
    expect(ours).toEqual({ data: { post: { comments: [{ id: 'c0' }], digest: 'c0,c1,c2' } } });
  });

  test('each field is computed from its own arguments', async () => {
    const query = '{ post { ...F popular } } fragment F on Post { digest teaser }';
    const { stock, ours } = await answersTo(query, subgraphs, resolvers);
    expect(stock.data).not.toEqual(ours.data);
    expect(ours).toEqual({ data: { post: { digest: 'c0,c1,c2', teaser: 'Comment 0 900', popular: true } } });
  });

  test('both travel in one call, in which nothing hidden is to be seen', async () => {
    const { calls, counters } = await answersTo('{ posts { digest teaser } }', subgraphs, resolvers);
    const own = calls.filter(([subgraph]) => subgraph === 'digests').at(-1);
    expect(own?.[1].query).toMatch(/e0:_entities.*digest.*e1:_entities.*teaser/s);
    expect(own?.[1].variables).toEqual({
      representations_0: [
        { __typename: 'Post', id: '1', comments: [{ id: 'c0' }, { id: 'c1' }, { id: 'c2' }], views: 900 },
      ],
      representations_1: [{ __typename: 'Post', id: '1', comments: [{ text: 'Comment 0' }], views: 900 }],
    });
    expect(counters).toMatchObject({ compiled: 1, fallback: 0 });
  });

  test('the same is answered where Apollo executes', async () => {
    const query = '{ constructor: post { digest teaser popular comments(limit: 2) { id } } }';
    const { ours, counters } = await answersTo(query, subgraphs, resolvers);
    expect(counters).toMatchObject({ compiled: 0, fallback: 1 });
    expect(JSON.parse(JSON.stringify(ours.data))).toEqual({
      constructor: {
        digest: 'c0,c1,c2',
        teaser: 'Comment 0 900',
        popular: true,
        comments: [{ id: 'c0' }, { id: 'c1' }],
      },
    });
  });

  test('clients do not see the fields that were added', async () => {
    const query = '{ __type(name: "Post") { fields { name } } }';
    const { stock, ours } = await answersTo(query, subgraphs, resolvers);
    expect(ours).toEqual(stock);
    expect(JSON.stringify(ours)).not.toContain('required');
  });
});

describe('a fragment asks for what one type has, where each subgraph has objects of one type', () => {
  const branch = (name: string) => `
    type Query { ${name.toLowerCase()}: ${name} }
    interface Branch { id: ID! head: Person }
    interface Person { name: String }
    type ${name} implements Branch @key(fields: "id") { id: ID! head: ${name}Head }
    type ${name}Head implements Person { name: String room: Int }`;
  const subgraphs = {
    branches: `
      type Query { branches: [Branch] }
      interface Branch { id: ID! }
      type North implements Branch @key(fields: "id") { id: ID! }
      type South implements Branch @key(fields: "id") { id: ID! }`,
    north: branch('North'),
    south: branch('South'),
  };
  const branchOf = (name: string, room: number) => ({
    Query: {},
    [name]: { __resolveReference: async (reference: unknown) => reference, head: () => ({ name, room }) },
  });
  const resolvers = {
    branches: {
      Query: {
        branches: () => [
          { __typename: 'North', id: '1' },
          { __typename: 'South', id: '2' },
        ],
      },
    },
    north: branchOf('North', 11),
    south: branchOf('South', 22),
  };

  test('also where one subgraph knows one type at a place, and another several', async () => {
    const north = `
      type Query { north: North }
      interface Person { name: String }
      type North @key(fields: "id") { id: ID! head: NorthHead @shareable }
      type NorthHead implements Person { name: String @shareable room: Int }`;
    const others = `
      type Query { other: Int }
      interface Person { name: String }
      type North @key(fields: "id") { id: ID! head: Person @shareable }
      type NorthHead implements Person { name: String @shareable }
      type Visitor implements Person { name: String }`;
    const data = { north: { Query: { north: () => ({ id: '1', head: { name: 'A', room: 11 } }) } }, others: {} };
    const query = '{ north { head { ... on NorthHead { room } } } }';
    const { stock, ours } = await answersTo(query, { north, others }, data);

    expect(stock.data).toEqual({ north: { head: {} } });
    expect(ours).toEqual({ data: { north: { head: { room: 11 } } } });
  });

  test('also where a fragment on an interface leads to it', async () => {
    const subgraphs = {
      one: `type Query { n: North } interface Branch { id: ID } type North implements Branch { id: ID room: Int }`,
    };
    const data = { one: { Query: { n: () => ({ id: '1', room: 11 }) } } };
    const { ours } = await answersTo('{ n { ... on Branch { ... on North { room } } } }', subgraphs, data);

    expect(ours).toEqual({ data: { n: { room: 11 } } });
  });

  test.each([
    ['', '... on NorthHead { room } ... on SouthHead { room }'],
    [' behind a named fragment', '...Room'],
    [' of Apollo’s executor', 'constructor: name ... on NorthHead { room } ... on SouthHead { room }'],
  ])('it is in the answer%s', async (_where, selection) => {
    const fragment = 'fragment Room on Person { ... on NorthHead { room } ... on SouthHead { room } }';
    const query = `{ branches { head { ${selection} } } } ${selection === '...Room' ? fragment : ''}`;
    const { stock, ours } = await answersTo(query, subgraphs, resolvers);

    expect(JSON.stringify(stock)).not.toContain('room');
    const { branches } = ours.data as { branches: { head: { room: number } }[] };
    expect(branches.map(({ head }) => head.room)).toEqual([11, 22]);
    expect(JSON.stringify(ours)).not.toContain('__typename');
  });
});

describe('a field that requires others stands beside fields of the same subgraph', () => {
  const subgraphs = {
    users: 'type Query { users: [User] } type User @key(fields: "id") { id: ID! name: String age: Int }',
    letters: `
      type User @key(fields: "id") {
        id: ID! name: String @external age: Int @external
        greeting(word: String = "Hallo"): String @requires(fields: "name")
        isAdult: Boolean @requires(fields: "age")
        letters: Int
      }`,
  };
  type Required = { name: string; age: number };
  const resolvers = {
    users: { Query: { users: () => [{ id: '1', name: 'Ada', age: 36 }, null] } },
    letters: {
      User: {
        __resolveReference: async (user: unknown) => user,
        greeting: ({ name }: Required, { word }: { word: string }) => `${word} ${name}`,
        isAdult: ({ age }: Required) => age >= 18,
        letters: () => 3,
      },
    },
  };

  test.each([
    ['left out by a word', '{ users { letters greeting @skip(if: true) } }', {}, { letters: 3 }],
    [
      'left out by a variable',
      'query($n: Boolean!) { users { letters greeting @include(if: $n) } }',
      { n: false },
      { letters: 3 },
    ],
    [
      'left out by a default',
      'query($n: Boolean = false) { users { letters ...F @include(if: $n) } } fragment F on User { greeting isAdult }',
      {},
      { letters: 3 },
    ],
    [
      'left out, and another is not',
      'query($a: Boolean!, $b: Boolean!) { users { letters greeting @skip(if: $a) isAdult @include(if: $b) } }',
      { a: true, b: true },
      { letters: 3, isAdult: true },
    ],
    ['left out, and nothing else is asked', '{ users { ... @skip(if: true) { greeting } } }', {}, {}],
    [
      'not left out',
      'query($n: Boolean!) { users { letters greeting @include(if: $n) } }',
      { n: true },
      { letters: 3, greeting: 'Hallo Ada' },
    ],
  ])('they are answered where it is %s', async (_where, query, variables, user) => {
    const { ours } = await answersTo(query, subgraphs, resolvers, variables);
    expect(ours).toEqual({ data: { users: [user, null] } });
  });

  test('a condition that is null is refused', async () => {
    const query = 'query($n: Boolean = true) { users { letters greeting @include(if: $n) } }';
    const { ours } = await answersTo(query, subgraphs, resolvers, { n: null });
    expect(ours.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  test.each([
    ['by the name of a key', '{ users { id: name letters } }', { id: 'Ada', letters: 3 }],
    [
      'by the names of each other',
      '{ users { id: name name: id greeting } }',
      { id: 'Ada', name: '1', greeting: 'Hallo Ada' },
    ],
    [
      'by the name of a required field',
      '{ users { ...F } } fragment F on User { name: letters greeting }',
      { name: 3, greeting: 'Hallo Ada' },
    ],
    ['by the name of its type', '{ users { id: __typename letters } }', { id: 'User', letters: 3 }],
  ])('fields may be called %s', async (_what, query, user) => {
    const { ours } = await answersTo(query, subgraphs, resolvers);
    expect(JSON.stringify(ours)).toBe(JSON.stringify({ data: { users: [user, null] } }));
  });

  test('an error stands at the name that the client chose', async () => {
    const failing = { ...resolvers.letters.User, letters: () => Promise.reject(new Error('no')) };
    const { ours } = await answersTo('{ users { id: letters name } }', subgraphs, {
      ...resolvers,
      letters: { User: failing },
    });
    expect(ours.data).toEqual({ users: [{ id: null, name: 'Ada' }, null] });
    expect(ours.errors).toMatchObject([{ message: 'no', path: ['users', 0, 'id'] }]);
  });

  test('a variable may be called as the planner calls its own', async () => {
    const query = 'query($representations: String) { users { greeting(word: $representations) letters } }';
    const { ours, counters } = await answersTo(query, subgraphs, resolvers, { representations: 'Moin' });
    expect(ours).toEqual({ data: { users: [{ greeting: 'Moin Ada', letters: 3 }, null] } });
    expect(counters.fallback).toBe(0);
  });
});

test.each([
  ['in a fragment', '{ rated { ... on Film { label } } }'],
  ['below a condition', 'query($yes: Boolean! = true) { rated @include(if: $yes) { ... on Film { label } } }'],
])(
  'what a field of an @interfaceObject requires of several subgraphs is there before it is asked for, %s',
  async (_where, query) => {
    const media = {
      Book: { __typename: 'Book', id: '1', title: 'Buch' },
      Film: { __typename: 'Film', id: '2', title: 'Film' },
    };
    const subgraphs = {
      catalog: `
      type Query { media: [Media] }
      interface Media @key(fields: "id") { id: ID! title: String }
      type Book implements Media @key(fields: "id") { id: ID! title: String }
      type Film implements Media @key(fields: "id") { id: ID! title: String }`,
      ratings: 'type Query { rated: [Media] } type Media @key(fields: "id") @interfaceObject { id: ID! rating: Int }',
      labels: `
      type Media @key(fields: "id") @interfaceObject {
        id: ID! title: String @external rating: Int @external label: String @requires(fields: "title rating")
      }`,
    };
    const found = { __resolveReference: async ({ id }: { id: string }) => (id === '1' ? media.Book : media.Film) };
    const resolvers = {
      catalog: { Query: { media: () => Object.values(media) }, Media: found, Book: found, Film: found },
      ratings: {
        Query: { rated: () => [{ id: '2' }, { id: '1' }] },
        Media: { __resolveReference: async ({ id }: { id: string }) => ({ id, rating: Number(id) * 2 }) },
      },
      labels: {
        Media: {
          __resolveReference: async (item: unknown) => item,
          label: ({ title, rating }: { title: string; rating: number }) => `${title} ${rating}`,
        },
      },
    };
    const { stock, ours } = await answersTo(query, subgraphs, resolvers);
    expect(JSON.stringify(stock)).not.toContain('Film 4');
    expect(ours).toEqual({ data: { rated: [{ label: 'Film 4' }, {}] } });
  },
);

test.each([
  ['inline', '{ owned { ... on Named { name } } }'],
  ['with a name', '{ owned { ...F } } fragment F on Named { name }'],
])('what begins at an @interfaceObject may be asked for by another interface of its types, %s', async (_how, query) => {
  const first = { __typename: 'First', id: '1', name: 'Erstes' };
  const second = { __typename: 'Second', id: '2' };
  const found = { __resolveReference: async ({ id }: { id: string }) => (id === '1' ? first : second) };
  const subgraphs = {
    nodes: `
      type Query { nodes: [Node] }
      interface Node @key(fields: "id") { id: ID! }
      interface Named { name: String }
      type First implements Node & Named @key(fields: "id") { id: ID! name: String }
      type Second implements Node @key(fields: "id") { id: ID! }`,
    owners: 'type Query { owned: [Node] } type Node @key(fields: "id") @interfaceObject { id: ID! }',
  };
  const resolvers = {
    nodes: { Query: { nodes: () => [first, second] }, Node: found, First: found, Second: found },
    owners: { Query: { owned: () => [{ id: '1' }, { id: '2' }] } },
  };
  const { stock, ours } = await answersTo(query, subgraphs, resolvers);
  expect(stock.data).toBeUndefined();
  expect(ours).toEqual({ data: { owned: [{ name: 'Erstes' }, {}] } });
});

test('all of these at once: an entity behind an interface, by its second key, with required arguments that differ', async () => {
  const comment = (id: number) => ({ id: `c${id}`, text: `Comment ${id}` });
  const subgraphs = {
    feed: `
      type Query { feed: [Entry] lost: Lost }
      interface Entry { id: ID! }
      interface Lost { id: ID! }
      type Post implements Entry @key(fields: "id") { id: ID! }
      type Note implements Entry @key(fields: "id") { id: ID! }`,
    posts: `
      type Post @key(fields: "id") @key(fields: "slug") { id: ID! slug: ID! comments(limit: Int!): [Comment] }
      type Comment { id: ID! text: String }
      interface Lost { id: ID! title: String }
      type Found implements Lost @key(fields: "id") { id: ID! title: String }`,
    digests: `
      type Post @key(fields: "slug", resolvable: false) @key(fields: "id") {
        slug: ID! id: ID!
        comments(limit: Int!): [Comment] @external
        digest: String @requires(fields: "comments(limit: 3) { id }")
        teaser: String @requires(fields: "comments(limit: 1) { text }")
      }
      type Comment { id: ID! @external text: String @external }`,
  };
  type Required = { comments: { id: string; text: string }[]; slug?: string };
  const resolvers = {
    feed: {
      Query: {
        feed: () => [
          { __typename: 'Post', id: '1' },
          { __typename: 'Note', id: '2' },
        ],
        lost: () => null,
      },
    },
    posts: {
      Post: {
        __resolveReference: async ({ id }: { id: string }) => ({ id, slug: `s${id}` }),
        comments: (_post: unknown, { limit }: { limit: number }) => Array.from({ length: limit }, (_, i) => comment(i)),
      },
    },
    digests: {
      Post: {
        __resolveReference: async (post: Required) => {
          if (post.slug !== undefined) throw new Error('not a key of mine');
          return post;
        },
        digest: ({ comments }: Required) => comments.map(({ id }) => id).join(),
        teaser: ({ comments }: Required) => comments.map(({ text }) => text).join(),
      },
    },
  };
  const query = '{ feed { id ... on Post { digest teaser comments(limit: 2) { id } } } }';
  const { ours } = await answersTo(query, subgraphs, resolvers);
  const post = { id: '1', digest: 'c0,c1,c2', teaser: 'Comment 0', comments: [{ id: 'c0' }, { id: 'c1' }] };
  expect(ours).toEqual({ data: { feed: [post, { id: '2' }] } });

  const refused = await answersTo(`query { lost { title } ${query.slice(1)}`, subgraphs, resolvers);
  expect(refused.ours.errors).toMatchObject([{ extensions: { code: 'UNREACHABLE_FIELD', fields: 'Query.lost' } }]);
});

test.each([
  ['an entity that nobody knows', null],
  ['a value that is none of its type', { kind: 'NEW' }],
])('%s is an error where something must be, not a null that looks as if it were meant', async (_what, entity) => {
  const subgraphs = {
    items: 'type Query { items: [Item] } type Item @key(fields: "id") { id: ID! }',
    kinds: 'type Item @key(fields: "id") { id: ID! kind: Kind! } enum Kind { OLD }',
  };
  const items = { Query: { items: () => [{ id: '1' }, { id: '2' }] } };
  const sample = createSampleSupergraph(subgraphs, { items });
  const contest = await createContest(sample, async (subgraph, request) =>
    subgraph === 'items' ? sample.ask(subgraph, request) : { data: { _entities: [{ kind: 'OLD' }, entity] } },
  );
  const { stock, ours } = await contest.run({ query: '{ items { kind } }', variables: {} });
  expect(stock).toMatchObject({ data: { items: [{ kind: 'OLD' }, null] } });
  expect(stock.errors).toBeUndefined();
  expect(ours.data).toEqual({ items: [{ kind: 'OLD' }, null] });
  expect(ours.errors).toMatchObject([{ path: ['items', 1, 'kind'], extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' } }]);
});
