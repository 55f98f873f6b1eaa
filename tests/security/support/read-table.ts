/** The columns of every table here, as domain.md heads them. */
export const columns = [
  'public',
  'inquirer',
  'advisor',
  'team lead',
  'coordinator',
  'association admin',
  'analyst',
  'privacy officer',
] as const;
export type Column = (typeof columns)[number];

/** A line of a table: what it is about, and its cell in each column. */
export interface Row {
  readonly name: string;
  readonly cells: Readonly<Record<Column, string>>;
}

/**
 * Reads a table written in Markdown. Empty lines part its groups.
 *
 * @throws Error for another heading, a cell too few or too many, a name that occurs twice
 */
export function readTable(markdown: string): readonly Row[] {
  const [heading = [], _rule, ...lines] = markdown.trim().split('\n').map(cellsOf);
  if (heading.slice(1).join() !== columns.join()) throw new Error(`The columns must be ${columns.join(', ')}.`);
  const rows = lines.filter((cells) => cells.some((cell) => cell !== '')).map(readRow);
  const twice = rows.find(({ name }, at) => rows.findIndex((row) => row.name === name) !== at);
  if (twice) throw new Error(`The line "${twice.name}" occurs twice.`);
  return rows;
}

function readRow([name = '', ...cells]: readonly string[]): Row {
  if (cells.length !== columns.length || cells.includes('')) throw new Error(`The line "${name}" is not whole.`);
  return { name, cells: Object.fromEntries(columns.map((column, at) => [column, cells[at]])) as Row['cells'] };
}

function cellsOf(line: string): readonly string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** What a cell says for the own association, and for another one. */
export function sidesOf(cell: string): { readonly own: string; readonly other: string } {
  const [own = '', other = own] = cell.split('/');
  return { own, other };
}
