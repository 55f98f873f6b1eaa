import * as Plot from '@observablehq/plot';
import { axisHeight, createDocument, type Drawing, german, style, text, xAxis } from './drawing.ts';

export interface Bar {
  readonly label: string;
  /** Null: must not show. */
  readonly value: number | null;
}

export interface BarChart {
  readonly unit: string;
  readonly bars: readonly Bar[];
}

const blue = '#1b5e8c';

/** Draws bars. The same bars give the same bytes. */
export function drawBars({ unit, bars }: BarChart): Drawing {
  const shown = bars.filter(({ value }) => value !== null);
  const hidden = bars.filter(({ value }) => value === null);
  const longest = Math.max(0, ...bars.map(({ label }) => label.length));
  return Plot.plot({
    document: createDocument(),
    className: 'bars',
    width: 760,
    height: 80 + 30 * bars.length,
    marginBottom: axisHeight,
    marginLeft: 24 + 9 * longest,
    marginRight: 60,
    style,
    x: { ...xAxis, label: `${unit} →`, ticks: 5 },
    y: { label: null, domain: bars.map(({ label }) => label), tickSize: 0 },
    marks: [
      Plot.barX(shown, { x: 'value', y: 'label', fill: blue }),
      Plot.text(shown, { x: 'value', y: 'label', text: ({ value }: Bar) => german(value ?? 0), ...beside }),
      Plot.text(hidden, { x: 0, y: 'label', text: () => 'gesperrt', ...beside }),
      Plot.ruleX([0], { stroke: text }),
    ],
  });
}

const beside = { textAnchor: 'start', dx: 6, fill: text } as const;
