import { describe, expect, test } from 'vitest';
import { createContest } from './differential/contest.ts';
import { createSampleSupergraph, type SubgraphResolvers } from './differential/sample-supergraph.ts';

/**
 * What federation promises, theme by theme: each case says what the right answer is, whatever the stock gateway answers. The
 * resolvers throw where they are asked in a way that is not allowed, so that a right answer was also asked for rightly.
 */
interface Case {
  readonly subgraphs: Readonly<Record<string, string>>;
  readonly resolvers: Readonly<Record<string, SubgraphResolvers>>;
}

async function answer({ subgraphs, resolvers }: Case, query: string, variables = {}): Promise<unknown> {
  const contest = await createContest(createSampleSupergraph(subgraphs, resolvers));
  const { ours } = await contest.run({ query, variables });
  return JSON.parse(JSON.stringify(ours));
}

/** Fails where a representation has not got exactly these fields. */
function reference(fields: readonly string[], found: (reference: Record<string, unknown>) => unknown) {
  return async (representation: Record<string, unknown>) => {
    const given = Object.keys(representation).filter((name) => name !== '__typename');
    if (given.sort().join() !== [...fields].sort().join()) throw new Error(`asked with ${given}`);
    return found(representation);
  };
}

describe('keys', () => {
  const subgraphs = {
    a: `type Query { book: Book books: [Book] } type Book @key(fields: "id") @key(fields: "isbn") { id: ID! isbn: ID }`,
    b: `type Book @key(fields: "isbn") { isbn: ID pages: Int author: Author } type Author @key(fields: "name country { code }") { name: String! country: Country! } type Country { code: ID! }`,
    c: `type Author @key(fields: "name country { code }") { name: String! country: Country! born: Int } type Country { code: ID! }`,
  };
  const authorOf = (isbn: unknown) => ({ name: `Author of ${isbn}`, country: { code: 'DE' } });
  const resolvers = {
    a: {
      Query: {
        book: () => ({ id: '1', isbn: 'x' }),
        books: () => [{ id: '1', isbn: 'x' }, { id: '2', isbn: null }, null, { id: '3', isbn: 'gone' }],
      },
    },
    b: {
      Book: {
        __resolveReference: reference(['isbn'], ({ isbn }) => (isbn === 'gone' ? null : { isbn, pages: 7 })),
        author: ({ isbn }: { isbn: unknown }) => (isbn === null ? null : authorOf(isbn)),
      },
    },
    c: {
      Author: {
        __resolveReference: reference(['name', 'country'], (author) => {
          expect(author.country).toEqual({ code: 'DE' });
          return { ...author, born: 1900 };
        }),
      },
    },
  };

  test('a key of several fields and of nested ones leads on', async () => {
    expect(await answer({ subgraphs, resolvers }, '{ book { pages author { born } } }')).toEqual({
      data: { book: { pages: 7, author: { born: 1900 } } },
    });
  });

  test('an entity whose key is null, or that the other side does not know, costs its own fields only', async () => {
    expect(await answer({ subgraphs, resolvers }, '{ books { id author { born } } }')).toEqual({
      data: {
        books: [{ id: '1', author: { born: 1900 } }, { id: '2', author: null }, null, { id: '3', author: null }],
      },
    });
  });

  test('an entity that cannot be resolved in one subgraph is a stub there and leads on to another', async () => {
    const stub = {
      subgraphs: {
        a: 'type Query { order: Order } type Order @key(fields: "id") { id: ID! buyer: Person } type Person @key(fields: "id", resolvable: false) { id: ID! }',
        b: 'type Query { nobody: Person } type Person @key(fields: "id") { id: ID! name: String }',
      },
      resolvers: {
        a: { Query: { order: () => ({ id: '1', buyer: { id: '7' } }) } },
        b: { Query: {}, Person: { __resolveReference: reference(['id'], ({ id }) => ({ id, name: `Person ${id}` })) } },
      },
    };
    expect(await answer(stub, '{ order { buyer { name id } } }')).toEqual({
      data: { order: { buyer: { name: 'Person 7', id: '7' } } },
    });
  });
});

