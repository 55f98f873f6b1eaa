import type { StatisticsDimension } from '../../generated/resolvers.ts';
import { findTold, type ToldCell } from '../audit/audit.ts';
import type { AskedCell } from '../audit/system.ts';
import { quarterOf } from '../period.ts';
import type { Pair } from './pair-table.ts';
import type { PublishedCell } from './release.repository.ts';
import { dimensionOf, type Frame } from './year.ts';

export interface ToldOptions {
  readonly year: number;
  readonly frame: Frame;
  /** The table that is about to be published. */
  readonly pair: Pair;
  /** Its cells and all that are published with it or before, from the beginning of the frame of two years. */
  readonly cells: readonly PublishedCell[];
}

/** Of a table by size and the tables by kind beside it: the hidden cells that the register and the shown ones tell too closely. */
export function toldBySize({ year, frame, pair, cells }: ToldOptions): readonly ToldCell[] {
  const other = otherOf(pair);
  if (other === null) return [];
  return findTold({
    asked: askedOf(cells),
    names: ['KOMMUNE_KIND', 'SIZE_CLASS', other],
    ...{ kommuneTypes: frame.kommuneTypes, from: 4 * (year - 1 + (year % 2)), to: 4 * (year + 1) },
  });
}

/** The categories of the other dimension that a told cell is about: all, where it is about size and kind alone. */
export function categoriesOf({ names, codes }: ToldCell, frame: Frame, pair: Pair): readonly string[] {
  const other = otherOf(pair);
  if (other === null) return [];
  const code = codes[names.findIndex((name) => name !== 'KOMMUNE_KIND' && name !== 'SIZE_CLASS')] ?? '';
  return [code, ...dimensionOf(frame, other).codes.filter((own) => own.startsWith(code))];
}

function otherOf(pair: Pair): StatisticsDimension | null {
  if (!pair.includes('SIZE_CLASS') || pair.includes('KOMMUNE_KIND')) return null;
  return pair.find((name) => name !== 'SIZE_CLASS') ?? null;
}

function askedOf(cells: readonly PublishedCell[]): ReadonlyMap<string, readonly AskedCell[]> {
  const tables = Map.groupBy(cells, ({ dimensions }) => dimensions).entries();
  return new Map(tables.map(([table, own]) => [table, own.map(toAsked)] as const));
}

function toAsked({ codes, begins, ends, received }: PublishedCell): AskedCell {
  return { codes: codes === '' ? [] : codes.split(','), from: quarterOf(begins), to: quarterOf(ends) + 1, received };
}
