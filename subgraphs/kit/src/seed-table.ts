import { readFileSync } from 'node:fs';

/**
 * Reads a table of our own `seeds/`: comma-separated, no quotes, lines that begin with `#` are remarks, the first other line names
 * the columns. For files that people hand in a real CSV reader is needed.
 *
 * @throws Error naming the line that has too few or too many values
 */
export function readSeedTable<const Column extends string>(
  path: string,
  columns: readonly Column[],
): Record<Column, string>[] {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .map((text, index) => ({ text: text.trim(), number: index + 1 }))
    .filter(({ text }) => text !== '' && !text.startsWith('#'));
  const [head, ...rows] = lines;
  if (head?.text !== columns.join(',')) throw new Error(`${path} does not begin with the columns ${columns.join(',')}`);
  return rows.map(({ text, number }) => {
    const values = text.split(',');
    if (values.length !== columns.length) throw new Error(`${path}:${number} has ${values.length} values`);
    return Object.fromEntries(columns.map((column, index) => [column, values[index]])) as Record<Column, string>;
  });
}
