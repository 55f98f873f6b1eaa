import type { Column } from './export.definition.ts';
import type { Row } from './export.pages.ts';

/** A table that comes in pieces, with what must be said about it. */
export interface Table {
  readonly columns: readonly Column[];
  readonly facts: readonly (readonly [string, string])[];
  readonly pages: AsyncIterable<readonly Row[]>;
}

/** A form in which tables leave. */
export interface TableFormat {
  readonly mediaType: string;
  readonly ending: string;
  readonly write: (table: Table) => AsyncGenerator<string | Uint8Array>;
}
