import { textOn, toSvgFile } from '@gkz-qe/kit/charts/drawing.ts';
import { drawGrid } from '@gkz-qe/kit/charts/grid-chart.ts';
import { drawStacked } from '@gkz-qe/kit/charts/stacked-chart.ts';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import type { FigureCell } from './answers.ts';
import { createFiles } from './figures.document.ts';
import { questionsOfCases } from './questions-of-cases.ts';
import { questionsOfMembers } from './questions-of-members.ts';

const stand = { id: 'one', year: 2025, takenAt: '2026-11-26T00:30:00Z' };

const cell = (label: string, received: number | null, year = 2025): FigureCell => ({
  ...{ first: { code1: label, label1: label }, second: null, suppressed: received === null, received },
  period: { period: String(year), periodLabel: `Jahr ${year}`, begins: `${year}-01-01` },
  ...{ kommunen: received, firstTimeKommunen: null, medianHoursToFirstAnswer: received, p90HoursToFirstAnswer: null },
});

function show(name: string, rows: readonly FigureCell[]) {
  const question = questionsOfCases.find((one) => one.name === name);
  if (!question) throw new Error(`no question ${name}`);
  const shown = question.show({ statistics: { rows } });
  return { question, shown, file: toSvgFile(shown.picture, shown.text) };
}

test('there are ten questions, each with a picture of its own', () => {
  const names = [...questionsOfCases, ...questionsOfMembers].map(({ name }) => name);
  expect(new Set(names).size).toBe(10);
});

describe('an answer', () => {
  test('names what is largest, and says how much must not show', () => {
    const { shown } = show('topics', [cell('Wohnen', 7), cell('Pflege', 1_234), cell('Digitales', null)]);
    expect(shown.answer).toBe('Most often about Pflege (1,234 cases), then Wohnen (7). 1 of 3 must not show.');
    expect(shown.text.description).toBe('Pflege 1.234; Wohnen 7; Digitales gesperrt.');
  });

  test('leaves out a year of which a part is hidden, and says so', () => {
    const { shown, file } = show('cases-by-year', [cell('Städtetag', null, 2018), cell('Städtetag', 60, 2019)]);
    expect(shown.answer).toBe('60 in 2019: Städtetag 60. A part of 2018 must not show.');
    expect(file).not.toContain('2018');
  });
});

describe('a picture as a file', () => {
  const { file } = show('topics', [cell('Pflege & <Gesundheit>', 1_234), cell('Wohnen', null)]);
  const { document } = parseHTML(`<html><body>${file}</body></html>`);
  const svg = document.querySelector('svg');

  test('is well-formed, is one image, and has its title and its values as text', () => {
    expect(file).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(file).toContain('Pflege &amp; &lt;Gesundheit&gt;');
    expect(svg?.getAttribute('role')).toBe('img');
    expect(svg?.getAttribute('aria-labelledby')).toBe('title desc');
    expect([...(svg?.children ?? [])].slice(0, 2).map(({ localName }) => localName)).toEqual(['title', 'desc']);
    expect(svg?.querySelector('desc')?.textContent).toBe('Pflege & <Gesundheit> 1.234; Wohnen gesperrt.');
    expect(svg?.querySelectorAll('[aria-label], [aria-hidden]')).toHaveLength(0);
  });

  test('rounds places and never numbers that are read', () => {
    expect([...(svg?.querySelectorAll('text') ?? [])].map(({ textContent }) => textContent)).toContain('1.234');
    expect(file).not.toMatch(/ (x|y|d|width|transform)="[^"]*\d\.\d{2,}/);
  });

  test('is the same bytes each time', () => {
    expect(show('topics', [cell('Pflege & <Gesundheit>', 1_234), cell('Wohnen', null)]).file).toBe(file);
  });
});

test('bars of shares are of one length, and show their numbers', () => {
  const drawing = drawStacked({
    ...{ unit: '%', parts: ['a', 'b'], shares: true },
    bars: [
      { label: 'few', values: [1, 1] },
      { label: 'many', values: [300, 700] },
    ],
  });
  const widths = [...drawing.querySelectorAll('rect')].map((rect) => Math.round(Number(rect.getAttribute('width'))));
  expect((widths[0] ?? 0) + (widths[1] ?? 0)).toBe((widths[2] ?? 0) + (widths[3] ?? 0));
  expect(drawing.textContent).toContain('700');
});

test('a cell of a table that must not show is named as such', () => {
  const drawing = drawGrid({ columns: ['x'], rows: ['a', 'b'], numberAt: (row) => (row === 'a' ? 5 : null) });
  expect(drawing.textContent).toContain('gesperrt');
});

test('text on a shade has the contrast that WCAG 2.2 AA wants', () => {
  const luminance = (color: string) =>
    [1, 3, 5]
      .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
      .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4))
      .reduce((sum, channel, at) => sum + channel * ([0.2126, 0.7152, 0.0722][at] ?? 0), 0);
  for (const fill of ['#123a5a', '#4c8fbd', '#c3dcec', '#38759f', '#86b6d6', '#eaf2f8', '#ffffff']) {
    const [lighter = 0, darker = 0] = [luminance(fill), luminance(textOn(fill))].sort((a, b) => b - a);
    expect((lighter + 0.05) / (darker + 0.05), fill).toBeGreaterThanOrEqual(4.5);
  }
});

describe('the document', () => {
  const { question, shown } = show('topics', [cell('Pflege', 12), cell('Wohnen', 7)]);
  const files = createFiles(stand, [{ question, shown }], { question: { ...question, name: 'map' }, shown });
  const document = files.get('figures.md') ?? '';

  test('has for each question its operation, the same as a file, the answer, and the picture with its words', () => {
    expect(document).toContain('## 1. Which fields of action are cases about?');
    expect(document).toContain('(../schema/operations/export-figures.graphql)');
    expect(document).toContain('`/export/figures?dimensions=TOPIC&periods=false&from=2023&until=2025&format=csv`');
    expect(document).toContain('![Fälle nach Handlungsfeld, Jahr 2025. Pflege 12; Wohnen 7.](figures/topics.svg)');
  });

  test('comes with every picture that it shows', () => {
    const shownFiles = [...document.matchAll(/\]\((figures\/[^)]+)\)/g)].map(([, path]) => path);
    expect([...files.keys()].filter((path) => path.endsWith('.svg'))).toEqual(shownFiles);
  });
});
