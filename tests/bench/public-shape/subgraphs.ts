import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, graphql } from 'graphql';
import { number, products, reviews, users } from './data.ts';
import { documentOf, type SubgraphName, subgraphNames } from './graph.ts';

/**
 * The four subgraphs, in one process that tells its parent their addresses. Their data never changes, so each answers a
 * request that it has seen before with the bytes of its first answer: what is measured is the gateway. Told to differ, they put another
 * number into the texts of every answer.
 */
const userOf = (id: string) => users.find((user) => user.id === id);
const productOf = (upc: string) => products.find((product) => product.upc === upc);
const asReview = ({ id, body, authorId, productUpc }: (typeof reviews)[number]) => ({
  ...{ id, body, product: { upc: productUpc } },
  author: { id: authorId, username: userOf(authorId)?.username },
});

/** Whether answers are to differ from now on. The answer is how many calls there have been. */
export interface SubgraphsMessage {
  readonly differ: boolean;
}

const resolvers: Record<SubgraphName, Record<string, unknown>> = {
  accounts: {
    Query: { users: () => users },
    User: { __resolveReference: async ({ id }: { id: string }) => ({ ...userOf(id) }) },
  },
  inventory: {
    Product: {
      __resolveReference: async (reference: { upc: string }) => ({ ...productOf(reference.upc), ...reference }),
      shippingEstimate: ({ price, weight }: { price: number; weight: number }) => (price > 500 ? 0 : weight / 2),
    },
  },
  products: {
    Query: { topProducts: (_root: unknown, { first }: { first: number }) => products.slice(0, first) },
    Product: { __resolveReference: async ({ upc }: { upc: string }) => ({ ...productOf(upc) }) },
  },
  reviews: {
    User: {
      __resolveReference: async ({ id }: { id: string }) => ({ id, username: userOf(id)?.username }),
      reviews: ({ id }: { id: string }) => reviews.filter(({ authorId }) => authorId === id).map(asReview),
    },
    Product: {
      __resolveReference: async ({ upc }: { upc: string }) => ({ upc }),
      reviews: ({ upc }: { upc: string }) => reviews.filter(({ productUpc }) => productUpc === upc).map(asReview),
    },
  },
};

async function serve(name: SubgraphName): Promise<string> {
  const schema = buildSubgraphSchema([{ typeDefs: documentOf(name), resolvers: resolvers[name] as never }]);
  const answers = new Map<string, Promise<Answer>>();
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    const answer = await answers.getOrInsertComputed(body, () => execute(schema, body));
    calls += 1;
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.bytes.length });
    response.end(differ ? withNumber(answer, calls) : answer.bytes);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

interface Answer {
  readonly bytes: Buffer;
  /** Where the numbers stand. */
  readonly numbers: readonly number[];
}

async function execute(schema: GraphQLSchema, body: string): Promise<Answer> {
  const { query, variables, operationName } = JSON.parse(body);
  const result = await graphql({ schema, source: query, variableValues: variables, operationName });
  const bytes = Buffer.from(JSON.stringify(result));
  const numbers: number[] = [];
  for (let at = bytes.indexOf(number); at >= 0; at = bytes.indexOf(number, at + 1)) numbers.push(at);
  return { bytes, numbers };
}

function withNumber({ bytes, numbers }: Answer, value: number): Buffer {
  const copy = Buffer.from(bytes);
  const text = `#${String(value).padStart(number.length - 1, '0')}`;
  for (const at of numbers) copy.write(text, at, 'latin1');
  return copy;
}

let calls = 0;
let differ = false;
const addresses = await Promise.all(subgraphNames.map(async (name) => [name, await serve(name)] as const));
process.on('message', (message: SubgraphsMessage) => {
  differ = message.differ;
  process.send?.(calls);
});
process.on('disconnect', () => process.exit());
process.send?.(Object.fromEntries(addresses));
