import { Supergraph } from '@apollo/federation-internals';
import { expect, test } from 'vitest';
import { createSampleSupergraph } from '../differential/sample-supergraph.ts';
import { readMoves } from './progressive-override.ts';

const sample = createSampleSupergraph({
  a: 'type Query { item: Item } type Item @key(fields: "id") { id: ID! few: Int many: Int other: Int }',
  b: `type Item @key(fields: "id") {
    id: ID!
    few: Int @override(from: "a", label: "percent(5)")
    many: Int @override(from: "a", label: "percent(62.5)")
    other: Int @override(from: "a", label: "percent(0)")
  }`,
});
const { schema: supergraph } = Supergraph.build(sample.sdl);

test.each([
  [0, ['percent(5)', 'percent(62.5)']],
  [0.0499, ['percent(5)', 'percent(62.5)']],
  [0.05, ['percent(62.5)']],
  [0.6249, ['percent(62.5)']],
  [0.625, []],
  [0.9999, []],
])('at %d of all requests these labels count as moved: %j', (part, labels) => {
  const { conditions } = readMoves(supergraph, () => part)();
  expect([...conditions].flatMap(([label, isMoved]) => (isMoved ? [label] : []))).toEqual(labels);
});

test('there are as many different plans as different shares, and one more', () => {
  const parts = Array.from({ length: 200 }, (_, i) => i / 200);
  const keys = new Set(parts.map((part) => readMoves(supergraph, () => part)().key));
  expect(keys.size).toBe(3);
});
