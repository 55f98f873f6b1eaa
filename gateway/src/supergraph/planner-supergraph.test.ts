import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { parse, print } from 'graphql';
import { describe, expect, test } from 'vitest';
import { parseSubgraph } from '../execution/differential/sample-world.ts';
import { toPlannerSupergraph } from './planner-supergraph.ts';

function compose(subgraphs: Record<string, string>) {
  const composed = composeServices(
    Object.entries(subgraphs).map(([name, sdl]) => ({ name, url: '', typeDefs: parseSubgraph(sdl) })),
  );
  if (composed.errors) throw composed.errors[0];
  return parse(composed.supergraphSdl);
}

describe('the supergraph that the planner sees', () => {
  test('is the one it was where nothing has to be put right', () => {
    const supergraph = compose({ a: 'type Query { a: A } type A @key(fields: "id") { id: ID! }' });
    const { document, hidden } = toPlannerSupergraph(supergraph);
    expect(print(document)).toBe(print(supergraph));
    expect(hidden.isEmpty).toBe(true);
  });

  test('names the keys that can be resolved first, in each subgraph for itself', () => {
    const supergraph = compose({
      a: 'type Query { t: T } type T @key(fields: "x", resolvable: false) @key(fields: "y") @key(fields: "z") { x: ID! y: ID! z: ID! }',
      b: 'type T @key(fields: "y") @key(fields: "x") { x: ID! y: ID! b: Int }',
    });
    const keys = print(toPlannerSupergraph(supergraph).document).match(/@join__type\(graph: \w, key: "\w"/g);
    expect(keys).toEqual(
      ['A', 'A', 'A', 'B', 'B'].map((graph, i) => `@join__type(graph: ${graph}, key: "${'yzxyx'[i]}"`),
    );
  });

  test('has a hidden field for each required field and its arguments, through interfaces as well', () => {
    const supergraph = compose({
      texts: `
        type Query { texts: [Text] }
        interface Text { lines(first: Int, from: Int = 1): [Line!]! }
        type Poem implements Text @key(fields: "id") { id: ID! lines(first: Int, from: Int = 1): [Line!]! }
        type Song implements Text @key(fields: "id") { id: ID! lines(first: Int, from: Int = 1): [Line!]! lines__required_0: Int }
        type Line { words(max: Int!): String }
        type Book @key(fields: "id") { id: ID! text: Text }`,
      counts: `
        interface Text { lines(first: Int, from: Int = 1): [Line!]! }
        type Poem implements Text @key(fields: "id") {
          id: ID!
          lines(first: Int, from: Int = 1): [Line!]! @external
          title: String @requires(fields: "lines(first: 1) { words(max: 3) }")
        }
        type Song implements Text @key(fields: "id") { id: ID! lines(first: Int, from: Int = 1): [Line!]! @external }
        type Line { words(max: Int!): String @external }
        type Book @key(fields: "id") {
          id: ID!
          text: Text @external
          opening: String @requires(fields: "text { lines(first: 1) { words(max: 3) } ... on Song { lines { words(max: 9) } } }")
        }`,
    });
    const { document, hidden } = toPlannerSupergraph(supergraph);
    const reloaded = Supergraph.build(document);
    expect([...reloaded.subgraphs().names()].sort()).toEqual(['counts', 'texts']);
    expect(reloaded.apiSchema().type('Poem')?.toString()).toBe('Poem');
    expect(print(document)).toContain('lines__required_1: [Line!]!');
    expect(hidden.requiredFor('counts', 'Poem', 'title').size).toBe(2);
    expect(hidden.requiredFor('counts', 'Book', 'opening').size).toBe(4);
    expect(hidden.restoreOperation('{t{lines__required_1{words__required_0}}}')).toBe(
      '{t{lines__required_1:lines(first:1){words__required_0:words(max:3)}}}',
    );
    expect(hidden.restoreRepresentations([{ lines__required_1: [{ words__required_0: null }] }])).toEqual([
      { lines: [{ words: null }] },
    ]);
  });
});
