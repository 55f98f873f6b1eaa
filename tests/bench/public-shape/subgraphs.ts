import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLSchema } from 'graphql';
import { serveStaticSubgraph } from '../measure/static-subgraph.ts';
import { products, reviews, users } from './data.ts';
import { documentOf, type SubgraphName, subgraphNames } from './graph.ts';

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

/**
 * The four subgraphs, in one process that tells its parent their addresses. Their data never changes, so each answers a
 * request that it has seen before with the bytes of its first answer: what is measured is the gateway. Told to differ, they put another
 * number into the texts of every answer.
 */
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

function schemaOf(name: SubgraphName): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: documentOf(name), resolvers: resolvers[name] as never }]);
}

let calls = 0;
let differ = false;

function next(): number | null {
  calls += 1;
  return differ ? calls : null;
}

const addresses = await Promise.all(
  subgraphNames.map(async (name) => [name, await serveStaticSubgraph(schemaOf(name), next)] as const),
);
process.on('message', (message: SubgraphsMessage) => {
  differ = message.differ;
  process.send?.(calls);
});
process.on('disconnect', () => process.exit());
process.send?.(Object.fromEntries(addresses));
