import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, execute, type GraphQLSchema, parse, validate } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { type Product, products, type Review, reviews, type User, users } from './data.ts';

/**
 * The same graph without federation: one process that holds all data and makes no calls. With graphql-js, or with queries compiled
 * once (ENGINE=jit), which is as fast as a GraphQL server in JavaScript gets.
 */
const schema = buildSchema(/* GraphQL */ `
  type Query {
    users: [User]
    topProducts(first: Int = 5): [Product]
  }
  type User {
    id: ID!
    name: String
    username: String
    reviews: [Review]
  }
  type Review {
    id: ID!
    body: String
    author: User
    product: Product
  }
  type Product {
    upc: String!
    name: String
    price: Int
    weight: Int
    inStock: Boolean
    shippingEstimate: Int
    reviews: [Review]
  }
`);

const reviewsOf = (matches: (review: Review) => boolean) => reviews.filter(matches);
const resolvers = {
  Query: {
    users: () => users,
    topProducts: (_root: unknown, { first }: { first: number }) => products.slice(0, first),
  },
  User: { reviews: ({ id }: User) => reviewsOf(({ authorId }) => authorId === id) },
  Review: {
    author: ({ authorId }: Review) => users.find(({ id }) => id === authorId),
    product: ({ productUpc }: Review) => products.find(({ upc }) => upc === productUpc),
  },
  Product: {
    reviews: ({ upc }: Product) => reviewsOf(({ productUpc }) => productUpc === upc),
    shippingEstimate: ({ price, weight }: Product) => (price > 500 ? 0 : weight / 2),
  },
};

for (const [type, fields] of Object.entries(resolvers)) {
  const known = (schema.getType(type) as ReturnType<GraphQLSchema['getQueryType']>)?.getFields() ?? {};
  for (const [name, resolve] of Object.entries(fields)) Object.assign(known[name] ?? {}, { resolve });
}

type Answer = () => Promise<string> | string;

function prepare(query: string): Answer {
  const document = parse(query);
  const [error] = validate(schema, document);
  if (error) throw error;
  if (process.env.ENGINE !== 'jit') return async () => JSON.stringify(await execute({ schema, document }));
  const compiled = compileQuery(schema, document);
  if (!isCompiledQuery(compiled)) throw new Error('the query does not compile');
  return async () => compiled.stringify(await compiled.query({}, {}, {}));
}

const prepared = new Map<string, Answer>();
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { query } = JSON.parse(Buffer.concat(chunks).toString()) as { query: string };
  const text = await prepared.getOrInsertComputed(query, prepare)();
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` });
});
process.on('disconnect', () => process.exit());
