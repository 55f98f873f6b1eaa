import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CountedMoney, type CountedYear, yearFactsOf } from './year-facts.ts';

const many = { cases: 40, kommunen: 30, largest: 3 };
const programme = (code: string, cases: number, kommunen = cases, largest = 1) => ({
  ...{ code, name: code, cases, kommunen, largest },
});
const money = (more: Partial<CountedMoney> = {}): CountedMoney => ({
  ...{ cases: 20, kommunen: 15, largest: 2, euro: 700_400, largestEuro: 90_000 },
  ...more,
});

function factsOf(more: {
  cases?: Partial<CountedYear['cases']>;
  events?: Partial<CountedYear['events']>;
  funding?: Partial<CountedYear['funding']>;
}) {
  return yearFactsOf({
    register: { source: 'Verzeichnis', gemeinden: 1_101 },
    labels: [],
    cases: {
      ...{ ...many, gemeinden: 27, firstTimeGemeinden: 21, firstTime: [7, 8, 7, 6], joint: [6, 1, 0, 2] },
      ...{ answers: 30, medianMinutes: 500, p90Minutes: 1_300, ...more.cases },
    },
    events: { kinds: [{ kind: 'WORKSHOP', count: 1 }], counted: 3, attended: 64, ...more.events },
    funding: {
      programmes: [programme('A', 12), programme('B', 8)],
      ...{ applied: money(), granted: money(), ...more.funding },
    },
  });
}

describe('of all cases of a year', () => {
  test('numbers of Kommunen are rounded down, times to hours', () => {
    expect(factsOf({}).cases).toEqual({
      ...{ kommunen: 30, gemeinden: 25, firstTimeKommunen: 25, firstTimeGemeinden: 20, joint: 5 },
      ...{ medianHours: 8, p90Hours: 22 },
    });
  });

  test.each([
    ['too few cases', { cases: 4, kommunen: 4, largest: 1 }],
    ['too few Kommunen', { cases: 40, kommunen: 2, largest: 20 }],
    ['one Kommune with most of them', { cases: 40, kommunen: 5, largest: 31 }],
  ])('nothing shows with %s', (_why, cases) => {
    expect(new Set(Object.values(factsOf({ cases }).cases))).toEqual(new Set([null]));
  });

  test('the ninth decile needs more answers than the median', () => {
    expect(factsOf({ cases: { answers: 19 } }).cases).toMatchObject({ medianHours: 8, p90Hours: null });
    expect(factsOf({ cases: { answers: 4 } }).cases).toMatchObject({ medianHours: null, p90Hours: null });
  });

  test('a sum that shows leaves each quarter and half-year as open as they were', () => {
    const count = fc.nat(40);
    fc.assert(
      fc.property(fc.tuple(count, count, count, count), (joint) => {
        const { joint: shown } = factsOf({ cases: { joint } }).cases;
        fc.pre(shown !== null);
        const [a, b, c, d] = joint;
        for (const parts of [joint, [a + b, c + d]]) {
          for (const place of parts.keys()) {
            const sums = parts.map((part) => 5 * Math.floor(part / 5));
            const others = sums.reduce((sum, least, index) => (index === place ? sum : sum + least), 0);
            const spare = 4 * (parts.length - 1);
            // The least and the most that this part can be, by what is shown of all.
            expect(Math.max(sums[place] ?? 0, shown - others - spare)).toBe(sums[place]);
            expect(Math.min((sums[place] ?? 0) + 4, shown + 4 - others)).toBe((sums[place] ?? 0) + 4);
          }
        }
      }),
    );
  });

  test('a sum that would tell what is hidden of its quarters does not show', () => {
    expect(factsOf({ cases: { joint: [9, 4, 4, 4] } }).cases.joint).toBeNull();
  });
});

describe('of events', () => {
  test('the number is public, how many came only from three counts on, and rounded down', () => {
    expect(factsOf({}).events).toEqual({ kinds: [{ kind: 'WORKSHOP', count: 1 }], attended: 60 });
    expect(factsOf({ events: { counted: 2 } }).events.attended).toBeNull();
    expect(factsOf({ events: { attended: 4 } }).events.attended).toBeNull();
  });
});

describe('of applications for funding', () => {
  const shown = (programmes: CountedYear['funding']['programmes'], applied = money()) =>
    factsOf({ funding: { programmes, applied } }).funding.programmes.map(({ applications }) => applications);

  test('all of them are counted exactly, grants rounded down, amounts to the thousand', () => {
    expect(factsOf({}).funding).toMatchObject({
      ...{ applications: 20, appliedEuro: 700_000, grants: 20, grantedEuro: 700_000 },
    });
  });

  test('a programme with few hides behind another, so that it does not follow from the sum', () => {
    expect(shown([programme('A', 12), programme('B', 8), programme('C', 2)])).toEqual([12, null, null]);
    expect(shown([programme('A', 12), programme('B', 8)])).toEqual([12, 8]);
    expect(shown([programme('A', 12, 2, 6), programme('B', 8)])).toEqual([null, null]);
  });

  test('nothing shows where all together are few, or of one Kommune', () => {
    const nothing = { applications: null, appliedEuro: null };
    for (const few of [{ cases: 4, kommunen: 4, largest: 1 }, { kommunen: 2 }, { largest: 16 }]) {
      expect(factsOf({ funding: { applied: money(few) } }).funding).toMatchObject(nothing);
      expect(shown([programme('A', 12), programme('B', 8)], money(few))).toEqual([null, null]);
    }
  });

  test('an amount does not show of which one Kommune has most', () => {
    expect(factsOf({ funding: { granted: money({ largestEuro: 600_000 }) } }).funding).toMatchObject({
      ...{ grants: 20, grantedEuro: null, appliedEuro: 700_000 },
    });
  });
});
