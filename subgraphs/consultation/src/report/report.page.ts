import { day } from '../routing/wording.ts';
import { asText, german, htmlSection } from './report.html.ts';
import { sectionsOf } from './report.sections.ts';
import { pageStyle } from './report.style.ts';
import type { Report } from './report.types.ts';

const centre = 'Gemeinsames Kommunales Kompetenzzentrum Quartiersentwicklung';

/** The report as one HTML file without anything from elsewhere, for screens, screen readers and paper. */
export function createPage(report: Report): string {
  const { year, sampleData, snapshot } = report;
  const title = `Sachbericht ${year}${sampleData ? ' (Beispieldaten)' : ''}`;
  const notes = { id: 'notes', heading: 'Hinweise zu den Zahlen' };
  const sections = [...sectionsOf(report), { ...notes, html: htmlSection(notes.id, notes.heading, notesOf(report)) }];
  return `<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${centre}</title>
<style>${pageStyle(sampleData ? `Beispieldaten – Sachbericht ${year}` : `Sachbericht ${year}`)}</style>
</head>
<body>
<header>
<p>${centre}</p>
<h1>${title}</h1>
<p>Städtetag, Gemeindetag und Landkreistag Baden-Württemberg. Stand der Zahlen: ${germanDay(snapshot.takenAt)}.</p>
${sampleData ? sampleMark : ''}
</header>
<nav aria-label="Inhalt"><ul>
${sections.map(({ id, heading }) => `<li><a href="#${id}">${asText(heading)}</a></li>`).join('\n')}
</ul></nav>
<main>
<p class="lead">${asText(summary(report))}</p>
${sections.map(({ html }) => html).join('\n')}
</main>
</body>
</html>
`;
}

const sampleMark =
  '<p class="sample"><strong>Beispieldaten.</strong> Diese Zahlen beruhen ganz oder zum Teil auf erfundenen Fällen. Sie zeigen, wie ein Sachbericht aussieht. Geben Sie sie nicht als Ergebnis weiter.</p>';

function summary({ year, received, cases, register }: Report): string {
  if (received === null) return `Für ${year} erscheint die Zahl der Beratungsfälle nicht.`;
  const reached = cases.kommunen === null ? '' : ` Sie kamen aus mindestens ${german(cases.kommunen)} Kommunen.`;
  return `Im Jahr ${year} gingen ${german(received)} Beratungsfälle ein.${reached} Baden-Württemberg hat ${german(register.gemeinden)} Städte und Gemeinden.`;
}

function notesOf({ legend, snapshot, register }: Report): string {
  const lines = [
    ...legend,
    'In den Tabellen steht „gesperrt“, wo ein Wert zum Schutz der Beteiligten nicht erscheint, und „–“, wo eine einzelne Angabe fehlt oder zu klein ist.',
    'Erreichte Kommunen zählen in jedem Zeitraum einmal. Die Summe der Zeiträume ist deshalb größer als die Zahl des Jahres.',
    'Die Zeit bis zur ersten Antwort steht in Arbeitsstunden des federführenden Verbands.',
    'Veranstaltungen zählen in dem Jahr, in dem sie begannen. Abgesagte zählen nicht. Die Zahl der Teilnahmen ist auf volle 5 abgerundet; sie erscheint, wenn bei mindestens drei Veranstaltungen gezählt wurde.',
    'Förderanträge zählen in dem Jahr, in dem sie gestellt wurden, Bewilligungen in dem Jahr, in dem bewilligt wurde. Es gelten dieselben Regeln wie für Fälle. Bewilligte Anträge sind auf volle 5 abgerundet, Beträge auf 1.000 Euro gerundet.',
    `Zahlen bis: ${day(snapshot.until)}. Kennung des Stands: ${snapshot.id}. Aus demselben Stand entsteht derselbe Bericht.`,
    `Verzeichnis der Kommunen: ${register.source}`,
  ];
  return `<ul>
${lines.map((line) => `<li>${asText(line)}</li>`).join('\n')}
</ul>`;
}

function germanDay(moment: string): string {
  return new Date(moment).toLocaleDateString('de-DE', {
    ...{ day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'Europe/Berlin' },
  });
}