describe('@requires', () => {
  test('of fields that require others, in a chain over three subgraphs', async () => {
    const chain = {
      subgraphs: {
        a: 'type Query { item: Item } type Item @key(fields: "id") { id: ID! price: Int }',
        b: 'type Item @key(fields: "id") { id: ID! price: Int @external tax: Int @requires(fields: "price") }',
        c: 'type Item @key(fields: "id") { id: ID! tax: Int @external price: Int @external total: Int @requires(fields: "tax price") }',
      },
      resolvers: {
        a: {
          Query: { item: () => ({ id: '1', price: 100 }) },
          Item: { __resolveReference: async () => ({ price: 100 }) },
        },
        b: {
          Item: { __resolveReference: async (item: unknown) => item, tax: ({ price }: { price: number }) => price / 5 },
        },
        c: {
          Item: {
            __resolveReference: async (item: unknown) => item,
            total: ({ price, tax }: { price: number; tax: number }) => price + tax,
          },
        },
      },
    };
    expect(await answer(chain, '{ item { total } }')).toEqual({ data: { item: { total: 120 } } });
    expect(await answer(chain, '{ item { total tax price id } }')).toEqual({
      data: { item: { total: 120, tax: 20, price: 100, id: '1' } },
    });
  });

  test('of a field that itself requires one of the subgraph that asks', async () => {
    const circle = {
      subgraphs: {
        a: 'type Query { item: Item } type Item @key(fields: "id") { id: ID! base: Int middle: Int @external full: Int @requires(fields: "middle") }',
        b: 'type Item @key(fields: "id") { id: ID! base: Int @external middle: Int @requires(fields: "base") }',
      },
      resolvers: {
        a: {
          Query: { item: () => ({ id: '1', base: 1 }) },
          Item: {
            __resolveReference: async (item: object) => ({ base: 1, ...item }),
            full: ({ middle }: { middle: number }) => middle + 1,
          },
        },
        b: {
          Item: {
            __resolveReference: async (item: unknown) => item,
            middle: ({ base }: { base: number }) => base * 10,
          },
        },
      },
    };
    expect(await answer(circle, '{ item { full } }')).toEqual({ data: { item: { full: 11 } } });
    expect(await answer(circle, '{ item { middle full base } }')).toEqual({
      data: { item: { middle: 10, full: 11, base: 1 } },
    });
  });

  const animals = {
    subgraphs: {
      a: `
        type Query { owner: Owner owners: [Owner] }
        type Owner @key(fields: "id") { id: ID! pet: Pet pets: [Pet!] }
        interface Pet { name: String! }
        type Dog implements Pet { name: String! tail: Tail }
        type Cat implements Pet { name: String! lives: Int }
        type Tail { cm: Int }`,
      b: `
        type Owner @key(fields: "id") {
          id: ID!
          pet: Pet @external
          pets: [Pet!] @external
          told: String @requires(fields: "pet { name ... on Dog { tail { cm } } ... on Cat { lives } }")
          all: String @requires(fields: "pets { __typename name ... on Cat { lives } }")
        }
        interface Pet { name: String! }
        type Dog implements Pet { name: String! @external tail: Tail @external }
        type Cat implements Pet { name: String! @external lives: Int @external }
        type Tail { cm: Int @external }`,
    },
    resolvers: {
      a: {
        Query: { owner: () => ({ id: '1' }), owners: () => [{ id: '1' }, { id: '2' }] },
        Owner: {
          __resolveReference: async ({ id }: { id: string }) => ({ id }),
          pet: ({ id }: { id: string }) =>
            id === '1'
              ? { __typename: 'Dog', name: 'Rex', tail: { cm: 30 } }
              : { __typename: 'Cat', name: 'Mia', lives: 7 },
          pets: () => [
            { __typename: 'Dog', name: 'Rex', tail: { cm: 30 } },
            { __typename: 'Cat', name: 'Mia', lives: 7 },
          ],
        },
      },
      b: {
        Owner: {
          __resolveReference: async (owner: unknown) => owner,
          told: ({ pet }: { pet: object }) => JSON.stringify(sorted(pet)),
          all: ({ pets }: { pets: object[] }) => JSON.stringify(pets.map(sorted)),
        },
        Pet: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
      },
    },
  };

  test('of an interface, with fragments for its types', async () => {
    const { data } = (await answer(animals, '{ owners { told } }')) as { data: { owners: { told: string }[] } };
    const told = data.owners.map((owner) => {
      const { __typename: _known, ...pet } = JSON.parse(owner.told);
      return pet;
    });
    expect(told).toEqual([
      { name: 'Rex', tail: { cm: 30 } },
      { name: 'Mia', lives: 7 },
    ]);
  });

  test('of a list of an interface, beside the same field with other selections', async () => {
    const { data } = (await answer(animals, '{ owner { all pets { ... on Dog { tail { cm } } } } }')) as {
      data: { owner: { all: string; pets: unknown } };
    };
    expect(data.owner.pets).toEqual([{ tail: { cm: 30 } }, {}]);
    expect(JSON.parse(data.owner.all)).toEqual([
      { __typename: 'Dog', name: 'Rex' },
      { __typename: 'Cat', lives: 7, name: 'Mia' },
    ]);
  });
});

