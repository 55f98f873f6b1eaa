import type { StatisticsDimension } from '../generated/resolvers.ts';
import type { CategoryNames } from './categories.ts';
import { type Categories, createNearestFinder } from './nearest.ts';
import { codeOf, labelOf } from './period.ts';
import type { NamedPeriod, TableCell } from './published-tables.ts';
import type { ReadQuestion } from './question.ts';
import { type Measures, nothing } from './release/measures.ts';
import { remember } from './remember.ts';
import type { Period } from './statistics.types.ts';

/** A category with its German name. */
export interface AnsweredValue {
  readonly dimension: StatisticsDimension;
  readonly code: string;
  readonly label: string;
}

/** A level that shows. */
export interface NearestLevel {
  readonly values: readonly AnsweredValue[];
  readonly label: string;
}

export interface AnsweredCell extends Omit<Measures, 'gemeinden' | 'medianHours' | 'p90Hours'> {
  readonly values: readonly AnsweredValue[];
  readonly period: NamedPeriod;
  readonly suppressed: boolean;
  readonly nearest: NearestLevel | null;
  readonly open: number | null;
  readonly shareOfGemeinden: number | null;
  readonly medianHoursToFirstAnswer: number | null;
  readonly p90HoursToFirstAnswer: number | null;
}

export interface AnswerParts {
  readonly question: ReadQuestion;
  /** Of the table, the oldest first. */
  readonly cells: readonly TableCell[];
  /** Of the coarser tables. */
  readonly coarser: readonly TableCell[];
  readonly names: CategoryNames;
  /** How many Städte and Gemeinden there are. */
  readonly gemeinden: number;
  /** Whether each period stands by itself. */
  readonly periods: boolean;
}

/** What all cells of the same categories have in common. */
interface Combination {
  readonly wanted: boolean;
  readonly values: readonly AnsweredValue[];
  /** Place among the combinations. */
  readonly place: number;
}

/**
 * Makes of published cells what was asked for: by period, then in the order of the categories. There may be thousands of cells and some
 * hundred combinations, so what is the same is found once and shared.
 */
export function createAnswer({ question, cells, coarser, names, gemeinden, periods }: AnswerParts): AnsweredCell[] {
  const combinationOf = remember((own: Categories) => combine(own, question, names));
  const findNearest = createNearestFinder(coarser);
  const levelOf = remember((categories: Categories) => describe(valuesOf(categories, [...categories.keys()], names)));
  const answer = (cell: TableCell, { values }: Combination): AnsweredCell => {
    const nearest = cell.received === null ? findNearest(cell.categories, cell.period) : null;
    return answerOf(cell, values, nearest && levelOf(nearest), gemeinden);
  };
  return (periods ? cells : addUp(cells))
    .map((cell) => ({ cell, combination: combinationOf(cell.categories) }))
    .filter(({ combination }) => combination.wanted)
    .sort((a, b) => comparePeriods(a.cell.period, b.cell.period) || a.combination.place - b.combination.place)
    .map(({ cell, combination }) => answer(cell, combination));
}

function combine(own: Categories, { dimensions, filters }: ReadQuestion, names: CategoryNames): Combination {
  const values = valuesOf(own, dimensions, names);
  return {
    wanted: [...filters].every(([dimension, codes]) => codes.has(own.get(dimension) ?? '')),
    values,
    // No dimension has a thousand categories.
    place: values.reduce((place, { dimension, code }) => 1_000 * place + names.placeOf(dimension, code), 0),
  };
}

function valuesOf(
  found: Categories,
  order: readonly StatisticsDimension[],
  names: CategoryNames,
): readonly AnsweredValue[] {
  return order.map((dimension) => {
    const code = found.get(dimension) ?? '';
    return { dimension, code, label: names.labelOf(dimension, code) };
  });
}

function answerOf(
  cell: TableCell,
  values: readonly AnsweredValue[],
  nearest: NearestLevel | null,
  gemeinden: number,
): AnsweredCell {
  const { received, closed } = cell;
  return {
    values,
    period: cell.period,
    suppressed: received === null,
    nearest,
    received,
    closed,
    open: received !== null && closed !== null ? received - closed : null,
    joint: cell.joint,
    kommunen: cell.kommunen,
    firstTimeKommunen: cell.firstTimeKommunen,
    shareOfGemeinden: cell.gemeinden === null || gemeinden === 0 ? null : cell.gemeinden / gemeinden,
    medianHoursToFirstAnswer: cell.medianHours,
    p90HoursToFirstAnswer: cell.p90Hours,
    minutes: cell.minutes,
  };
}

/** One cell for all periods of the same categories: it shows where all of them do, and only what adds up. */
function addUp(cells: readonly TableCell[]): readonly TableCell[] {
  return [...Map.groupBy(cells, ({ categories }) => categories).values()].map((parts) => {
    const [first, last] = [parts[0] as TableCell, parts.at(-1) as TableCell];
    const sum = (measure: 'received' | 'closed' | 'joint' | 'minutes') =>
      parts.reduce<number | null>((total, cell) => {
        const value = cell[measure];
        return total === null || value === null ? null : total + value;
      }, 0);
    const received = sum('received');
    const sums =
      received === null ? {} : { received, closed: sum('closed'), joint: sum('joint'), minutes: sum('minutes') };
    const days = { begins: first.period.begins, ends: last.period.ends };
    const period = { ...days, code: codeOf(days), label: labelOf(days) };
    return { ...nothing, ...sums, year: last.year, categories: first.categories, period };
  });
}

function describe(values: readonly AnsweredValue[]): NearestLevel {
  return { values, label: values.map(({ label }) => label).join(', ') || 'Alle Beratungsfälle' };
}

function comparePeriods(a: Period, b: Period): number {
  return a === b ? 0 : compareDays(a.begins, b.begins) || compareDays(a.ends, b.ends);
}

/** Both ISO 8601: the order of their characters is that of time. */
function compareDays(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
