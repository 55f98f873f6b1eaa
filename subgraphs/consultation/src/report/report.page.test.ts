import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { createPage } from './report.page.ts';
import type { Report, ReportCell } from './report.types.ts';

const cell = (label: string, received: number | null): ReportCell => ({
  ...{ code: label, label, suppressed: received === null, received },
  ...{ joint: null, kommunen: received, firstTimeKommunen: null, shareOfGemeinden: received && 0.0545 },
  ...{ medianHoursToFirstAnswer: null, p90HoursToFirstAnswer: null, minutes: received && 1234 * 60 },
});
const table = [cell('Pflege & <Gesundheit>', 1234), cell('Wohnen', null)];
const report: Report = {
  ...{ year: 2025, sampleData: false, received: 100 },
  snapshot: { id: 'one', takenAt: '2026-11-21T23:30:00.000Z', until: '2025-12-31' },
  register: { source: 'Statistisches Landesamt', gemeinden: 1101 },
  cases: {
    ...{ kommunen: 85, gemeinden: 80, firstTimeKommunen: 15, firstTimeGemeinden: null, joint: 10 },
    ...{ medianHours: 8, p90Hours: 22 },
  },
  periods: [cell('1. Halbjahr 2025', 60), cell('2. Halbjahr 2025', 40)],
  tables: {
    ...{ ASSOCIATION: table, KOMMUNE_KIND: table, SIZE_CLASS: table, REGION: table },
    ...{ TOPIC: table, PHASE: table, SUPPORT: table },
  },
  events: { kinds: [{ kind: 'WORKSHOP', count: 2 }], attended: 1_030 },
  funding: {
    programmes: [
      { code: 'A', name: 'Impulse – Beratung', applications: 12 },
      { code: 'B', name: 'Taler', applications: null },
    ],
    ...{ applications: 14, appliedEuro: 640_000, grants: 5, grantedEuro: null },
  },
  legend: ['Ein Wert erscheint ab 5 Fällen.'],
};
const page = createPage(report);
const { document } = parseHTML(page);
const textOf = (selector: string) => [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);
const rowsOf = (section: string) => textOf(`section#${section} tbody tr`);

describe('the report as a page', () => {
  test('is the same bytes each time', () => {
    expect(createPage(structuredClone(report))).toBe(page);
  });

  test('says in German how many cases there were, and when the figures were made there', () => {
    expect(textOf('.lead')[0]).toBe(
      'Im Jahr 2025 gingen 100 Beratungsfälle ein. Sie kamen aus mindestens 85 Kommunen. Baden-Württemberg hat 1.101 Städte und Gemeinden.',
    );
    expect(textOf('header p')[1]).toContain('22.11.2026');
  });

  test('has for each picture a text of all its values, and a table after it', () => {
    const figures = [...document.querySelectorAll('figure')];
    expect(figures).toHaveLength(9);
    for (const figure of figures) {
      expect(figure.querySelector('svg')?.getAttribute('role')).toBe('img');
      expect(figure.querySelector('svg')?.getAttribute('aria-label')).toMatch(/: .*\d|gesperrt/);
      expect(figure.nextElementSibling?.querySelector('caption')).not.toBeNull();
      expect(figure.querySelectorAll('svg [aria-label]')).toHaveLength(0);
    }
  });

  test('names rows, columns and sections for those who hear it', () => {
    for (const head of document.querySelectorAll('th')) expect(head.getAttribute('scope')).toMatch(/^(row|col)$/);
    for (const part of document.querySelectorAll('section')) {
      const heading = part.getAttribute('aria-labelledby');
      expect(document.querySelector(`h2[id="${heading}"]`)).not.toBeNull();
    }
    for (const link of document.querySelectorAll('nav a')) {
      expect(document.querySelector(`section${link.getAttribute('href')}`)).not.toBeNull();
    }
  });

  test('shows what is hidden as such and never as a number, in table and picture', () => {
    const [first] = document.querySelectorAll('section#topic tbody tr + tr');
    expect([...(first?.querySelectorAll('td') ?? [])].map((data) => data.textContent)).toEqual(
      Array(3).fill('gesperrt'),
    );
    expect(textOf('section#topic svg text')).toContain('gesperrt');
  });

  test('takes names as text', () => {
    expect(textOf('section#topic th[scope="row"]')[0]).toBe('Pflege & <Gesundheit>');
    expect(page).not.toContain('<Gesundheit>');
  });

  test('loads nothing from elsewhere', () => {
    expect(page).not.toMatch(/<(script|link|img|iframe)|url\(|@import/);
  });
});

describe('the year', () => {
  test('has its cases, Kommunen, time to the first answer, events and applications in words and numbers', () => {
    expect(rowsOf('year')).toEqual([
      ...['Beratungsfälle100', 'davon gemeinsam beraten10', 'erreichte Kommunen85'],
      'erreichter Anteil an den 1.101 Städten und Gemeinden7,3 %',
      ...['erstmals erreichte Kommunen15', 'erstmals erreichter Anteil an den 1.101 Städten und Gemeinden–'],
      ...['Arbeitsstunden bis zur ersten Antwort, Median8'],
      'neun von zehn ersten Antworten in höchstens so vielen Arbeitsstunden22',
    ]);
    expect(textOf('section#events p')).toEqual([
      'Es gab 2 Veranstaltungen. Gezählt wurden mindestens 1.030 Teilnahmen.',
    ]);
    expect(rowsOf('funding')).toEqual([
      ...['Impulse – Beratung12', 'Talergesperrt', 'gestellte Anträge14', 'beantragt, in Euro640.000'],
      ...['bewilligte Anträge5', 'bewilligt, in Eurogesperrt'],
    ]);
  });

  test('of which a part is hidden has no sum, without events it says so', () => {
    const bare = { ...report, received: null, events: { kinds: [], attended: null } };
    const { document: hidden } = parseHTML(createPage(bare));
    expect(hidden.querySelector('.lead')?.textContent).toBe('Für 2025 erscheint die Zahl der Beratungsfälle nicht.');
    expect(hidden.querySelector('section#events p')?.textContent).toContain('keine Veranstaltungen');
  });
});

// Its types would bring those of browsers into every file.
const load = createRequire(import.meta.url);

/** What axe says of one of its rules. */
interface Rule {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

test('breaks no rule of WCAG 2.2 AA that can be tried without a screen', async () => {
  const { JSDOM } = load('jsdom');
  const { window } = new JSDOM(createPage({ ...report, sampleData: true }), { runScripts: 'outside-only' });
  window.eval(readFileSync(load.resolve('axe-core/axe.min.js'), 'utf8'));
  const found = await window.eval(`axe.run({
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: { 'color-contrast': { enabled: false } } })`);
  const { violations, passes } = found as Readonly<Record<'violations' | 'passes', readonly Rule[]>>;
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  expect(passes.length).toBeGreaterThan(25);
});

test('what comes from sample data is called so in the title, in the heading, in words and on every sheet', () => {
  const sample = createPage({ ...report, sampleData: true });
  const { document: marked } = parseHTML(sample);
  for (const place of ['title', 'h1', '.sample strong', 'style']) {
    expect(marked.querySelector(place)?.textContent).toContain('Beispieldaten');
    expect(document.querySelector(place)?.textContent ?? '').not.toContain('Beispieldaten');
  }
});
