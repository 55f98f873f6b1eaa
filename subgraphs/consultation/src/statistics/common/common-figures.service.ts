import { addDays, startOfDay } from '@gkz-qe/kit/local-day.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { CaseDensityGroup, FirstAnswerPeriod, KommuneFilter } from '../../generated/resolvers.ts';
import { requireScope } from '../../policy.ts';
import type { KommunePage } from '../../register/kommune-list.ts';
import type { KommunenQuestion, RegisterService } from '../../register/register.service.ts';
import { codeOf, labelOf, periodOf } from '../period.ts';
import type { Period } from '../statistics.types.ts';
import { type CaseDensityRow, measureDensity } from './case-density.ts';
import type { AnswerTimeRow, CommonFiguresRepository, Span } from './common-figures.repository.ts';

export interface CommonFiguresParts {
  readonly viewer: Viewer;
  readonly figures: CommonFiguresRepository;
  readonly register: RegisterService;
  readonly today: string;
}

interface Days {
  readonly receivedFrom?: string | null | undefined;
  readonly receivedUntil?: string | null | undefined;
}

export interface DensityQuestion extends Days {
  readonly by: CaseDensityGroup;
  readonly filter?: KommuneFilter | null | undefined;
}

export interface AnswerTimesQuestion extends Days {
  readonly per: FirstAnswerPeriod;
}

/** Working hours to the first answer in one association and period. */
export interface AnswerTime extends Pick<AnswerTimeRow, 'association' | 'received' | 'answered'> {
  readonly period: Period & { readonly code: string; readonly label: string };
  readonly medianHours: number | null;
  readonly p90Hours: number | null;
}

/** Ten years of quarters. */
const maxPeriods = 40;

export type CommonFiguresService = ReturnType<typeof createCommonFiguresService>;

/**
 * Figures about the common work, as it stands now: for coordinators, who read the header of every case. They hold nothing but what
 * these headers say, and nothing by person.
 *
 * Everything throws Problem UNAUTHENTICATED or FORBIDDEN for all others, and BAD_USER_INPUT for what cannot be.
 */
export function createCommonFiguresService({ viewer, figures, register, today }: CommonFiguresParts) {
  return {
    /** Kommunen that no case has ever been about. */
    async listUnreached({ filter, ...page }: Omit<KommunenQuestion, 'search'>): Promise<KommunePage> {
      requireScope(viewer, 'figures:common');
      const heirOf = await register.createHeirFinder({});
      const reached = new Set((await figures.findReached()).map(heirOf));
      return register.list({ ...page, filter: { ...filter, includeEnded: false } }, (kommune) => !reached.has(kommune));
    },

    /** Cases for 10,000 inhabitants, by the seat. */
    async findDensity({ by, filter, ...days }: DensityQuestion): Promise<CaseDensityRow[]> {
      requireScope(viewer, 'figures:common');
      const heirOf = await register.createHeirFinder(filter ?? {});
      const { kommunen } = await register.snapshot();
      const cases = new Map<string, number>();
      for (const { ags, count } of await figures.countBySeat(readSpan(days))) {
        const heir = heirOf(ags)?.ags;
        if (heir !== undefined) cases.set(heir, (cases.get(heir) ?? 0) + count);
      }
      const existing = kommunen.filter((kommune) => heirOf(kommune.ags) === kommune);
      return measureDensity(existing, (ags) => cases.get(ags) ?? 0, by);
    },

    /** Median and ninth decile by association, the oldest period first. Periods are whole. */
    async findAnswerTimes({ per, receivedFrom, receivedUntil }: AnswerTimesQuestion): Promise<AnswerTime[]> {
      requireScope(viewer, 'figures:common');
      const first = receivedFrom ?? `${Number(today.slice(0, 4)) - 1}-01-01`;
      const periods = periodsBetween(first, receivedUntil ?? today, per);
      const rows = await figures.findAnswerTimes(
        periods.map(({ begins, ends }) => ({ from: startOfDay(begins), before: startOfDay(addDays(ends, 1)) })),
      );
      return rows.map((row) => toAnswerTime(row, periods));
    },
  };
}

function toAnswerTime(row: AnswerTimeRow, periods: readonly Period[]): AnswerTime {
  const { period: place, medianMinutes, p90Minutes, ...counts } = row;
  const period = periods[place - 1];
  if (!period) throw new Error('a period that was not asked for');
  return {
    ...counts,
    period: { ...period, code: codeOf(period), label: labelOf(period) },
    medianHours: toHours(medianMinutes),
    p90Hours: toHours(p90Minutes),
  };
}

/** To one place. */
function toHours(minutes: number | null): number | null {
  return minutes === null ? null : Math.round(minutes / 6) / 10;
}

/** Whole periods from that of one day to that of another. @throws Problem BAD_USER_INPUT for none, or too many */
function periodsBetween(first: string, last: string, per: FirstAnswerPeriod): Period[] {
  checkOrder(first, last);
  const periods: Period[] = [];
  for (let day = first; day <= last; ) {
    if (periods.length === maxPeriods) {
      throw badInput('receivedFrom', `Bitte fragen Sie nach höchstens ${maxPeriods} Zeiträumen.`);
    }
    const period = periodAround(day, per);
    periods.push(period);
    day = addDays(period.ends, 1);
  }
  return periods;
}

function periodAround(day: string, per: FirstAnswerPeriod): Period {
  const { year, month } = Temporal.PlainDate.from(day);
  return per === 'YEAR' ? periodOf(year, 4, 0) : periodOf(year, 1, Math.floor((month - 1) / 3));
}

function readSpan({ receivedFrom, receivedUntil }: Days): Span {
  if (receivedFrom && receivedUntil) checkOrder(receivedFrom, receivedUntil);
  return {
    from: receivedFrom ? startOfDay(receivedFrom) : null,
    before: receivedUntil ? startOfDay(addDays(receivedUntil, 1)) : null,
  };
}

function checkOrder(first: string, last: string): void {
  if (first > last) throw badInput('receivedFrom', 'Der erste Tag liegt nach dem letzten.');
}
