import { type OperationDefinitionNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { composeApi, composeSupergraph } from '../testing/compose.ts';
import { estimateCost } from './cost.ts';
import { readCostRules } from './cost-rules.ts';

const subgraphs = [
  {
    name: 'one',
    typeDefs: `
      type Query {
        case(id: ID!): Case
        cases(first: Int = 20, filter: Filter): Cases! @listSize(slicingArguments: ["first"], sizedFields: ["nodes"])
        associations: [Association!]! @listSize(assumedSize: 3)
        all: [Case!]
        expensive: Int @cost(weight: 50)
        search(text: String @cost(weight: 7)): [Hit!] @listSize(assumedSize: 2)
      }
      type Mutation { write: Case }
      input Filter { text: String @cost(weight: 5) and: [Filter!] }
      union Hit = Case | Report
      interface Association { members(first: Int): [Case!] }
      type Big implements Association { members(first: Int): [Case!] @listSize(slicingArguments: ["first"]) }
      type Small implements Association { members(first: Int): [Case!] @listSize(assumedSize: 4) }
      type Cases { nodes: [Case!]! totalCount: Int! first: Case }
      type Case { id: ID! title: String parent: Case tags: [String!] }
      type Report @cost(weight: 9) { id: ID! pages: Int @cost(weight: 2) }`,
  },
];
const schema = composeApi(subgraphs);
const rules = readCostRules(parse(composeSupergraph(subgraphs)));

function cost(query: string, variables: Record<string, unknown> = {}): number {
  const document = parse(query);
  if (!rules) throw new Error('no rules');
  const operation = document.definitions[0] as OperationDefinitionNode;
  return estimateCost({ schema, rules, listSize: 10, document, operation, variables });
}

test.each([
  ['an object counts one, its plain values nothing', '{ case(id: 1) { id title } }', 1],
  ['objects in objects count each', '{ case(id: 1) { parent { parent { id } } } }', 3],
  ['a list of unknown length counts as configured', '{ all { id parent { id } } }', 20],
  ['plain values in lists count nothing', '{ case(id: 1) { tags } }', 1],
  ['a list of assumed length counts so often', '{ associations { members(first: 5) { id } } }', 3 * (1 + 5)],
  [
    'the argument that sets the length of a field below counts there',
    '{ cases(first: 50) { totalCount nodes { parent { id } } } }',
    1 + 50 * 2,
  ],
  ['without the argument, its default counts', '{ cases { nodes { id } } }', 1 + 20],
  ['a field counts what it says it costs', '{ expensive }', 50],
  [
    'a type counts what it says it costs, an argument too',
    '{ search(text: "x") { ... on Report { pages } } }',
    7 + 2 * (1 + 2),
  ],
  [
    'inputs count what they say they cost',
    '{ cases(first: 1, filter: { and: [{ text: "a" }, { text: "b" }] }) { totalCount } }',
    1 + 10,
  ],
  [
    'fragments count where they are spread',
    '{ case(id: 1) { ...F } x: case(id: 2) { ...F } } fragment F on Case { parent { id } }',
    4,
  ],
  ['a change costs something by itself', 'mutation { write { id } }', 11],
  ['a negative length is none', '{ cases(first: -5) { nodes { id } } }', 1],
])('%s', (_rule, query, expected) => {
  expect(cost(query)).toBe(expected);
});

test('a length in a variable counts like a written one', () => {
  expect(cost('query ($n: Int) { cases(first: $n) { nodes { id } } }', { n: 30 })).toBe(31);
  expect(cost('query ($n: Int = 30) { cases(first: $n) { nodes { id } } }', { n: 5 })).toBe(6);
});

test("a variable's default counts where nothing is sent", () => {
  expect(cost('query ($n: Int = 30) { cases(first: $n) { nodes { id } } }')).toBe(31);
});
