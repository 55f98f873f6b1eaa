/*
 * How a line of the Gemeindeverzeichnis (GV100AD) is laid out: 220 characters, each fact at its place, filled up with blanks. The
 * description is published with the file by the Statistisches Bundesamt.
 */

export const lineLength = 220;

/** Where each fact stands: the first and the last place, counted in characters from 1. */
export const columns = {
  Satzart: [1, 2],
  Gebietsstand: [3, 10],
  Land: [11, 12],
  Regierungsbezirk: [13, 13],
  Kreis: [14, 15],
  Gemeinde: [16, 18],
  Verband: [19, 22],
  Name: [23, 72],
  Sitz: [73, 122],
  Textkennzeichen: [123, 124],
  Fläche: [129, 139],
  Einwohner: [140, 150],
  männlich: [151, 161],
  PLZ: [166, 170],
} as const satisfies Record<string, readonly [number, number]>;

export type Column = keyof typeof columns;

export interface FileLine {
  /** Line of the file, the first is 1. */
  readonly line: number;
  readonly text: string;
}

/** What stands at a fact's place, blanks included. */
export function placeOf({ text }: FileLine, column: Column): string {
  const [first, last] = columns[column];
  return text.slice(first - 1, last);
}

/** What stands at a fact's place. */
export function factOf(line: FileLine, column: Column): string {
  return placeOf(line, column).trim();
}

/** The lines of a text, without the empty one after the last line's end. */
export function linesOf(text: string): FileLine[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines.map((content, index) => ({ line: index + 1, text: content }));
}
