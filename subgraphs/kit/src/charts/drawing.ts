import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** A picture that Plot has drawn. */
export type Drawing = ReturnType<typeof Plot.plot>;

/** A document to draw in, without a browser. */
export function createDocument() {
  return parseHTML('<!doctype html><html><body></body></html>').document;
}

export const text = '#1a1a1a';

/** Told apart on a grey print as well: each is clearly lighter than the one before. */
export const shades = ['#123a5a', '#4c8fbd', '#c3dcec'] as const;

/** What must not show, and what is not there. */
export const hiddenFill = '#ffffff';

export const style = { fontSize: '14px', fontFamily: 'sans-serif', color: text, background: '#ffffff' } as const;

export function german(value: number): string {
  return value.toLocaleString('de-DE');
}

/** Dark or white, whichever has more contrast to this shade (WCAG 2.2, relative luminance). */
export function textOn(fill: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(fill.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.2 ? text : '#ffffff';
}

/** The axis beneath a picture: its name stands below its numbers. */
export const xAxis = { grid: true, labelOffset: 44, tickFormat: german } as const;

/** Room for {@link xAxis}. */
export const axisHeight = 50;

export interface LegendEntry {
  readonly label: string;
  readonly fill: string;
  readonly symbol?: 'square' | 'circle';
}

/** Names what the shades stand for, in one line above the picture that begins at its left edge. */
export function legendMarks(entries: readonly LegendEntry[], { marginLeft }: { marginLeft: number }): Plot.Markish[] {
  let at = 8 - marginLeft;
  return entries.flatMap(({ label, fill, symbol = 'square' }) => {
    const dx = at;
    at += 44 + 8 * label.length;
    const place = { frameAnchor: 'top-left', dy: -30 } as const;
    return [
      Plot.dot([0], { ...place, symbol, r: 6, fill, stroke: text, strokeWidth: 0.75, dx: dx + 6 }),
      Plot.text([label], { ...place, textAnchor: 'start', lineAnchor: 'middle', fill: text, dx: dx + 20 }),
    ];
  });
}

/** The picture as a part of a page that says what it shows beside it. */
export function toInlineSvg(drawing: Drawing, description: string): string {
  const svg = plain(drawing);
  svg.setAttribute('aria-label', description);
  return svg.outerHTML;
}

export interface PictureText {
  readonly title: string;
  /** What the picture shows, for those who do not see it. */
  readonly description: string;
}

/** The picture as a file of its own. */
export function toSvgFile(drawing: Drawing, { title, description }: PictureText): string {
  const svg = plain(drawing);
  const { ownerDocument } = svg;
  const name = (tag: string, words: string) => {
    const element = ownerDocument.createElementNS('http://www.w3.org/2000/svg', tag);
    element.setAttribute('id', tag);
    element.textContent = words;
    return element;
  };
  svg.setAttribute('aria-labelledby', 'title desc');
  svg.prepend(name('title', title), name('desc', description));
  for (const part of svg.querySelectorAll('*')) shorten(part);
  return `${svg.outerHTML}\n`;
}

const places = ['d', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'r', 'width', 'height', 'transform'] as const;

/** A tenth of a pixel is as exact as anybody sees. */
function shorten(part: Drawing): void {
  for (const place of places) {
    const value = part.getAttribute(place);
    const short = value?.replaceAll(/\d+\.\d{2,}/g, (number: string) => String(Math.round(Number(number) * 10) / 10));
    if (short !== undefined && short !== value) part.setAttribute(place, short);
  }
}

/** One picture with one text: what Plot says of its parts would be read besides, or is not allowed there. */
function plain(drawing: Drawing): Drawing {
  for (const part of drawing.querySelectorAll('[aria-label], [aria-hidden]')) {
    part.removeAttribute('aria-label');
    part.removeAttribute('aria-hidden');
  }
  drawing.setAttribute('role', 'img');
  drawing.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return drawing;
}
