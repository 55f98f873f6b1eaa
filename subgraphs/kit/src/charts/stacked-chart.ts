import * as Plot from '@observablehq/plot';
import {
  axisHeight,
  createDocument,
  type Drawing,
  german,
  legendMarks,
  shades,
  style,
  text,
  textOn,
  xAxis,
} from './drawing.ts';

export interface StackedChart {
  /** Whether each bar is as long as all others, so that shares can be compared. Its numbers stay what they are. */
  readonly shares?: boolean;
  readonly unit: string;
  /** What the parts of each bar are, at most as many as there are shades. */
  readonly parts: readonly string[];
  readonly bars: readonly { readonly label: string; readonly values: readonly number[] }[];
}

const width = 760;
const marginRight = 30;

/** Draws bars of several parts, each with its number where there is room for it. */
export function drawStacked({ unit, parts, bars, shares = false }: StackedChart): Drawing {
  const marginLeft = 24 + 9 * Math.max(0, ...bars.map(({ label }) => label.length));
  const pieces = piecesOf(bars, shares);
  const longest = Math.max(...pieces.map(({ until }) => until));
  const roomFor = ({ from, until, value }: Piece) =>
    ((until - from) / longest) * (width - marginLeft - marginRight) > 8 * german(value).length + 4;
  return Plot.plot({
    document: createDocument(),
    className: 'stacked',
    width,
    height: 110 + 30 * bars.length,
    marginTop: 50,
    ...{ marginBottom: axisHeight, marginLeft, marginRight },
    style,
    x: { ...xAxis, label: `${unit} →`, ticks: 5 },
    y: { label: null, domain: bars.map(({ label }) => label), tickSize: 0 },
    marks: [
      Plot.barX(pieces, { x1: 'from', x2: 'until', y: 'label', fill: ({ fill }: Piece) => fill, ...edge }),
      Plot.text(pieces.filter(roomFor), {
        ...{ x: ({ from, until }: Piece) => (from + until) / 2, y: 'label', fontSize: 12 },
        ...{ text: ({ value }: Piece) => german(value), fill: ({ fill }: Piece) => textOn(fill) },
      }),
      Plot.ruleX([0], { stroke: text }),
      ...legendMarks(
        parts.map((label, part) => ({ label, fill: shades[part] ?? text })),
        { marginLeft },
      ),
    ],
  });
}

interface Piece {
  readonly label: string;
  readonly from: number;
  readonly until: number;
  readonly value: number;
  readonly fill: string;
}

function piecesOf(bars: StackedChart['bars'], shares: boolean): readonly Piece[] {
  return bars.flatMap(({ label, values }) => {
    const whole = values.reduce((sum, value) => sum + value, 0);
    const scale = shares && whole > 0 ? 100 / whole : 1;
    let from = 0;
    return values.map((value, part) => {
      const piece = { label, from, until: from + value * scale, value, fill: shades[part] ?? text };
      from = piece.until;
      return piece;
    });
  });
}

/** Parts are told apart by their edge, too. */
const edge = { stroke: '#ffffff', strokeWidth: 1 } as const;