function sorted(value: object): object {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe('@interfaceObject', () => {
  const media = {
    subgraphs: {
      a: `
        type Query { media: [Media] }
        interface Media @key(fields: "id") { id: ID! title: String }
        type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int }
        type Film implements Media @key(fields: "id") { id: ID! title: String }`,
      b: `
        type Query { best: Media }
        type Media @key(fields: "id") @interfaceObject {
          id: ID! title: String @external score: Int label: String @requires(fields: "title")
        }`,
    },
    resolvers: {
      a: {
        Query: { media: () => ['1', '2'].map(find) },
        Media: { __resolveReference: async ({ id }: { id: string }) => find(id) },
        Book: { __resolveReference: async ({ id }: { id: string }) => find(id) },
        Film: { __resolveReference: async ({ id }: { id: string }) => find(id) },
      },
      b: {
        Query: { best: () => ({ id: '2' }) },
        Media: {
          __resolveReference: async (media: { __typename: string }) => {
            if (media.__typename !== 'Media') throw new Error(`asked as ${media.__typename}`);
            return { score: 3, ...media };
          },
          score: () => 3,
          label: ({ title }: { title: string }) => `"${title}"`,
        },
      },
    },
  };
  function find(id: string) {
    return id === '1' ? { __typename: 'Book', id, title: 'Buch', pages: 9 } : { __typename: 'Film', id, title: 'Film' };
  }

  test('adds fields to all types of an interface', async () => {
    expect(await answer(media, '{ media { __typename score label ... on Book { pages } } }')).toEqual({
      data: {
        media: [
          { __typename: 'Book', score: 3, label: '"Buch"', pages: 9 },
          { __typename: 'Film', score: 3, label: '"Film"' },
        ],
      },
    });
  });

  test('what begins in the subgraph that knows no types gets its type, fragments and __typename', async () => {
    expect(
      await answer(media, '{ best { __typename id score ... on Film { title label } ... on Book { pages } } }'),
    ).toEqual({
      data: { best: { __typename: 'Film', id: '2', score: 3, title: 'Film', label: '"Film"' } },
    });
  });
});

describe('abstract types over several subgraphs', () => {
  test('a union of which each subgraph knows a part', async () => {
    const union = {
      subgraphs: {
        a: 'type Query { found: [Found] } union Found = Book | Film type Book @key(fields: "id") { id: ID! } type Film { length: Int @shareable }',
        b: 'type Query { played: Found } union Found = Film | Song type Film { length: Int @shareable } type Song { key: String } type Book @key(fields: "id") { id: ID! pages: Int }',
      },
      resolvers: {
        a: {
          Query: {
            found: () => [
              { __typename: 'Book', id: '1' },
              { __typename: 'Film', length: 90 },
            ],
          },
        },
        b: {
          Query: { played: () => ({ __typename: 'Song', key: 'C' }) },
          Book: { __resolveReference: async () => ({ pages: 5 }) },
        },
      },
    };
    const query =
      '{ found { ...F } played { ...F } } fragment F on Found { __typename ... on Book { pages } ... on Film { length } ... on Song { key } }';
    expect(await answer(union, query)).toEqual({
      data: {
        found: [
          { __typename: 'Book', pages: 5 },
          { __typename: 'Film', length: 90 },
        ],
        played: { __typename: 'Song', key: 'C' },
      },
    });
  });

  test('an interface of which one subgraph does not know all types', async () => {
    const nodes = {
      subgraphs: {
        a: 'type Query { nodes: [Node] } interface Node { id: ID! } type User implements Node @key(fields: "id") { id: ID! } type Team implements Node @key(fields: "id") { id: ID! size: Int }',
        b: 'interface Node { id: ID! } type User implements Node @key(fields: "id") { id: ID! name: String friend: Node } type Robot implements Node { id: ID! @shareable }',
      },
      resolvers: {
        a: {
          Query: {
            nodes: () => [
              { __typename: 'User', id: '1' },
              { __typename: 'Team', id: '2', size: 4 },
            ],
          },
        },
        b: {
          User: {
            __resolveReference: async ({ id }: { id: string }) => ({ id, name: `User ${id}` }),
            friend: () => ({ __typename: 'Robot', id: 'r' }),
          },
        },
      },
    };
    expect(
      await answer(nodes, '{ nodes { id ... on User { name friend { __typename id } } ... on Team { size } } }'),
    ).toEqual({
      data: {
        nodes: [
          { id: '1', name: 'User 1', friend: { __typename: 'Robot', id: 'r' } },
          { id: '2', size: 4 },
        ],
      },
    });
  });

  test('enums, inputs and arguments that subgraphs know parts of', async () => {
    const parts = {
      subgraphs: {
        a: 'type Query { list(of: Kind, where: Where): [Thing!] } enum Kind { A B } input Where { min: Int max: Int } type Thing @key(fields: "id") { id: ID! kind: Kind @shareable }',
        b: 'type Query { last(of: Kind, where: Where): Thing } enum Kind { A B } input Where { min: Int } type Thing @key(fields: "id") { id: ID! kind: Kind @shareable size(of: Kind = B): String }',
      },
      resolvers: {
        a: { Query: { list: (_root: unknown, args: object) => [{ id: JSON.stringify(args), kind: 'A' }] } },
        b: {
          Query: { last: (_root: unknown, args: object) => ({ id: JSON.stringify(args), kind: 'B' }) },
          Thing: {
            __resolveReference: async (thing: unknown) => thing,
            size: (_thing: unknown, args: object) => JSON.stringify(args),
          },
        },
      },
    };
    const query =
      'query($k: Kind, $w: Where) { list(of: $k, where: $w) { id kind size } last(where: { min: 2 }) { id kind } }';
    expect(await answer(parts, query, { k: 'A', w: { min: 1 } })).toEqual({
      data: {
        list: [{ id: '{"of":"A","where":{"min":1}}', kind: 'A', size: '{"of":"B"}' }],
        last: { id: '{"where":{"min":2}}', kind: 'B' },
      },
    });
    const refused = (await answer(parts, query, { k: 'C', w: { max: 1 } })) as { data?: unknown; errors: unknown[] };
    expect(refused.data).toBeUndefined();
    expect(refused.errors).toHaveLength(2);
  });
});

describe('@provides', () => {
  test('through nested objects, an interface and a union: the owner is not asked', async () => {
    const library = {
      subgraphs: {
        a: `
          type Query { shelf: Shelf @provides(fields: "top { ... on Book { title author { name } } }") }
          type Shelf @shareable { top: Item }
          union Item = Book | Map
          type Book @key(fields: "id") { id: ID! title: String @external author: Author @external }
          type Author @key(fields: "id") { id: ID! name: String @external }
          type Map { scale: Int }`,
        b: 'type Book @key(fields: "id") { id: ID! title: String @shareable author: Author @shareable } type Author @key(fields: "id") { id: ID! name: String @shareable }',
      },
      resolvers: {
        a: {
          Query: {
            shelf: () => ({ top: { __typename: 'Book', id: '1', title: 'given', author: { id: '2', name: 'given' } } }),
          },
        },
        b: { Book: { __resolveReference: reference(['nothing'], () => null) } },
      },
    };
    expect(
      await answer(library, '{ shelf { top { ... on Book { title author { name } } ... on Map { scale } } } }'),
    ).toEqual({
      data: { shelf: { top: { title: 'given', author: { name: 'given' } } } },
    });
  });
});

describe('@override', () => {
  test('the field is asked of its new owner only, also where it is required', async () => {
    const moved = {
      subgraphs: {
        a: 'type Query { a: Item } type Item @key(fields: "id") { id: ID! size: Int }',
        b: 'type Item @key(fields: "id") { id: ID! size: Int @override(from: "a") }',
        c: 'type Item @key(fields: "id") { id: ID! size: Int @external double: Int @requires(fields: "size") }',
      },
      resolvers: {
        a: { Query: { a: () => ({ id: '1', size: -1 }) } },
        b: { Item: { __resolveReference: async () => ({ size: 21 }) } },
        c: {
          Item: { __resolveReference: async (item: unknown) => item, double: ({ size }: { size: number }) => 2 * size },
        },
      },
    };
    expect(await answer(moved, '{ a { size double } }')).toEqual({ data: { a: { size: 21, double: 42 } } });
  });

  test.each([
    ['percent(0)', -1],
    ['percent(100)', 21],
  ])('a move with the label %s asks who owns the field now', async (label, size) => {
    const moved = {
      subgraphs: {
        a: 'type Query { a: Item } type Item @key(fields: "id") { id: ID! size: Int }',
        b: `type Item @key(fields: "id") { id: ID! size: Int @override(from: "a", label: "${label}") }`,
      },
      resolvers: {
        a: { Query: { a: () => ({ id: '1', size: -1 }) }, Item: { __resolveReference: async () => ({ size: -1 }) } },
        b: { Item: { __resolveReference: async () => ({ size: 21 }) } },
      },
    };
    expect(await answer(moved, '{ a { size } }')).toEqual({ data: { a: { size } } });
  });
});

describe('root fields', () => {
  const counters = () => {
    const order: string[] = [];
    const field =
      (name: string) =>
      (_root: unknown, { by }: { by: number }) => {
        order.push(`${name} ${by}`);
        return by;
      };
    return {
      order,
      subgraphs: {
        a: 'type Query { a: Int version: String @shareable info: Info @shareable } type Mutation { first(by: Int): Int third(by: Int): Int } type Info @shareable { one: Int two: Int }',
        b: 'type Query { b: Int version: String @shareable info: Info @shareable } type Mutation { second(by: Int): Int } type Info @shareable { two: Int three: Int }',
      },
      resolvers: {
        a: {
          Query: { a: () => 1, version: () => 'v', info: () => ({ one: 1, two: 2 }) },
          Mutation: { first: field('first'), third: field('third') },
        },
        b: {
          Query: { b: () => 2, version: () => 'v', info: () => ({ two: 2, three: 3 }) },
          Mutation: { second: field('second') },
        },
      },
    };
  };

  test('changes are made one after the other, in the order in which they stand', async () => {
    const { order, ...parts } = counters();
    const query = 'mutation { first(by: 1) third(by: 2) second(by: 3) again: first(by: 4) s: second(by: 5) }';
    expect(await answer(parts, query)).toEqual({ data: { first: 1, third: 2, second: 3, again: 4, s: 5 } });
    // The stock gateway has made its changes before.
    expect(order.slice(5)).toEqual(['first 1', 'third 2', 'second 3', 'first 4', 'second 5']);
  });

  test('__typename is known everywhere, under any name, also where nobody has to be asked', async () => {
    expect(await answer(counters(), '{ __typename a: __typename }')).toEqual({
      data: { __typename: 'Query', a: 'Query' },
    });
    const query = 'mutation { t: __typename first(by: 1) }';
    expect(await answer(counters(), query)).toEqual({ data: { t: 'Mutation', first: 1 } });
    expect(await answer(counters(), '{ info { t: __typename three u: __typename } }')).toEqual({
      data: { info: { t: 'Info', three: 3, u: 'Info' } },
    });
  });

  test('directives of the subgraphs reach them, with the arguments that they have by default', async () => {
    const directive = 'directive @times(n: Int = 2) on FIELD';
    type Asked = { fieldNodes: { directives: { name: { value: string }; arguments: unknown[] }[] }[] };
    const told = (_parent: unknown, _args: unknown, _context: unknown, { fieldNodes }: Asked) =>
      fieldNodes[0]?.directives.map(({ name, arguments: given }) => `${name.value} ${given.length}`).join();
    const parts = {
      subgraphs: {
        a: `${directive} type Query { item: Item } type Item @key(fields: "id") { id: ID! a: String }`,
        b: `${directive} type Item @key(fields: "id") { id: ID! b: String }`,
      },
      resolvers: {
        a: { Query: { item: () => ({ id: '1' }) }, Item: { a: told } },
        b: { Item: { __resolveReference: async (item: unknown) => item, b: told } },
      },
    };
    expect(await answer(parts, '{ item { a @times b @times(n: 3) } }')).toEqual({
      data: { item: { a: 'times 0', b: 'times 1' } },
    });
  });

  test('a field that several subgraphs share is whole', async () => {
    expect(await answer(counters(), '{ version info { one two three } a b __typename }')).toEqual({
      data: { version: 'v', info: { one: 1, two: 2, three: 3 }, a: 1, b: 2, __typename: 'Query' },
    });
  });

  test.each([
    [
      { yes: true, no: false },
      { a: 1, version: 'v' },
    ],
    [{ yes: false, no: true }, { b: 2 }],
  ])('@skip and @include, alone and together, with %j', async (variables, data) => {
    const query = `query($yes: Boolean!, $no: Boolean!) {
      a @include(if: $yes) b @skip(if: $yes) ... @include(if: $yes) { version @skip(if: $no) }
      x: a @skip(if: $yes) @include(if: $yes)
    }`;
    expect(await answer(counters(), query, variables)).toEqual({ data });
  });
});
