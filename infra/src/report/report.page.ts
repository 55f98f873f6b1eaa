import { drawBars } from '../charts/bar-chart.ts';
import { toInlineSvg } from '../charts/drawing.ts';
import type { Report, ReportCell } from './report.data.ts';
import { pageStyle } from './report.style.ts';

interface Column {
  readonly title: string;
  readonly value: (cell: ReportCell) => number | null;
  readonly unit?: string;
}

const cases: Column = { title: 'Fälle', value: ({ received }) => received };
const joint: Column = { title: 'gemeinsam beraten', value: ({ joint: count }) => count };
const hours: Column = {
  title: 'Beratungszeit in Stunden',
  value: ({ minutes }) => minutes && Math.round(minutes / 60),
};
const quarterColumns: readonly Column[] = [
  cases,
  { title: 'erreichte Kommunen', value: ({ kommunen }) => kommunen },
  { title: 'davon erstmals', value: ({ firstTimeKommunen }) => firstTimeKommunen },
  {
    title: 'Anteil an allen Gemeinden',
    value: ({ shareOfGemeinden }) => shareOfGemeinden && Math.round(shareOfGemeinden * 1000) / 10,
    unit: ' %',
  },
  joint,
  { title: 'Stunden bis zur Antwort, Median', value: (cell) => cell.medianHoursToFirstAnswer },
  { title: 'neun von zehn in höchstens', value: (cell) => cell.p90HoursToFirstAnswer },
];

const sections = [
  ['association', 'Nach federführendem Verband'],
  ['kind', 'Nach Art der Kommune'],
  ['size', 'Nach Größe der Kommune'],
  ['region', 'Nach Region'],
  ['topic', 'Nach Handlungsfeld'],
  ['phase', 'Nach Phase des Projekts'],
  ['support', 'Nach Art der Unterstützung'],
] as const;

/** The report as one HTML file without anything from elsewhere, for screens, screen readers and paper. */
export function createPage(report: Report): string {
  const { year, figures } = report;
  const { snapshot, legend, cells } = figures.quarters;
  const title = `Sachbericht ${year}`;
  const parts = sections.map(([key, heading]) =>
    section(key, heading, figures[key].cells, [cases, joint, hours], ({ values }) => values[0]?.label ?? ''),
  );
  return `<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Gemeinsames Kommunales Kompetenzzentrum Quartiersentwicklung</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<p>Gemeinsames Kommunales Kompetenzzentrum Quartiersentwicklung</p>
<h1>${title}</h1>
<p>Städtetag, Gemeindetag und Landkreistag Baden-Württemberg. Stand der Zahlen: ${germanDay(snapshot.takenAt)}.</p>
</header>
<nav aria-label="Inhalt"><ul>
<li><a href="#quarters">Das Jahr im Überblick</a></li>
${sections.map(([key, heading]) => `<li><a href="#${key}">${heading}</a></li>`).join('\n')}
<li><a href="#notes">Hinweise zu den Zahlen</a></li>
</ul></nav>
<main>
<p class="lead">${asText(summary(report))}</p>
${section('quarters', 'Das Jahr im Überblick', cells, quarterColumns, ({ period }) => period.label)}
${parts.join('\n')}
<section id="notes" aria-labelledby="notes-title">
<h2 id="notes-title">Hinweise zu den Zahlen</h2>
<ul>
${[...legend, ...ownNotes].map((line) => `<li>${asText(line)}</li>`).join('\n')}
<li>Kennung des Stands: ${asText(snapshot.id)}. Aus demselben Stand entsteht derselbe Bericht.</li>
<li>Verzeichnis der Kommunen: ${asText(figures.register.source)}</li>
</ul>
</section>
</main>
</body>
</html>
`;
}

const ownNotes = [
  'In den Tabellen steht „gesperrt“, wo ein Wert zum Schutz der Beteiligten nicht erscheint, und „–“, wo eine einzelne Angabe fehlt oder zu klein ist.',
  'Erreichte Kommunen stehen je Zeitraum. Ihre Summe über mehrere Zeiträume zählt Kommunen mehrfach und steht deshalb nicht hier.',
  'Die Zeit bis zur ersten Antwort steht in Arbeitsstunden.',
  'Veranstaltungen und Förderanträge sind in diesem Bericht nicht enthalten.',
];

function summary({ year, cases: count, figures }: Report): string {
  if (count === null) return `Für ${year} sind keine vollständigen Zahlen veröffentlicht.`;
  const all = german(figures.register.gemeinden);
  return `Im Jahr ${year} gingen ${german(count)} Beratungsfälle ein. Baden-Württemberg hat ${all} Städte und Gemeinden.`;
}

function section(
  key: string,
  heading: string,
  cells: readonly ReportCell[],
  columns: readonly Column[],
  nameOf: (cell: ReportCell) => string,
): string {
  const bars = cells.map((cell) => ({ label: nameOf(cell), value: cell.received }));
  const description = `${heading}: ${bars.map(({ label, value }) => `${label} ${value === null ? 'gesperrt' : german(value)}`).join('; ')}.`;
  const picture =
    bars.length === 0
      ? '<p>Keine Zahlen veröffentlicht.</p>'
      : `<figure>${toInlineSvg(drawBars({ unit: 'Fälle', bars }), asText(description))}
<figcaption>${heading}: Zahl der Fälle. Alle Werte stehen in der Tabelle.</figcaption></figure>
${table(heading, cells, columns, nameOf)}`;
  return `<section id="${key}" aria-labelledby="${key}-title">
<h2 id="${key}-title">${heading}</h2>
${picture}
</section>`;
}

function table(
  caption: string,
  cells: readonly ReportCell[],
  columns: readonly Column[],
  nameOf: (cell: ReportCell) => string,
): string {
  const head = columns.map(({ title }) => `<th scope="col">${title}</th>`).join('');
  const rows = cells.map(
    (cell) =>
      `<tr><th scope="row">${asText(nameOf(cell))}</th>${columns.map((column) => `<td>${shownOf(cell, column)}</td>`).join('')}</tr>`,
  );
  return `<div class="wide" role="region" aria-label="Tabelle: ${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr><td></td>${head}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>`;
}

function shownOf(cell: ReportCell, { value, unit = '' }: Column): string {
  if (cell.suppressed) return 'gesperrt';
  const found = value(cell);
  return found === null ? '–' : `${german(found)}${unit}`;
}

function german(value: number): string {
  return value.toLocaleString('de-DE');
}

function germanDay(moment: string): string {
  return new Date(moment).toLocaleDateString('de-DE', {
    ...{ day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'Europe/Berlin' },
  });
}

function asText(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
