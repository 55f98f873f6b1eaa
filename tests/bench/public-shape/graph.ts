import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

/** The four subgraphs of a shape that many federation benchmarks share: people, stock, goods, and what people say of goods. */
export const subgraphSdl = {
  accounts: /* GraphQL */ `
    type Query {
      users: [User]
    }
    type User @key(fields: "id") {
      id: ID!
      name: String
      username: String @shareable
    }
  `,
  inventory: /* GraphQL */ `
    type Product @key(fields: "upc") {
      upc: String!
      price: Int @external
      weight: Int @external
      inStock: Boolean
      shippingEstimate: Int @requires(fields: "price weight")
    }
  `,
  products: /* GraphQL */ `
    type Query {
      topProducts(first: Int = 5): [Product]
    }
    type Product @key(fields: "upc") {
      upc: String!
      name: String
      price: Int
      weight: Int
    }
  `,
  reviews: /* GraphQL */ `
    type Review {
      id: ID!
      body: String
      author: User @provides(fields: "username")
      product: Product
    }
    type User @key(fields: "id") {
      id: ID!
      username: String @external
      reviews: [Review]
    }
    type Product @key(fields: "upc") {
      upc: String!
      reviews: [Review]
    }
  `,
} as const;

export type SubgraphName = keyof typeof subgraphSdl;
export const subgraphNames = Object.keys(subgraphSdl) as SubgraphName[];

const federationLink =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires", "@external", "@provides", "@shareable"])';

/** A subgraph's SDL as a federation library takes it. */
export function documentOf(name: SubgraphName) {
  return parse(federationLink + subgraphSdl[name]);
}

/** Composes the supergraph for subgraphs at these addresses. */
export function composeSupergraph(urls: Readonly<Record<SubgraphName, string>>): string {
  const composed = composeServices(
    subgraphNames.map((name) => ({ name, url: urls[name], typeDefs: documentOf(name) })),
  );
  if (composed.errors) throw new AggregateError(composed.errors, 'the benchmark graph does not compose');
  return composed.supergraphSdl;
}

const product = 'upc name price weight inStock shippingEstimate';
const authorReviews = `reviews { id body author { id name username reviews { id body product { ${product} } } } }`;

/** People with their reviews of goods with their reviews and who wrote them: the answer is about 90 KB. */
export const operation = `query PublicShape {
  users { id name username reviews { id body product { ${product} ${authorReviews} } } }
  topProducts(first: 5) { ${product} ${authorReviews} }
}`;
