import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

export interface Bar {
  readonly label: string;
  /** Null: must not show. */
  readonly value: number | null;
}

export interface BarChart {
  /** What the picture shows, for those who do not see it. */
  readonly description: string;
  readonly unit: string;
  readonly bars: readonly Bar[];
}

const blue = '#1b5e8c';
const text = '#1a1a1a';

/** Draws bars as SVG without a browser. The same bars give the same bytes. */
export function drawBars({ description, unit, bars }: BarChart): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const shown = bars.filter(({ value }) => value !== null);
  const hidden = bars.filter(({ value }) => value === null);
  const longest = Math.max(0, ...bars.map(({ label }) => label.length));
  const svg = Plot.plot({
    document,
    className: 'bars',
    width: 760,
    height: 60 + 30 * bars.length,
    marginLeft: 24 + 9 * longest,
    marginRight: 60,
    style: { fontSize: '14px', color: text, background: '#ffffff' },
    x: { label: `${unit} →`, grid: true, ticks: 5, tickFormat: german },
    y: { label: null, domain: bars.map(({ label }) => label), tickSize: 0 },
    marks: [
      Plot.barX(shown, { x: 'value', y: 'label', fill: blue }),
      Plot.text(shown, { x: 'value', y: 'label', text: ({ value }: Bar) => german(value ?? 0), ...beside }),
      Plot.text(hidden, { x: 0, y: 'label', text: () => 'gesperrt', ...beside }),
      Plot.ruleX([0], { stroke: text }),
    ],
  });
  // One picture with one text: what Plot says of its parts would be read besides, or is not allowed there.
  for (const part of svg.querySelectorAll('[aria-label], [aria-hidden]')) {
    part.removeAttribute('aria-label');
    part.removeAttribute('aria-hidden');
  }
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', description);
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return svg.outerHTML;
}

const beside = { textAnchor: 'start', dx: 6, fill: text } as const;

function german(value: number): string {
  return value.toLocaleString('de-DE');
}
