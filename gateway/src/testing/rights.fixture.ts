import type { Role } from '@gkz-qe/kit/viewer.ts';
import type { SubgraphSource } from './subgraph.ts';

/**
 * Two subgraphs in which every protected value says in its own text which scopes it takes: `[case:read]`. Whoever finds such a
 * text in an answer without having the scope has found a leak.
 */

const paula = { __typename: 'Person', id: 'p1', name: 'Paula', mail: 'paula@example.org [signed in]' };
const otto = { __typename: 'Person', id: 'p2', name: 'Otto', mail: 'otto@example.org [signed in]' };

const buehl = {
  __typename: 'Kommune',
  ags: '08216007',
  name: 'Bühl',
  caseCount: 3,
  plan: 'Plan von Bühl [advisor:write]',
  population: 29_000,
};

const first = {
  __typename: 'Case',
  id: 'c1',
  title: 'Fall eins [case:read]',
  number: 4711,
  level: 'HIGH',
  deadline: 'fällig für 4711 [case:read]',
  owner: paula,
  kommune: buehl,
  notes: [{ __typename: 'Note', text: 'Notiz [case:read & case:write]', author: otto }],
};

const fair = {
  __typename: 'Event',
  id: 'e1',
  title: 'Messe',
  place: 'Aalen',
  owner: { ...otto, name: 'Otto' },
  contact: 'Kontakt [inquirer:read]',
};

const connection = { __typename: 'CaseConnection', nodes: [first], totalCount: 1, first };
Object.assign(buehl, { cases: connection, partner: fair, partners: [first, fair] });

/** Everything there is, as one process would hold it. */
export const everything = {
  case: first,
  node: first,
  nodes: [first, fair, null],
  sureNodes: [fair, first],
  hits: [buehl, first, fair],
  onlyCases: [first],
  kommune: buehl,
  me: paula,
  level: 'HIGH',
  close: { __typename: 'CloseResult', done: true, case: first },
  greet: 'Hallo',
};

const byKey = (rows: readonly object[], key: string) => (reference: object) =>
  rows.find((row) => (row as Record<string, unknown>)[key] === (reference as Record<string, unknown>)[key]);

const resolveType = (value: { __typename: string }) => value.__typename;

export const rightsSubgraphs: readonly SubgraphSource[] = [
  {
    name: 'cases',
    typeDefs: `
      type Query {
        case(id: ID!): Case
        node(id: ID!): Node
        nodes: [Node]
        sureNodes: [Node!]!
        hits: [Hit!]
        onlyCases: [Work!]
        kommune: Kommune
        me: Person @authenticated
        level: Level
      }
      type Mutation {
        close(id: ID!): CloseResult @requiresScopes(scopes: [["case:write"]])
        greet: String
      }
      type CloseResult { done: Boolean! case: Case! }
      interface Node { id: ID! title: String owner: Person! }
      interface Work { number: Int! }
      union Hit = Case | Event | Kommune
      enum Level @authenticated { HIGH LOW }
      type Case implements Node & Work @key(fields: "id") @requiresScopes(scopes: [["case:read"]]) {
        id: ID!
        title: String
        number: Int!
        level: Level
        owner: Person!
        kommune: Kommune!
        notes: [Note!]!
      }
      type Note @requiresScopes(scopes: [["case:read", "case:write"]]) { text: String! author: Person }
      type Event implements Node @key(fields: "id") {
        id: ID!
        title: String
        place: String
        owner: Person! @requiresScopes(scopes: [["inquirer:read"], ["figures:common"]])
        contact: String! @requiresScopes(scopes: [["inquirer:read"]])
      }
      type Kommune @key(fields: "ags") {
        ags: ID!
        caseCount: Int @requiresScopes(scopes: [["case:count"], ["figures:common"]])
        cases(first: Int = 20): CaseConnection
        partner: Node
        partners: [Node!]!
      }
      type CaseConnection { nodes: [Case!]! totalCount: Int! @authenticated first: Case }
      type Person @key(fields: "id") { id: ID! name: String! }`,
    resolvers: {
      Query: Object.fromEntries(
        Object.entries(everything)
          .filter(([name]) => name !== 'close' && name !== 'greet')
          .map(([name, value]) => [name, () => value]),
      ),
      Mutation: { close: () => everything.close, greet: () => everything.greet },
      Node: { __resolveType: resolveType },
      Work: { __resolveType: resolveType },
      Hit: { __resolveType: resolveType },
      Case: { __resolveReference: byKey([first], 'id') },
      Event: { __resolveReference: byKey([fair], 'id') },
      Kommune: { __resolveReference: byKey([buehl], 'ags') },
      Person: { __resolveReference: byKey([paula, otto], 'id') },
    },
  },
  {
    name: 'more',
    typeDefs: `
      type Case @key(fields: "id") @requiresScopes(scopes: [["case:read"]]) {
        id: ID!
        number: Int! @external
        deadline: String! @requires(fields: "number")
      }
      type Kommune @key(fields: "ags") {
        ags: ID!
        name: String!
        population: Int
        plan: String! @requiresScopes(scopes: [["advisor:write"]])
      }
      type Person @key(fields: "id") { id: ID! mail: String @authenticated }`,
    resolvers: {
      Case: { deadline: ({ number }: never) => `fällig für ${number} [case:read]` },
      Kommune: { __resolveReference: byKey([buehl], 'ags') },
      Person: { __resolveReference: byKey([paula, otto], 'id') },
    },
  },
];

/** The same protection once more, by hand: what the test believes, not what the gateway reads. */
export const believedRules: Readonly<Record<string, readonly string[]>> = {
  Case: ['case:read'],
  Note: ['case:read & case:write'],
  Level: ['signed in'],
  'Query.me': ['signed in'],
  'Mutation.close': ['case:write'],
  'Event.owner': ['inquirer:read', 'figures:common'],
  'Event.contact': ['inquirer:read'],
  'Kommune.caseCount': ['case:count', 'figures:common'],
  'Kommune.plan': ['advisor:write'],
  'CaseConnection.totalCount': ['signed in'],
  'Person.mail': ['signed in'],
};

/** Viewers whose rights differ as much as possible; null: without a token. */
export const rolesInTests: readonly (readonly Role[] | null)[] = [
  null,
  [],
  ['analyst'],
  ['privacy_officer'],
  ['coordinator'],
  ['association_admin', 'advisor'],
];
