import type { GraphQLFormattedError } from 'graphql';
import { type ExportShape, valueAt } from './export.definition.ts';

/** The answer to one page's operation. */
export interface PageAnswer {
  readonly status: number;
  readonly data: unknown;
  readonly errors: readonly GraphQLFormattedError[];
}

export type Cell = string | number | boolean | null;
export type Row = readonly Cell[];

/** Asks the operation from a cursor on; null: from the beginning. */
export type AskPage = (after: string | null) => Promise<PageAnswer>;

interface Connection {
  readonly rows?: readonly unknown[] | null;
  readonly pageInfo?: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Reads page after page, the next one when somebody asks for it: however long the list is, two pages are held at most. */
export async function* readPages(shape: ExportShape, first: PageAnswer, ask: AskPage): AsyncGenerator<readonly Row[]> {
  let { data } = first;
  for (let after: string | null = null; ; ) {
    const lists = listsIn(data, shape.path);
    const pageInfo = lists[0]?.pageInfo;
    yield lists
      .flatMap(({ rows }) => rows ?? [])
      .map((row) => shape.columns.map(({ path }) => valueAt(row, path) as Cell));
    if (!pageInfo?.hasNextPage) return;
    if (pageInfo.endCursor === null || pageInfo.endCursor === after) throw new Error('a page that does not go on');
    after = pageInfo.endCursor;
    const next = await ask(after);
    // A file that ends early must not look whole: the connection breaks instead.
    if (next.errors.length > 0) throw new Error(`a page of an export failed: ${next.errors[0]?.extensions?.code}`);
    data = next.data;
  }
}

/** All that hold rows: one, which may come in pages, or each entry of a list that leads there. */
function listsIn(data: unknown, path: readonly string[]): readonly Connection[] {
  return path.reduce<readonly unknown[]>(
    (values, name) => values.flatMap((value) => (value as Record<string, unknown> | null)?.[name] ?? []),
    [data],
  ) as readonly Connection[];
}

/** What is told about the whole: a line for each entry where a fact is a list. */
export function readFacts({ facts }: ExportShape, data: unknown): readonly (readonly [string, string])[] {
  return facts.flatMap(({ name, path }) => {
    const value = path.reduce<unknown>((found, step) => (found as Record<string, unknown> | null)?.[step], data);
    const lines = Array.isArray(value) ? value : [value ?? ''];
    return lines.map((line) => [name, String(line)] as const);
  });
}
