import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateResolverTypes } from './resolver-types.ts';
import { repositoryRoot } from './subgraphs.ts';

const sdl = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@listSize", "@inaccessible"])
  scalar Date
  scalar DateTime
  enum Status { ACTIVE ENDED }
  interface Kommune { ags: ID! }
  type Gemeinde implements Kommune @key(fields: "ags") { ags: ID! member: Member }
  type Member @key(fields: "ags") { ags: ID! kommune: Kommune since: Date status: Status! changedAt: DateTime! places: [Gemeinde!]! @listSize(assumedSize: 3) }
  type Admitted { member: Member! }
  type AlreadyMember { since: Date }
  union AdmitResult = Admitted | AlreadyMember
  type Query { member(ags: ID!, on: Date): Member }
  extend type Query { changes(after: ID!): [Member!]! @inaccessible }
  type Mutation { admit(ags: ID!): AdmitResult! }
`);

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gkz-qe-codegen-'));
  await mkdir(join(folder, 'generated'));
  const types = await generateResolverTypes(sdl, { mappers: { Member: '../rows.ts#MemberRow' } });
  const graphql = join(dirname(createRequire(import.meta.url).resolve('graphql')), 'index.d.ts');
  const files = {
    'generated/resolvers.ts': types,
    'rows.ts': `export interface MemberRow { ags: string; since?: string | null; endedAt: Date | null; places: readonly string[] }`,
    'context.ts': `import type { MemberRow } from './rows.ts';
      export interface Context { findMember(ags: string): Promise<MemberRow | null> }`,
    'package.json': '{ "type": "module" }',
    'tsconfig.json': JSON.stringify({
      extends: join(repositoryRoot, 'tsconfig.base.json'),
      compilerOptions: { types: [], paths: { graphql: [graphql] } },
      files: ['resolvers.ts'],
    }),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Type-checks resolvers against the generated types under the repository's strict options; gives tsc's messages. */
async function typeCheck(resolvers: string): Promise<string> {
  const text = `import type { Resolvers } from './generated/resolvers.ts';
    export const resolvers = { ${resolvers} } satisfies Resolvers;`;
  await writeFile(join(folder, 'resolvers.ts'), text);
  const tsc = join(repositoryRoot, 'node_modules/.bin/tsc');
  return new Promise((done) => {
    execFile(tsc, ['-p', folder], (_error, stdout, stderr) => done(stdout + stderr));
  });
}

describe('the generated resolver types', () => {
  test('hold nothing that Node could not strip', async () => {
    const types = await generateResolverTypes(sdl, {});

    expect(types).not.toMatch(/^export (declare )?(const|let|enum|class|function|namespace)/m);
    expect(types).not.toMatch(/^import (?!type)/m);
  });

  test('accept resolvers as the style guide writes them: async references, stubs of other owners, result unions', async () => {
    const messages = await typeCheck(`
      Query: { member: (_parent, { ags }, { findMember }) => findMember(ags) },
      Mutation: { admit: (_parent, { ags }) => ({ __typename: 'AlreadyMember', since: ags }) },
      Gemeinde: {
        __resolveReference: async ({ ags }) => ({ __typename: 'Gemeinde', ags }),
        member: ({ ags }, _args, { findMember }) => findMember(ags),
      },
      Member: {
        __resolveReference: async ({ ags }, { findMember }) => findMember(ags),
        kommune: ({ ags }) => ({ __typename: 'Gemeinde', ags }),
        places: ({ places }) => places.map((ags) => ({ __typename: 'Gemeinde', ags })),
        status: ({ endedAt }) => (endedAt ? 'ENDED' : 'ACTIVE'),
        changedAt: ({ endedAt }) => endedAt ?? '2026-11-23T08:30:00Z',
      },
      Kommune: { __resolveType: () => 'Gemeinde' },
    `);

    expect(messages).toBe('');
  });

  test.each([
    ['a field that the SDL does not have', 'Member: { ages: () => null }', "'ages' does not exist"],
    ['a value that the enum does not have', "Member: { status: () => 'GONE' }", '"GONE"'],
    ['a stub without its key', "Member: { kommune: () => ({ __typename: 'Gemeinde' }) }", "'ags' is missing"],
    ['a result whose member is not named', 'Mutation: { admit: () => ({ since: null }) }', '__typename'],
    [
      'an argument that the field does not take',
      'Query: { member: (_parent, { name }) => name }',
      "'name' does not exist",
    ],
  ])('refuse %s', async (_what, resolvers, message) => {
    expect(await typeCheck(resolvers)).toContain(message);
  });

  test('are not made where codegen.json names a type that the SDL does not have', async () => {
    await expect(generateResolverTypes(sdl, { mappers: { Membre: './rows.ts#MemberRow' } })).rejects.toThrow('Membre');
  });
});
