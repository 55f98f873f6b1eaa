import type { EventKind } from '../../generated/resolvers.ts';
import { hiddenCategories } from '../protection/lines.ts';
import { type Count, dominance, isSafe, leastKommunen, threshold } from '../protection/safety.ts';
import type { LabelRow } from '../statistics.repository.ts';
import { leastForP90, toFive, toHours } from './measures.ts';

/** Amounts of a group of applications, in whole euro. */
export interface CountedMoney extends Count {
  readonly euro: number;
  /** Of the Kommune that has most of it. */
  readonly largestEuro: number;
}

/** What is counted of a year besides its tables. Unprotected. */
export interface CountedYear {
  readonly register: YearFacts['register'];
  readonly labels: readonly LabelRow[];
  readonly cases: Count & {
    readonly gemeinden: number;
    readonly firstTimeGemeinden: number;
    /** By quarter, four each. */
    readonly firstTime: readonly number[];
    readonly joint: readonly number[];
    readonly answers: number;
    /** Working minutes to the first answer; null where there is none. */
    readonly medianMinutes: number | null;
    readonly p90Minutes: number | null;
  };
  readonly events: {
    readonly kinds: YearFacts['events']['kinds'];
    /** Events of which somebody has counted who came, and how many did. */
    readonly counted: number;
    readonly attended: number;
  };
  readonly funding: {
    readonly programmes: readonly (Count & { readonly code: string; readonly name: string })[];
    /** Applications that were made in the year. */
    readonly applied: CountedMoney;
    /** Those that were granted in the year. */
    readonly granted: CountedMoney;
  };
}

/** What a year's report says besides its tables, as it is published. A number that must not show is null. */
export interface YearFacts {
  readonly register: {
    readonly source: string;
    /** Städte and Gemeinden, without Landkreise. */
    readonly gemeinden: number;
  };
  /** What categories were called. */
  readonly labels: readonly LabelRow[];
  /** All cases of the year together: what does not follow from its quarters. */
  readonly cases: {
    readonly kommunen: number | null;
    readonly gemeinden: number | null;
    readonly firstTimeKommunen: number | null;
    readonly firstTimeGemeinden: number | null;
    readonly joint: number | null;
    readonly medianHours: number | null;
    readonly p90Hours: number | null;
  };
  readonly events: {
    readonly kinds: readonly { readonly kind: EventKind; readonly count: number }[];
    readonly attended: number | null;
  };
  readonly funding: {
    readonly programmes: readonly {
      readonly code: string;
      readonly name: string;
      readonly applications: number | null;
    }[];
    readonly applications: number | null;
    readonly appliedEuro: number | null;
    readonly grants: number | null;
    readonly grantedEuro: number | null;
  };
}

/** Protects a year's numbers by the rules of its tables. */
export function yearFactsOf({ register, labels, cases, events, funding }: CountedYear): YearFacts {
  return {
    ...{ register, labels },
    cases: protectCases(cases),
    events: {
      kinds: events.kinds,
      attended: events.counted >= leastKommunen ? toFive(events.attended) : null,
    },
    funding: protectFunding(funding),
  };
}

function protectCases(cases: CountedYear['cases']): YearFacts['cases'] {
  const isShown = isSafe(cases);
  const { medianMinutes, p90Minutes, answers } = cases;
  const firstTime = isShown ? wholeOf(cases.firstTime) : null;
  return {
    kommunen: isShown ? toFive(cases.kommunen) : null,
    gemeinden: isShown ? toFive(cases.gemeinden) : null,
    firstTimeKommunen: firstTime,
    firstTimeGemeinden: firstTime === null ? null : toFive(cases.firstTimeGemeinden),
    joint: isShown ? wholeOf(cases.joint) : null,
    medianHours: isShown && medianMinutes !== null && answers >= threshold ? toHours(medianMinutes) : null,
    p90Hours: isShown && p90Minutes !== null && answers >= leastForP90 ? toHours(p90Minutes) : null,
  };
}

/**
 * The sum of a year's quarters, down to a multiple of 5; null where it would narrow what is left open of a quarter or a half-year
 * that is rounded in the same way.
 */
function wholeOf(quarters: readonly number[]): number | null {
  const [a = 0, b = 0, c = 0, d = 0] = quarters;
  const whole = rangeOf(a + b + c + d);
  return [quarters, [a + b, c + d]].every((parts) => leavesOpen(whole, parts.map(rangeOf)))
    ? whole.least || null
    : null;
}

interface Range {
  readonly least: number;
  readonly most: number;
}

/** What a number tells that is rounded down to a multiple of 5; for one that is not shown, 0 to 4. */
function rangeOf(value: number): Range {
  const least = toFive(value) ?? 0;
  return { least, most: least + threshold - 1 };
}

/** Whether each part can still be its least and its most. */
function leavesOpen(whole: Range, parts: readonly Range[]): boolean {
  const least = parts.reduce((sum, part) => sum + part.least, 0);
  const most = parts.reduce((sum, part) => sum + part.most, 0);
  return parts.every(
    (part) => whole.most >= least - part.least + part.most && whole.least <= most - part.most + part.least,
  );
}

/** Programmes that must not show are hidden behind each other, as categories of a dimension are; amounts show of all together. */
function protectFunding({ programmes, applied, granted }: CountedYear['funding']): YearFacts['funding'] {
  const isShown = isSafe(applied);
  const hidden = hiddenCategories(programmes, true);
  return {
    programmes: programmes.map(({ code, name, cases }, place) => ({
      ...{ code, name, applications: isShown && !hidden.has(place) ? cases : null },
    })),
    applications: isShown ? applied.cases : null,
    appliedEuro: euroOf(applied),
    grants: isSafe(granted) ? toFive(granted.cases) : null,
    grantedEuro: euroOf(granted),
  };
}

/** To the thousand; null where they must not show, or where one Kommune has most of it. */
function euroOf(money: CountedMoney): number | null {
  return isSafe(money) && money.largestEuro <= dominance * money.euro ? 1_000 * Math.round(money.euro / 1_000) : null;
}
