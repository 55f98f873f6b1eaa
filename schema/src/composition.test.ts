import { parse, Source } from 'graphql';
import { describe, expect, test } from 'vitest';
import { composeContract } from './composition.ts';
import { ContractFault } from './contract-fault.ts';
import type { SubgraphContract } from './subgraphs.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@inaccessible"])';

function contract(name: string, sdl: string): SubgraphContract {
  return { name, url: `http://127.0.0.1/${name}`, typeDefs: parse(new Source(`${link}\n${sdl}`, `${name}.graphql`)) };
}

const members = contract(
  'members',
  `type Query { member(ags: ID!): Member  "For other subgraphs only." changes: [Member!]! @inaccessible }
   "Mitglied." type Member @key(fields: "ags") { ags: ID! since: String }`,
);
const cases = contract('cases', 'type Member @key(fields: "ags") { ags: ID! caseCount: Int }');

describe('composing the subgraphs', () => {
  test('gives a supergraph that names every subgraph and its address', () => {
    const { supergraphSdl } = composeContract([members, cases]);

    expect(supergraphSdl).toContain('MEMBERS @join__graph(name: "members", url: "http://127.0.0.1/members")');
    expect(supergraphSdl).toContain('CASES @join__graph(name: "cases", url: "http://127.0.0.1/cases")');
  });

  test('shows clients the joined type with its descriptions, sorted, and nothing inaccessible', () => {
    const { apiSdl } = composeContract([members, cases]);

    expect(apiSdl).toBe(
      '"""Mitglied."""\ntype Member {\n  ags: ID!\n  caseCount: Int\n  since: String\n}\n\n' +
        'type Query {\n  member(ags: ID!): Member\n}\n',
    );
  });

  test('gives the same text whatever the order of the subgraphs', () => {
    const one = composeContract([members, cases]);
    const other = composeContract([cases, members]);

    expect(other.supergraphSdl).toBe(one.supergraphSdl);
    expect(other.apiSdl).toBe(one.apiSdl);
  });

  test('names file and line of definitions that do not fit together', () => {
    const other = contract('other', '\ntype Member @key(fields: "ags") {\n  ags: ID!\n  caseCount: Int\n}');

    expect(() => composeContract([members, cases, other])).toThrow(ContractFault);
    expect(() => composeContract([members, cases, other])).toThrow(
      /"Member.caseCount" is resolved from multiple subgraphs[\s\S]*at cases\.graphql:2:\d+\n {4}at other\.graphql:5:3/,
    );
  });

  test('tells of a description that differs, since clients see only one of the two', () => {
    const other = contract('other', '"Something else." type Member @key(fields: "ags") { ags: ID! }');

    expect(composeContract([members, other]).hints.join('\n')).toContain('INCONSISTENT_DESCRIPTION');
    expect(composeContract([members, cases]).hints).toEqual([]);
  });
});
