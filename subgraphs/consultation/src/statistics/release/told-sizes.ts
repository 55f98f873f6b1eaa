import { withHighs } from '../audit/highs.ts';
import { findNarrow } from '../audit/ranges.ts';
import { type AskedCell, createSystem, type Names } from '../audit/system.ts';
import { threshold } from '../protection/safety.ts';
import { at } from '../protection/table.ts';
import type { Dimension } from '../statistics.types.ts';
import { allCases, type Lines } from './lines.ts';
import { protectPair } from './pair.ts';
import { dimensionOf, impossibleOf, type Year } from './year.ts';

const pair = ['KOMMUNE_KIND', 'SIZE_CLASS'] as const;

/**
 * Hides the size classes of a year where they tell a kind that is hidden: if of the rare kinds only Große Kreisstädte can be of a size
 * that shows, and it has as many cases as all of them together, everybody sees that the others have none. All sizes are one pool then.
 */
export function withoutToldSizes(year: Year): Year {
  const isHidden = protectPair({ years: [year], pair, step: 4 }).every(({ failed }) => failed === null);
  if (isHidden || !isLineTold(year)) return year;
  const pools = year.linesOf('SIZE_CLASS').pools.map(() => 0);
  return { ...year, linesOf: (name) => (name === 'SIZE_CLASS' ? { step: 4, pools } : year.linesOf(name)) };
}

/** Whether a hidden kind or size follows too closely from those that show, and from what the register has, with no table of both. */
function isLineTold(year: Year): boolean {
  const [rows, columns] = [dimensionOf(year.frame, pair[0]), dimensionOf(year.frame, pair[1])];
  const impossible = impossibleOf(year.frame, rows, columns);
  const both = rows.codes.flatMap((row, place) =>
    columns.codes.flatMap((column, other) =>
      at(impossible, place, other) ? [] : [{ codes: [row, column], from: 0, to: 4, received: null }],
    ),
  );
  const asked = new Map<string, readonly AskedCell[]>([
    ['', linesAsked(year, allCases, year.all).map((cell) => ({ ...cell, codes: [] }))],
    ...[rows, columns].map((own) => [own.name, linesAsked(year, own, year.linesOf(own.name))] as const),
    [pair.join(), both],
  ]);
  const names: Names = pair;
  const system = createSystem(asked, { pairs: [names], from: 0, to: 4 });
  const narrow = withHighs(system, year.columns.size, (solve) => findNarrow(system, solve, threshold));
  return narrow.some(({ name }) => !name.startsWith(pair.join()));
}

/** A dimension's cells as anybody gets them; quarters are counted from the beginning of the year. */
function linesAsked(year: Year, dimension: Dimension, { step, pools }: Lines): readonly AskedCell[] {
  return year.count(dimension, step).flatMap((counts, block) =>
    dimension.codes.map((code, index) => ({
      ...{ codes: [code], from: block * step, to: (block + 1) * step },
      received: pools[index] === null ? (counts[index]?.cases ?? 0) : null,
    })),
  );
}
