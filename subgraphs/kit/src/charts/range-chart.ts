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
  xAxis,
} from './drawing.ts';

export interface RangeChart {
  readonly unit: string;
  /** What the lower and the upper end are. */
  readonly ends: readonly [lower: string, upper: string];
  /** The upper end is null where it is not known. */
  readonly ranges: readonly { readonly label: string; readonly lower: number; readonly upper: number | null }[];
}

/** Draws from where to where values lie. */
export function drawRanges({ unit, ends, ranges }: RangeChart): Drawing {
  const whole = ranges.filter(({ upper }) => upper !== null);
  const marginLeft = 24 + 8 * Math.max(0, ...ranges.map(({ label }) => label.length));
  const [dark, , light] = shades;
  const number = (of: 'lower' | 'upper', dy: number) => ({
    ...{ x: of, y: 'label', text: (range: RangeChart['ranges'][number]) => german(range[of] ?? 0) },
    ...{ dy, fontSize: 12, fill: text },
  });
  return Plot.plot({
    document: createDocument(),
    className: 'ranges',
    width: 760,
    height: 110 + 34 * ranges.length,
    marginTop: 50,
    ...{ marginBottom: axisHeight, marginLeft, marginRight: 30 },
    style,
    x: { ...xAxis, label: `${unit} →`, ticks: 6, zero: true },
    y: { label: null, domain: ranges.map(({ label }) => label), tickSize: 0 },
    marks: [
      Plot.ruleY(whole, { x1: 'lower', x2: 'upper', y: 'label', stroke: text, strokeWidth: 2 }),
      Plot.dot(whole, { x: 'upper', y: 'label', r: 6, symbol: 'square', fill: light, stroke: text }),
      Plot.dot(ranges, { x: 'lower', y: 'label', r: 6, fill: dark, stroke: text }),
      Plot.text(ranges, number('lower', -13)),
      Plot.text(whole, number('upper', -13)),
      ...legendMarks(
        [
          { label: ends[0], fill: dark, symbol: 'circle' },
          { label: ends[1], fill: light },
        ],
        { marginLeft },
      ),
    ],
  });
}
