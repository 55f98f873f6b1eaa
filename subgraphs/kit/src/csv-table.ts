import { CsvError, parse } from 'csv-parse/sync';
import { decodeText } from './decode-text.ts';

/** Why a file cannot be taken. */
export interface TableFault {
  /** Line of the file, the first is 1. Null where the file as a whole is meant. */
  readonly line: number | null;
  /** Name of the column. Null where the line as a whole is meant. */
  readonly column: string | null;
  /** One plain German sentence. */
  readonly message: string;
}

export interface TableRow<Column extends string> {
  readonly line: number;
  /** Trimmed; empty where the file says nothing. */
  readonly values: Readonly<Record<Column, string>>;
}

/** A table, or all that is wrong with its form: never both. */
export interface CsvTable<Column extends string> {
  readonly rows: readonly TableRow<Column>[];
  readonly faults: readonly TableFault[];
}

export const maxTableBytes = 1_048_576;
export const maxTableRows = 5_000;

/**
 * Reads a table that people hand in: semicolon or comma, UTF-8 with or without a byte order mark or ISO-8859-1, quotes where wanted,
 * the first line names the columns in any order, each of them once and no other.
 */
export function readCsvTable<const Column extends string>(
  content: Uint8Array,
  columns: readonly Column[],
): CsvTable<Column> {
  if (content.byteLength > maxTableBytes) return faulty(null, 'Die Datei ist größer als 1 MB.');
  const text = withOneLineEnd(decodeText(content));
  if (text.trim() === '') return faulty(null, 'Die Datei ist leer.');
  try {
    return toTable(parseRecords(text), columns);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return faulty(typeof error.lines === 'number' ? error.lines : null, 'Die Anführungszeichen passen nicht zusammen.');
  }
}

/** The library takes the first line end that it meets for that of the whole file, which lists put together by hand do not keep to. */
function withOneLineEnd(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function parseRecords(text: string): readonly ParsedRecord[] {
  const [head = ''] = text.trimStart().split('\n', 1);
  const options = { delimiter: head.includes(';') ? ';' : ',', info: true, relax_column_count: true, trim: true };
  // With `info` each record comes with its line, which the library's types leave out.
  return parse(text, options) as unknown as readonly ParsedRecord[];
}

function toTable<Column extends string>(
  records: readonly ParsedRecord[],
  columns: readonly Column[],
): CsvTable<Column> {
  const [head, ...filled] = records.filter(({ record }) => record.some((value) => value !== ''));
  const names = head?.record ?? [];
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0 || names.length !== columns.length) {
    return faulty(head?.info.lines ?? 1, `Die erste Zeile nennt die Spalten ${columns.join(', ')}, jede einmal.`);
  }
  if (filled.length === 0) return faulty(null, 'Die Datei hat keine Zeilen unter der Kopfzeile.');
  if (filled.length > maxTableRows) return faulty(null, `Die Datei hat mehr als ${maxTableRows} Zeilen.`);
  const faults = filled
    .filter(({ record }) => record.length !== names.length)
    .map(({ record, info }) => ({
      line: info.lines,
      column: null,
      message: `Die Zeile hat ${record.length} Spalten statt ${names.length}.`,
    }));
  if (faults.length > 0) return { rows: [], faults };
  const rows = filled.map(({ record, info }) => ({ line: info.lines, values: valuesOf(names, record, columns) }));
  return { rows, faults: [] };
}

function valuesOf<Column extends string>(
  names: readonly string[],
  record: readonly string[],
  columns: readonly Column[],
): Record<Column, string> {
  const entries = columns.map((column) => [column, record[names.indexOf(column)] ?? '']);
  return Object.fromEntries(entries) as Record<Column, string>;
}

function faulty<Column extends string>(line: number | null, message: string): CsvTable<Column> {
  return { rows: [], faults: [{ line, column: null, message }] };
}
