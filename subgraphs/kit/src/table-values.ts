/**
 * Reads a day as people write it: 2026-11-23 or 23.11.2026.
 *
 * @returns ISO 8601; undefined where there is no such day
 */
export function readDay(text: string): string | undefined {
  const [, day = '', month = '', year = ''] = text.match(/^(\d{1,2})\.(\d{1,2})\.(\d{4})$/) ?? [];
  const iso = year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return undefined;
  try {
    return Temporal.PlainDate.from(iso, { overflow: 'reject' }).toString();
  } catch {
    return undefined;
  }
}

/**
 * Reads yes or no as people write it in a table, in German or English; nothing is no.
 *
 * @returns undefined where it is neither
 */
export function readYesNo(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (['ja', 'j', 'x', 'true', 'yes', '1'].includes(word)) return true;
  if (['', 'nein', 'n', 'false', 'no', '0'].includes(word)) return false;
  return undefined;
}

/** The later ones of equal keys, each with the line where the key came first. */
export function findRepeated<Row extends { readonly line: number }>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): { readonly row: Row; readonly firstLine: number }[] {
  const first = new Map<string, number>();
  return rows.flatMap((row) => {
    const firstLine = first.get(keyOf(row));
    if (firstLine === undefined) first.set(keyOf(row), row.line);
    return firstLine === undefined ? [] : [{ row, firstLine }];
  });
}
