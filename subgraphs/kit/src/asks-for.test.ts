import { buildSchema, executeSync, type GraphQLResolveInfo, parse } from 'graphql';
import { expect, test } from 'vitest';
import { asksFor } from './asks-for.ts';

const schema = buildSchema(`
  type Query { list: [Item!]! }
  union Item = Page | Other
  type Page implements Named { name: String rows: [Row!]! }
  interface Named { name: String }
  type Row { name: String number: Int }
  type Other implements Named { name: String number: Int }`);

function infoOf(selection: string, variableValues = {}): GraphQLResolveInfo {
  const seen: GraphQLResolveInfo[] = [];
  const rootValue = { list: (_args: unknown, _context: unknown, info: GraphQLResolveInfo) => void seen.push(info) };
  const source = `query ($yes: Boolean = true) { list { ${selection} } }
    fragment F on Named { name ... on Page { rows { number @include(if: $yes) } } }`;
  executeSync({ schema, document: parse(source), rootValue, variableValues });
  const [info] = seen;
  if (!info) throw new Error('the selection does not fit');
  return info;
}

test.each([
  ['... on Page { rows { number } }'],
  ['... on Named { ... on Page { all: rows { n: number } } }'],
  ['...F'],
  ['... on Page { rows { name } } ...F'],
])('a field is asked for where it is selected, by fragments and by other names: %s', (selection) => {
  expect(asksFor(infoOf(selection), 'Page', 'rows', 'number')).toBe(true);
});

test.each([
  ['... on Page { rows { name } } ', {}],
  ['... on Page { rows { number: name } }', {}],
  ['... on Page { rows @skip(if: true) { number } }', {}],
  ['...F', { yes: false }],
  ['... on Other { number }', {}],
])('it is not asked for where it is of another type, left out or only its name is used: %s', (selection, variables) => {
  expect(asksFor(infoOf(selection, variables), 'Page', 'rows', 'number')).toBe(false);
});

test('what is no field of an object type is never asked for', () => {
  expect(asksFor(infoOf('...F'), 'Named', 'name')).toBe(false);
});
