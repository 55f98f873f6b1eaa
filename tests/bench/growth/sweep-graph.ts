import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

/** The sweep's shape with as many members as one likes: our register has but 1,136 Kommunen. */
const sdl = {
  members: /* GraphQL */ `
    type Query {
      associations(members: Int!): [Association!]!
    }
    type Association {
      code: ID!
      name: String!
      members: [Member!]!
    }
    type Member @key(fields: "ags") {
      ags: ID!
      advisors: [Advisor!]
    }
    type Advisor {
      name: String!
    }
  `,
  register: /* GraphQL */ `
    type Member @key(fields: "ags") {
      ags: ID!
      caseCount: Int
      kommune: Kommune
    }
    type Kommune {
      name: String!
      population: Int!
      region: Region!
    }
    type Region {
      name: String!
    }
  `,
} as const;

export type SweepSubgraph = keyof typeof sdl;

export function documentOf(name: SweepSubgraph) {
  return parse(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])${sdl[name]}`);
}

/** Composes the supergraph for subgraphs at these addresses. */
export function composeSweep(urls: Readonly<Record<SweepSubgraph, string>>): string {
  const names = Object.keys(sdl) as SweepSubgraph[];
  const composed = composeServices(names.map((name) => ({ name, url: urls[name], typeDefs: documentOf(name) })));
  if (composed.errors) throw new AggregateError(composed.errors, 'the sweep does not compose');
  return composed.supergraphSdl;
}

export const sweepOf = (members: number) => `query Sweep { associations(members: ${members}) { code name
  members { ags caseCount kommune { name population region { name } } advisors { name } } } }`;
