import {
  type Connection,
  type CursorCheck,
  type CursorValue,
  createConnection,
  isInteger,
  isText,
  type PageArguments,
  readPage,
} from '@gkz-qe/kit/connection.ts';
import type { KommuneOrder } from '../generated/resolvers.ts';
import { compareNames } from './order.ts';
import type { KommuneRow } from './register.types.ts';

export type KommunePage = Connection<KommuneRow>;

type SortValue = string | number;

/** A way to order Kommunen. Its sort values are also the cursor: `ags` is always the last one. */
interface Ordering<Item> {
  readonly name: string;
  readonly valuesOf: (item: Item) => readonly SortValue[];
  readonly checks: readonly CursorCheck[];
}

const plainOrderings: Readonly<Record<KommuneOrder, Ordering<KommuneRow>>> = {
  NAME: { name: 'NAME', valuesOf: ({ name, ags }) => [name, ags], checks: [isText(), isText()] },
  AGS: { name: 'AGS', valuesOf: ({ ags }) => [ags], checks: [isText()] },
  POPULATION_DESC: {
    name: 'POPULATION_DESC',
    valuesOf: ({ population, ags }) => [-population, ags],
    checks: [isInteger, isText()],
  },
};

/** A Kommune with its place among the hits of a search. */
export interface RankedKommune {
  readonly kommune: KommuneRow;
  readonly rank: number;
}

/** Best match first; among equals those that exist before those that have ended, then the larger one. */
const bestMatch: Ordering<RankedKommune> = {
  name: 'SEARCH',
  valuesOf: ({ kommune, rank }) => [rank, kommune.validUntil === null ? 0 : 1, -kommune.population, kommune.ags],
  checks: [isInteger, isInteger, isInteger, isText()],
};

/** One page of Kommunen in the order asked for. */
export function pageOfKommunen(kommunen: readonly KommuneRow[], order: KommuneOrder, page: PageArguments): KommunePage {
  return createPage(kommunen, plainOrderings[order], page, (kommune) => kommune);
}

/** One page of what a search found, best match first. */
export function pageOfHits(hits: readonly RankedKommune[], page: PageArguments): KommunePage {
  return createPage(hits, bestMatch, page, ({ kommune }) => kommune);
}

function createPage<Item>(
  items: readonly Item[],
  { name, valuesOf, checks }: Ordering<Item>,
  args: PageArguments,
  kommuneOf: (item: Item) => KommuneRow,
): KommunePage {
  // The order's name is part of the cursor, so that one of another order is refused and not misread.
  const page = readPage(args, { cursor: [(value) => value === name, ...checks] });
  const after = page.after?.slice(1);
  const sorted = items.map((item) => ({ kommune: kommuneOf(item), values: valuesOf(item) }));
  sorted.sort((a, b) => compareValues(a.values, b.values));
  const start = after ? sorted.findIndex(({ values }) => compareValues(values, after) > 0) : 0;
  const rows = start < 0 ? [] : sorted.slice(start, start + page.limit + 1);
  const valuesByKommune = new Map(rows.map(({ kommune, values }) => [kommune, values]));
  return createConnection(
    rows.map(({ kommune }) => kommune),
    page,
    {
      cursorOf: (kommune) => [name, ...(valuesByKommune.get(kommune) ?? [])],
      totalCount: async () => items.length,
    },
  );
}

function compareValues(a: readonly CursorValue[], b: readonly CursorValue[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (left === right) continue;
    // The checks of a cursor see to it that values at one position are of one type.
    return typeof left === 'string' ? compareNames(left, String(right)) : Number(left) - Number(right);
  }
  return 0;
}
