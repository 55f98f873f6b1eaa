import * as Plot from '@observablehq/plot';
import { createDocument, type Drawing, german, hiddenFill, style, text, textOn } from './drawing.ts';

export interface GridChart {
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  /** Null: must not show. */
  readonly numberAt: (row: string, column: string) => number | null;
}

/** From few to many. */
const steps = ['#eaf2f8', '#c3dcec', '#86b6d6', '#38759f', '#123a5a'] as const;

/** Draws a table whose cells are the darker the more they hold; each shows its number. */
export function drawGrid({ columns, rows, numberAt }: GridChart): Drawing {
  const cells = rows.flatMap((row) => columns.map((column) => ({ row, column, value: numberAt(row, column) })));
  const largest = Math.max(1, ...cells.map(({ value }) => value ?? 0));
  type Cell = (typeof cells)[number];
  const fillOf = ({ value }: Cell) =>
    value === null
      ? hiddenFill
      : (steps[Math.min(steps.length - 1, Math.floor((value * steps.length) / largest))] ?? text);
  const longest = Math.max(...rows.map((row) => row.length));
  // Many columns have no room for their names beside each other.
  const slanted = columns.length > 4;
  return Plot.plot({
    document: createDocument(),
    className: 'grid',
    width: 760,
    height: (slanted ? 130 : 70) + 32 * rows.length,
    marginTop: slanted ? 100 : 40,
    marginLeft: 24 + 8 * longest,
    marginRight: slanted ? 70 : 20,
    style,
    x: { axis: 'top', label: null, domain: [...columns], tickSize: 0, ...(slanted && { tickRotate: -30 }) },
    y: { label: null, domain: [...rows], tickSize: 0 },
    marks: [
      Plot.cell(cells, { x: 'column', y: 'row', fill: fillOf, stroke: text, strokeWidth: 0.5, inset: 1 }),
      Plot.text(cells, {
        ...{ x: 'column', y: 'row', fill: (cell: Cell) => textOn(fillOf(cell)), fontSize: 12 },
        text: ({ value }: Cell) => (value === null ? 'gesperrt' : german(value)),
      }),
    ],
  });
}
