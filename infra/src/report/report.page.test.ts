import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { createReport, type ReportAnswer, type ReportCell } from './report.data.ts';
import { createPage } from './report.page.ts';

const cell = (label: string, received: number | null): ReportCell => ({
  ...{
    values: [{ code: label, label }],
    period: { label: '1. Quartal 2025' },
    suppressed: received === null,
    received,
  },
  ...{ joint: null, kommunen: received, firstTimeKommunen: null, shareOfGemeinden: received && 0.0545 },
  ...{ medianHoursToFirstAnswer: null, p90HoursToFirstAnswer: null, minutes: received && 1234 * 60 },
});
const table = { cells: [cell('Pflege & <Gesundheit>', 1234), cell('Wohnen', null)] };
const answer: ReportAnswer = {
  ...{ association: table, kind: table, size: table, region: table, topic: table, phase: table, support: table },
  register: { source: 'Statistisches Landesamt', gemeinden: 1101 },
  quarters: {
    cells: [cell('', 60), cell('', 40)],
    snapshot: { id: 'one', takenAt: '2026-11-21T23:30:00Z', until: '2025-12-31' },
    legend: ['Ein Wert erscheint ab 5 Fällen.'],
  },
};
const page = createPage(createReport(2025, answer));
const { document } = parseHTML(page);
const textOf = (selector: string) => [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);

describe('the report as a page', () => {
  test('is the same bytes each time', () => {
    expect(createPage(createReport(2025, answer))).toBe(page);
  });

  test('says in German how many cases there were, and when the figures were made there', () => {
    expect(textOf('.lead')[0]).toContain('gingen 100 Beratungsfälle ein. Baden-Württemberg hat 1.101 Städte');
    expect(textOf('header p')[1]).toContain('22.11.2026');
  });

  test('has for each picture a text of all its values, and a table after it', () => {
    const figures = [...document.querySelectorAll('figure')];
    expect(figures).toHaveLength(8);
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

test('a year of which a quarter is hidden, or none is published, has no sum', () => {
  const hidden = { ...answer, quarters: { ...answer.quarters, cells: [cell('', 60), cell('', null)] } };
  expect(createReport(2025, hidden).cases).toBeNull();
  expect(createReport(2026, { ...answer, quarters: { ...answer.quarters, cells: [] } }).cases).toBeNull();
});
