import type { StatisticsDimension } from '../generated/resolvers.ts';
import type { CategoryNames } from './categories.ts';
import { type Categories, createNearestFinder } from './nearest.ts';
import { codeOf, labelOf } from './period.ts';
import type { ReadQuestion } from './question.ts';
import { type Measures, nothing } from './release/measures.ts';
import type { CellRow } from './statistics.repository.ts';
import type { Period } from './statistics.types.ts';

/** A category with its German name. */
export interface AnsweredValue {
  readonly dimension: StatisticsDimension;
  readonly code: string;
  readonly label: string;
}

export interface AnsweredCell extends Omit<Measures, 'gemeinden' | 'medianHours' | 'p90Hours'> {
  readonly values: readonly AnsweredValue[];
  readonly period: Period & { readonly code: string; readonly label: string };
  readonly suppressed: boolean;
  readonly nearest: { readonly values: readonly AnsweredValue[]; readonly label: string } | null;
  readonly open: number | null;
  readonly shareOfGemeinden: number | null;
  readonly medianHoursToFirstAnswer: number | null;
  readonly p90HoursToFirstAnswer: number | null;
}

export interface AnswerParts {
  readonly question: ReadQuestion;
  /** Of the table, the oldest first. */
  readonly cells: readonly CellRow[];
  /** Of the coarser tables. */
  readonly coarser: readonly CellRow[];
  readonly categories: CategoryNames;
  /** How many Städte and Gemeinden there are. */
  readonly gemeinden: number;
  /** Whether each period stands by itself. */
  readonly periods: boolean;
}

/** Makes of published cells what was asked for: by period, then in the order of the categories. */
export function createAnswer(parts: AnswerParts): AnsweredCell[] {
  const { question, cells, coarser, categories, gemeinden, periods } = parts;
  const findNearest = createNearestFinder(coarser);
  const wanted = cells.filter((cell) => isWanted(question, categoriesOf(cell)));
  const name = (found: Categories, order: readonly StatisticsDimension[]) =>
    order.map((dimension) => {
      const code = found.get(dimension) ?? '';
      return { dimension, code, label: categories.labelOf(dimension, code) };
    });
  const answered = (periods ? wanted : addUp(wanted)).map((cell) => {
    const own = categoriesOf(cell);
    const nearest = cell.received === null ? findNearest(own, cell) : null;
    return {
      ...answerOf(cell, gemeinden),
      values: name(own, question.dimensions),
      nearest: nearest && describe(name(nearest, [...nearest.keys()])),
    };
  });
  const placeOf = ({ values }: AnsweredCell) =>
    values.map(({ dimension, code }) => categories.placeOf(dimension, code));
  return answered
    .map((cell) => ({ cell, places: placeOf(cell) }))
    .sort((a, b) => comparePeriods(a.cell.period, b.cell.period) || comparePlaces(a.places, b.places))
    .map(({ cell }) => cell);
}

function answerOf(cell: CellRow, gemeinden: number): Omit<AnsweredCell, 'values' | 'nearest'> {
  const { begins, ends, received, closed, joint, kommunen, firstTimeKommunen, minutes } = cell;
  return {
    ...{ received, closed, joint, kommunen, firstTimeKommunen, minutes },
    period: { begins, ends, code: codeOf(cell), label: labelOf(cell) },
    suppressed: received === null,
    open: received !== null && closed !== null ? received - closed : null,
    shareOfGemeinden: cell.gemeinden === null || gemeinden === 0 ? null : cell.gemeinden / gemeinden,
    medianHoursToFirstAnswer: cell.medianHours,
    p90HoursToFirstAnswer: cell.p90Hours,
  };
}

function categoriesOf({ dimensions, codes }: CellRow): Categories {
  const names = dimensions === '' ? [] : (dimensions.split(',') as StatisticsDimension[]);
  const parts = codes.split(',');
  return new Map(names.map((name, index) => [name, parts[index] ?? '']));
}

function isWanted({ filters }: ReadQuestion, categories: Categories): boolean {
  return [...filters].every(([dimension, codes]) => codes.has(categories.get(dimension) ?? ''));
}

/** One cell for all periods of the same categories: it shows where all of them do, and only what adds up. */
function addUp(cells: readonly CellRow[]): CellRow[] {
  return [...Map.groupBy(cells, ({ codes }) => codes).values()].map((periods) => {
    const [first, last] = [periods[0] as CellRow, periods.at(-1) as CellRow];
    const sum = (measure: 'received' | 'closed' | 'joint' | 'minutes') =>
      periods.reduce<number | null>((total, cell) => {
        const value = cell[measure];
        return total === null || value === null ? null : total + value;
      }, 0);
    const received = sum('received');
    const sums =
      received === null ? {} : { received, closed: sum('closed'), joint: sum('joint'), minutes: sum('minutes') };
    return {
      ...nothing,
      ...sums,
      ...{ dimensions: first.dimensions, codes: first.codes, begins: first.begins, ends: last.ends },
    };
  });
}

function describe(values: readonly AnsweredValue[]) {
  return { values, label: values.map(({ label }) => label).join(', ') || 'Alle Beratungsfälle' };
}

function comparePeriods(a: Period, b: Period): number {
  return compareDays(a.begins, b.begins) || compareDays(a.ends, b.ends);
}

/** Both ISO 8601: the order of their characters is that of time. */
function compareDays(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function comparePlaces(a: readonly number[], b: readonly number[]): number {
  return a.reduce((order, place, index) => order || place - (b[index] ?? 0), 0);
}
