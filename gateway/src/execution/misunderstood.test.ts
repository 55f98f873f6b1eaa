import { buildSchema, GraphQLError, parse } from 'graphql';
import { expect, test } from 'vitest';
import { hasOwnScalarValue, withoutMisunderstandings } from './misunderstood.ts';

const schema = buildSchema(`
  scalar Date
  input Range { from: Date, size: Int }
  type Query { days(on: Date, in: Range, all: [Date], first: Int): [Date] }`);

test.each([
  ['{ days }', false],
  ['{ days(first: 3) }', false],
  ['{ days(on: "2026-01-01") }', true],
  ['{ days(on: { year: 2026 }) }', true],
  ['{ days(all: ["2026-01-01"]) }', true],
  ['{ days(in: { size: 1 }) }', false],
  ['{ days(in: { size: 1, from: "2026-01-01" }) }', true],
  ['query($day: Date) { days(on: $day) }', false],
  ['query($day: Date = "2026-01-01") { days(on: $day) }', true],
])('of %s a subgraph may refuse a value that only it knows to judge: %s', (query, mayBe) => {
  expect(hasOwnScalarValue(parse(query), schema)).toBe(mayBe);
});

test('only what a subgraph says counts, and only if it has not understood', () => {
  const error = (code: string, serviceName?: string) =>
    new GraphQLError('no', { path: ['days'], extensions: { code, ...(serviceName && { serviceName }) } });
  const [own, problem, misunderstood] = [
    error('GRAPHQL_VALIDATION_FAILED'),
    error('BAD_USER_INPUT', 'a'),
    error('GRAPHQL_VALIDATION_FAILED', 'a'),
  ];
  const answer = { data: null, errors: [own, problem] };
  expect(withoutMisunderstandings(answer)).toBe(answer);

  const { errors = [] } = withoutMisunderstandings({ data: null, errors: [own, problem, misunderstood] });
  expect(errors.slice(0, 2)).toEqual([own, problem]);
  expect(errors[2]).toMatchObject({ path: ['days'], message: 'a is not what the supergraph says: no', extensions: {} });
});
