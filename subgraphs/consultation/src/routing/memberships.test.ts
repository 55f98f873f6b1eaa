import { expect, test } from 'vitest';
import { membershipsOf } from './memberships.ts';
import { kommune, member, TODAY } from './routing.fixtures.ts';

const schopfheim = kommune('08336081', 'Schopfheim');

test('an earlier membership that rests neither hides nor colours the one that is active now', () => {
  const rows = [
    member('GEMEINDETAG', '08336081', { status: 'DORMANT', preferred: true }),
    member('GEMEINDETAG', '08336081'),
  ];

  expect(membershipsOf(schopfheim, rows, TODAY)).toEqual({ active: ['GEMEINDETAG'], preferred: [], dormant: [] });
});

test('lists come in the order of the associations, each association once', () => {
  const rows = [
    member('GEMEINDETAG', '08336081', { preferred: true }),
    member('STAEDTETAG', '08336081', { from: null }),
    member('STAEDTETAG', '08336081', { preferred: true }),
  ];

  expect(membershipsOf(schopfheim, rows, TODAY)).toEqual({
    active: ['STAEDTETAG', 'GEMEINDETAG'],
    preferred: ['STAEDTETAG', 'GEMEINDETAG'],
    dormant: [],
  });
});
