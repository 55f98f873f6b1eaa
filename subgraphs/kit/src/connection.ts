import { badInput } from './problem.ts';

/** What a client may say about a page. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** A page as a repository wants it: one row more than `limit` is read to know whether there is a next page. */
export interface Page {
  readonly limit: number;
  /** The sort values of the row after which the page starts; null for the first page. */
  readonly after: readonly CursorValue[] | null;
}

export type CursorValue = string | number | null;

export type CursorCheck = (value: CursorValue) => boolean;

/** Checks for the common sort values; `isText(isUuid)` checks a text by its form. */
export const isText =
  (fits: (text: string) => boolean = () => true): CursorCheck =>
  (value) =>
    typeof value === 'string' && value.length <= 300 && !value.includes('\0') && fits(value);
/** A moment as `toISOString` writes it. */
export const isMoment = isText(
  (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text)),
);
export const isInteger: CursorCheck = (value) => Number.isSafeInteger(value);
export const isNullOr =
  (check: CursorCheck): CursorCheck =>
  (value) =>
    value === null || check(value);

/** A Relay connection. `totalCount` is a function, so that it is counted only where a client asks. */
export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: () => Promise<number>;
}

/**
 * Reads `first` and `after`.
 *
 * @param options.cursor one check for each sort value of the list's cursor, so that a forged one never reaches the database
 * @throws Problem BAD_USER_INPUT for a size out of range or a cursor that is not one of this list
 */
export function readPage(
  args: PageArguments,
  options: { cursor: readonly CursorCheck[]; max?: number; standard?: number },
): Page {
  const max = options.max ?? 200;
  const limit = args.first ?? options.standard ?? 20;
  if (limit < 0 || limit > max) {
    throw badInput('first', `Bitte fordern Sie zwischen 0 und ${max} Einträge an.`);
  }
  return { limit, after: args.after == null ? null : decodeCursor(args.after, options.cursor) };
}

/** Makes the connection from up to `page.limit + 1` rows. */
export function createConnection<Row>(
  rows: readonly Row[],
  page: Page,
  options: { cursorOf: (row: Row) => readonly CursorValue[]; totalCount: () => Promise<number> },
): Connection<Row> {
  const nodes = rows.slice(0, page.limit);
  const cursor = (row: Row) => encodeCursor(options.cursorOf(row));
  const [first, last] = [nodes[0], nodes.at(-1)];
  return {
    nodes,
    // Read by name only where a client selects it: encoding 1,500 cursors for nobody costs more than the rows.
    get edges() {
      return nodes.map((node) => ({ cursor: cursor(node), node }));
    },
    pageInfo: {
      hasNextPage: rows.length > page.limit,
      hasPreviousPage: page.after !== null,
      startCursor: first === undefined ? null : cursor(first),
      endCursor: last === undefined ? null : cursor(last),
    },
    // A first page that holds everything has counted it.
    totalCount: async () => (page.after === null && rows.length <= page.limit ? rows.length : options.totalCount()),
  };
}

function encodeCursor(values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

function decodeCursor(cursor: string, checks: readonly CursorCheck[]): readonly CursorValue[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(values) &&
      values.length === checks.length &&
      values.every((value, index) => isCursorValue(value) && checks[index]?.(value))
    ) {
      return values;
    }
  } catch {
    // Falls through to the same answer as a cursor of another list.
  }
  throw badInput('after', 'Dieser Seitenzeiger gehört nicht zu dieser Liste.');
}

function isCursorValue(value: unknown): value is CursorValue {
  return value === null || typeof value === 'string' || typeof value === 'number';
}
