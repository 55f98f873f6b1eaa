import * as Plot from '@observablehq/plot';
import { createDocument, type Drawing, legendMarks, style, text } from './drawing.ts';

export interface MapDot {
  /** Degrees. */
  readonly latitude: number;
  readonly longitude: number;
  readonly kind: string;
}

export interface DotMap {
  /** Smallest first: later kinds lie above earlier ones. */
  readonly kinds: readonly {
    readonly kind: string;
    readonly label: string;
    readonly fill: string;
    readonly radius: number;
  }[];
  readonly dots: readonly MapDot[];
}

const marginLeft = 10;

/** Draws places as dots where they lie. */
export function drawDotMap({ kinds, dots }: DotMap): Drawing {
  const domain = { type: 'MultiPoint', coordinates: dots.map(({ longitude, latitude }) => [longitude, latitude]) };
  return Plot.plot({
    document: createDocument(),
    className: 'map',
    width: 640,
    height: 760,
    marginTop: 50,
    marginLeft,
    style,
    projection: { type: 'mercator', domain: domain as never, inset: 10 },
    marks: [
      ...kinds.map(({ kind, fill, radius }) =>
        Plot.dot(
          dots.filter((dot) => dot.kind === kind),
          { x: 'longitude', y: 'latitude', r: radius, fill, stroke: text, strokeWidth: 0.5 },
        ),
      ),
      ...legendMarks(
        kinds.map(({ label, fill }) => ({ label, fill, symbol: 'circle' as const })),
        { marginLeft },
      ),
    ],
  });
}
