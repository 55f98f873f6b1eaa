import { describe, expect, test } from 'vitest';
import { findApiChanges } from './breaking-changes.ts';

const before = `
  type Query { place(ags: ID!, on: String @deprecated(reason: "Has no effect.")): Place  town: Town @deprecated(reason: "Use place.") }
  type Place { ags: ID!  name: String!  mayor: String @deprecated(reason: "Use contacts.")  kind: Kind }
  type Town { ags: ID!  flag: Flag }
  type Flag { colours: String }
  enum Kind { CITY  VILLAGE @deprecated(reason: "Use CITY.") }
`;

describe('comparing two versions of the public API', () => {
  test('finds nothing in equal or grown versions', () => {
    const grown = before.replace('name: String!', 'name: String!  population: Int');

    expect(findApiChanges(before, before)).toEqual({ breaking: [], dangerous: [] });
    expect(findApiChanges(before, grown)).toEqual({ breaking: [], dangerous: [] });
  });

  test('finds a removed field and one that may now be null', () => {
    const after = before.replace('name: String!', 'name: String').replace('kind: Kind', '');

    expect(findApiChanges(before, after).breaking).toEqual([
      'Place.kind was removed.',
      'Place.name changed type from String! to String.',
    ]);
  });

  test('allows fields, arguments and enum values to go that were deprecated, and types that only they led to', () => {
    const after =
      'type Query { place(ags: ID!): Place } type Place { ags: ID! name: String! kind: Kind } enum Kind { CITY }';

    expect(findApiChanges(before, after).breaking).toEqual([]);
  });

  test('does not allow a type to go that something else led to', () => {
    const deprecated = before.replace('mayor:', 'twin: Town  mayor:');
    const after = deprecated
      .replace('twin: Town', '')
      .replace(/town: Town[^}]*/, '')
      .replace(/type (Town|Flag) .*/g, '');

    expect(findApiChanges(deprecated, after).breaking).toEqual([
      'Town was removed.',
      'Flag was removed.',
      'Place.twin was removed.',
    ]);
  });

  test('does not allow something deprecated to change its type', () => {
    const after = before.replace('mayor: String', 'mayor: Int');

    expect(findApiChanges(before, after).breaking).toEqual(['Place.mayor changed type from String to Int.']);
  });

  test('names a new enum value as a surprise, not as a break', () => {
    const after = before.replace('CITY ', 'CITY HAMLET ');

    expect(findApiChanges(before, after)).toEqual({
      breaking: [],
      dangerous: ['HAMLET was added to enum type Kind.'],
    });
  });

  test('keeps types that only an interface leads to', () => {
    const shared = 'type Query { member: Member } interface Member { ags: ID! }';
    const one = `${shared} type CityMember implements Member { ags: ID! since: String }`;

    expect(findApiChanges(one, shared).breaking).toEqual(['CityMember was removed.']);
  });
});
