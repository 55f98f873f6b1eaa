import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findAbsenceLoop } from './absence-loop.ts';
import type { AbsenceRow } from './advisor.repository.ts';

function absence(advisorId: string, from: number, until: number, deputyId: string | null): AbsenceRow {
  const day = (number: number) => `2027-01-${String(number).padStart(2, '0')}`;
  return { advisorId, from: day(from), until: day(until), deputyId };
}

test.each([
  ['nobody stands in', absence('a', 1, 9, null), [], null],
  ['the deputy is there', absence('a', 1, 9, 'b'), [], null],
  ['somebody stands in for themselves', absence('a', 1, 9, 'a'), [], ['a']],
  ['two stand in for each other', absence('a', 1, 9, 'b'), [absence('b', 9, 12, 'a')], ['a', 'b']],
  ['they do so on different days', absence('a', 1, 9, 'b'), [absence('b', 10, 12, 'a')], null],
  [
    'three stand in for each other on a day that all have in common',
    absence('a', 1, 9, 'b'),
    [absence('b', 5, 20, 'c'), absence('c', 1, 5, 'a')],
    ['a', 'b', 'c'],
  ],
  [
    'three stand in for each other, but never all on one day',
    absence('a', 1, 9, 'b'),
    [absence('b', 5, 20, 'c'), absence('c', 1, 4, 'a')],
    null,
  ],
  [
    'a chain ends with somebody who is there',
    absence('a', 1, 9, 'b'),
    [absence('b', 1, 9, 'c'), absence('c', 1, 9, 'd')],
    null,
  ],
  [
    'others go in a circle without the one who is away',
    absence('a', 1, 9, 'b'),
    [absence('b', 1, 9, 'c'), absence('c', 1, 9, 'b')],
    null,
  ],
  [
    'one of two absences of the deputy leads back',
    absence('a', 1, 9, 'b'),
    [absence('b', 1, 2, 'c'), absence('b', 8, 9, 'a')],
    ['a', 'b'],
  ],
])('where %s', (_case, added, others, chain) => {
  expect(findAbsenceLoop(added, others)).toEqual(chain);
});

test('lets exactly those absences pass after which every day has an end to its chain', () => {
  const people = fc.constantFrom('a', 'b', 'c', 'd');
  const days = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }));
  const absences = fc
    .array(fc.tuple(people, days, fc.option(people)), { maxLength: 8 })
    .map((rows) =>
      rows.map(([who, [one, other], deputy]) => absence(who, Math.min(one, other), Math.max(one, other), deputy)),
    );

  fc.assert(
    fc.property(absences, (wanted) => {
      const taken: AbsenceRow[] = [];
      for (const each of wanted) {
        const sameDays = taken.some(
          (t) => t.advisorId === each.advisorId && t.from <= each.until && each.from <= t.until,
        );
        if (sameDays) continue;
        const refused = findAbsenceLoop(each, taken) !== null;
        expect(refused).toBe(goesRound([...taken, each], each.advisorId));
        if (!refused) taken.push(each);
      }
    }),
  );
});

/** Whether on any day who looks for a deputy of `who` comes back to them: day by day, without any cleverness. */
function goesRound(absences: readonly AbsenceRow[], who: string): boolean {
  return Array.from({ length: 9 }, (_, index) => `2027-01-0${index + 1}`).some((day) => {
    let current: string | null | undefined = who;
    for (let steps = 0; steps < 10; steps += 1) {
      current = absences.find((each) => each.advisorId === current && each.from <= day && day <= each.until)?.deputyId;
      if (!current) return false;
      if (current === who) return true;
    }
    return false;
  });
}
