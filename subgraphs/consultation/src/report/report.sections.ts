import { drawBars } from '@gkz-qe/kit/charts/bar-chart.ts';
import { toInlineSvg } from '@gkz-qe/kit/charts/drawing.ts';
import { eventKindWords } from '../event/event-wording.ts';
import { asText, german, hidden, htmlSection, htmlTable, percent } from './report.html.ts';
import type { Report, ReportCell, ReportTable } from './report.types.ts';

/** A part of the report: where a link leads, how it is called, and its HTML. */
export interface Section {
  readonly id: string;
  readonly heading: string;
  readonly html: string;
}

interface Column {
  readonly title: string;
  readonly value: (cell: ReportCell) => string;
}

const cases: Column = { title: 'Fälle', value: ({ received }) => german(received) };
const joint: Column = { title: 'gemeinsam beraten', value: ({ joint: count }) => german(count) };
const columnsOfTables: readonly Column[] = [
  ...[cases, joint],
  {
    title: 'Beratungszeit in Stunden',
    value: ({ minutes }) => german(minutes && Math.round(minutes / 60)),
  },
];
const columnsOfPeriods: readonly Column[] = [
  cases,
  { title: 'erreichte Kommunen', value: ({ kommunen }) => german(kommunen) },
  { title: 'davon erstmals', value: ({ firstTimeKommunen }) => german(firstTimeKommunen) },
  { title: 'Anteil an allen Gemeinden', value: ({ shareOfGemeinden }) => percent(shareOfGemeinden) },
  joint,
  { title: 'Stunden bis zur Antwort, Median', value: (cell) => german(cell.medianHoursToFirstAnswer) },
  { title: 'neun von zehn in höchstens', value: (cell) => german(cell.p90HoursToFirstAnswer) },
];

const headings: Readonly<Record<ReportTable, readonly [heading: string, of: string]>> = {
  ASSOCIATION: ['Nach federführendem Verband', 'Verband'],
  KOMMUNE_KIND: ['Nach Art der Kommune', 'Art der Kommune'],
  SIZE_CLASS: ['Nach Größe der Kommune', 'Größe'],
  REGION: ['Nach Region', 'Region'],
  TOPIC: ['Nach Handlungsfeld', 'Handlungsfeld'],
  PHASE: ['Nach Phase des Projekts', 'Phase'],
  SUPPORT: ['Nach Art der Unterstützung', 'Unterstützung'],
};

/** The parts of a report, in their order. */
export function sectionsOf(report: Report): readonly Section[] {
  const tables = Object.entries(report.tables) as [ReportTable, readonly ReportCell[]][];
  return [
    wholeYear(report),
    cellSection({ id: 'periods', heading: 'Im Lauf des Jahres', of: 'Zeitraum' }, report.periods, columnsOfPeriods),
    ...tables.map(([table, cells]) => {
      const [heading, of] = headings[table];
      return cellSection({ id: table.toLowerCase(), heading, of }, cells, columnsOfTables);
    }),
    events(report),
    funding(report),
  ];
}

function wholeYear({ received, cases: year, register: { gemeinden } }: Report): Section {
  const all = german(gemeinden);
  const rows: readonly (readonly [string, string])[] = [
    ['Beratungsfälle', german(received)],
    ['davon gemeinsam beraten', german(year.joint)],
    ['erreichte Kommunen', german(year.kommunen)],
    [`erreichter Anteil an den ${all} Städten und Gemeinden`, percent(year.gemeinden, gemeinden)],
    ['erstmals erreichte Kommunen', german(year.firstTimeKommunen)],
    [`erstmals erreichter Anteil an den ${all} Städten und Gemeinden`, percent(year.firstTimeGemeinden, gemeinden)],
    ['Arbeitsstunden bis zur ersten Antwort, Median', german(year.medianHours)],
    ['neun von zehn ersten Antworten in höchstens so vielen Arbeitsstunden', german(year.p90Hours)],
  ];
  const named = rows.map(([name, value]) => ({ name, values: [value] }));
  return section(
    'year',
    'Das Jahr im Überblick',
    htmlTable({ ...numbers, caption: 'Das Jahr im Überblick', rows: named }),
  );
}

const numbers = { of: 'Kennzahl', columns: ['Wert'] } as const;

function cellSection(
  { id, heading, of }: { readonly id: string; readonly heading: string; readonly of: string },
  cells: readonly ReportCell[],
  columns: readonly Column[],
): Section {
  const rows = cells.map((cell) => ({
    name: cell.label,
    values: columns.map(({ value }) => (cell.suppressed ? hidden : value(cell))),
  }));
  const bars = cells.map(({ label, received }) => ({ label, value: received }));
  return section(
    id,
    heading,
    `${picture(heading, 'Fälle', bars)}
${htmlTable({ ...{ caption: heading, of, rows }, columns: columns.map(({ title }) => title) })}`,
  );
}

function events({ events: { kinds, attended } }: Report): Section {
  const heading = 'Veranstaltungen';
  const total = kinds.reduce((sum, { count }) => sum + count, 0);
  const rows = kinds.map(({ kind, count }) => ({ name: eventKindWords[kind], values: [german(count)] }));
  const came = attended === null ? '' : ` Gezählt wurden mindestens ${german(attended)} Teilnahmen.`;
  return section(
    'events',
    heading,
    total === 0
      ? '<p>In diesem Jahr gab es keine Veranstaltungen.</p>'
      : `<p>${asText(`Es gab ${german(total)} ${total === 1 ? 'Veranstaltung' : 'Veranstaltungen'}.${came}`)}</p>
${htmlTable({ caption: heading, of: 'Art', columns: ['Zahl'], rows: [...rows, { name: 'alle', values: [german(total)] }] })}`,
  );
}

function funding({ funding: { programmes, ...all } }: Report): Section {
  const heading = 'Förderanträge';
  const bars = programmes.map(({ name, applications }) => ({
    label: name.split(' – ')[0] ?? name,
    value: applications,
  }));
  const rows = programmes.map(({ name, applications }) => ({ name, values: [german(applications, hidden)] }));
  const sums: readonly (readonly [string, string])[] = [
    ['gestellte Anträge', german(all.applications, hidden)],
    ['beantragt, in Euro', german(all.appliedEuro, hidden)],
    ['bewilligte Anträge', german(all.grants, hidden)],
    ['bewilligt, in Euro', german(all.grantedEuro, hidden)],
  ];
  const named = sums.map(([name, value]) => ({ name, values: [value] }));
  return section(
    'funding',
    heading,
    `${picture(heading, 'Anträge', bars)}
${htmlTable({ caption: 'Gestellte Förderanträge nach Programm', of: 'Programm', columns: ['Anträge'], rows })}
${htmlTable({ ...numbers, caption: 'Förderanträge insgesamt', rows: named })}`,
  );
}

function picture(
  heading: string,
  unit: string,
  bars: readonly { readonly label: string; readonly value: number | null }[],
): string {
  if (bars.length === 0) return '<p>Keine Zahlen veröffentlicht.</p>';
  const values = bars.map(({ label, value }) => `${label} ${german(value, hidden)}`).join('; ');
  return `<figure>${toInlineSvg(drawBars({ unit, bars }), asText(`${heading}: ${values}.`))}
<figcaption>${asText(heading)}: Zahl der ${unit === 'Fälle' ? 'Fälle' : 'Anträge'}. Alle Werte stehen in der Tabelle.</figcaption></figure>`;
}

const section = (id: string, heading: string, content: string): Section => ({
  ...{ id, heading, html: htmlSection(id, heading, content) },
});
