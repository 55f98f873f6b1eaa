const times = (count: number, text: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => text(at)).join(' ');

/** Fragments each of which spreads the next one twice: a short text that asks for 2^levels fields. */
const bomb = (levels: number) =>
  `{ topics { ...F0 } } ${times(levels, (at) => `fragment F${at} on Topic { ...F${at + 1} ... on Topic { ...F${at + 1} } }`)}
   fragment F${levels} on Topic { code }`;

const nested = (levels: number) =>
  `{ landkreis(ags: "08336") { ${'gemeinden { landkreis { '.repeat(levels)} name ${'} }'.repeat(levels)} } }`;

export interface Flood {
  readonly what: string;
  readonly query: string;
  readonly variables?: unknown;
  readonly code: string;
  /** The limit that the refusal names. */
  readonly limit?: number;
  readonly status?: number;
}

/** Operations that are refused before anything is done for them, with the limits that the gateway has by default. */
export const floods: readonly Flood[] = [
  { what: 'depth', query: nested(11), code: 'OPERATION_TOO_DEEP', limit: 20 },
  {
    what: 'brackets in brackets',
    query: `{ kommunen(search: ${'['.repeat(500)}${']'.repeat(500)}) { totalCount } }`,
    code: 'OPERATION_TOO_DEEP',
    limit: 100,
  },
  {
    what: 'aliases',
    query: `{ topics { ${times(61, (at) => `a${at}: code`)} } }`,
    code: 'TOO_MANY_ALIASES',
    limit: 60,
  },
  {
    what: 'aliases behind a fragment',
    query: `{ topics { ...F ...F } } fragment F on Topic { ${times(31, (at) => `a${at}: code`)} }`,
    code: 'TOO_MANY_ALIASES',
    limit: 60,
  },
  {
    what: 'directives',
    query: `{ topics { code ${times(101, () => '@skip(if: false)')} } }`,
    code: 'TOO_MANY_DIRECTIVES',
    limit: 100,
  },
  { what: 'root fields', query: `{ ${times(31, () => '__typename')} }`, code: 'TOO_MANY_ROOT_FIELDS', limit: 30 },
  { what: 'tokens', query: `{ topics { ${times(3000, () => 'code')} } }`, code: 'TOO_MANY_TOKENS', limit: 3000 },
  { what: 'characters', query: `{ topics { code } } #${'x'.repeat(66_000)}`, code: 'DOCUMENT_TOO_LONG', limit: 65_536 },
  { what: 'fragments that multiply', query: bomb(40), code: 'TOO_MANY_TOKENS', limit: 3000 },
  {
    what: 'cost',
    query:
      '{ associations { members(first: 1500) { nodes { kommune { region { landkreise { gemeinden { name } } } } } } } }',
    code: 'OPERATION_TOO_COSTLY',
    limit: 30_000,
  },
  {
    what: 'cost in a variable',
    query: 'query ($n: Int) { kommunen(first: $n) { nodes { region { landkreise { gemeinden { name } } } } } }',
    variables: { n: 2_000_000_000 },
    code: 'OPERATION_TOO_COSTLY',
    limit: 30_000,
  },
  {
    what: 'fragments in a circle',
    query: '{ topics { ...A } } fragment A on Topic { code ...B } fragment B on Topic { ...A }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    what: 'a fragment that spreads itself',
    query: '{ ...A } fragment A on Query { topics { code } ...A }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    what: 'fields that cannot be one',
    query: `{ ${times(25, (at) => `gemeinde(ags: "0833601${at % 10}") { name }`)} }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  { what: 'introspection', query: '{ __schema { types { name } } }', code: 'INTROSPECTION_DISABLED' },
  {
    what: 'introspection under another name',
    query: '{ topics { code } ...F } fragment F on Query { t: __type(name: "Case") { fields { name } } }',
    code: 'INTROSPECTION_DISABLED',
  },
  {
    what: 'a list in lists in a variable',
    query:
      'query ($v: [ID!]) { kommunen(filter: { landkreis: "08336" }) { totalCount } routing(input: { furtherPlaces: $v, inquirerKind: KOMMUNE }) { outcome } }',
    variables: { v: nestedList(2_000) },
    code: 'BAD_USER_INPUT',
  },
  {
    what: 'a list where there is none',
    query: 'query ($v: String) { kommunen(search: $v) { totalCount } }',
    variables: { v: Array.from({ length: 10_000 }, () => 'x') },
    code: 'BAD_USER_INPUT',
  },
];

function nestedList(levels: number): unknown {
  let list: unknown = 'x';
  for (let level = 0; level < levels; level++) list = [list];
  return list;
}
