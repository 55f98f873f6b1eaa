import type { TableFault } from '@gkz-qe/kit/csv-table.ts';
import type { FactChange } from '@gkz-qe/kit/revisions.ts';
import type { RoutingStand } from '../../routing/plain-inquiry.ts';
import { association, count, day, list } from '../../routing/wording.ts';
import type { RegisterImport } from './register-import.service.ts';
import type { ImportEntry, RoutingShift } from './register-import.types.ts';
import type { EndingKommuneRow, RegisterImportPreviewRow } from './register-import-preview.ts';

type Outcome = Awaited<ReturnType<RegisterImport['preview'] | RegisterImport['apply']>>;

/** What an import would do or has done, in plain German, line by line. */
export function describeImport(outcome: Outcome): string[] {
  switch (outcome.__typename) {
    case 'RegisterFileFaulty':
      return [
        'Die Datei hat Fehler. Es wurde nichts übernommen.',
        ...describeFaults(outcome.faults, outcome.faultCount),
      ];
    case 'RegisterImportPreview':
      return [...describePreview(outcome), `Vorschau: ${outcome.preview}`];
    case 'RegisterImportApplied':
      return [
        `Übernommen: ${outcome.added} neu, ${outcome.ended} beendet, ${outcome.renamed} umbenannt, ${outcome.changed} geändert, ` +
          `${outcome.unchanged} unverändert, ${outcome.areas} Änderungen an Verbänden und Gebieten.`,
      ];
    case 'RegisterImportOutdated':
      return ['Seit der Vorschau hat sich etwas geändert. Es wurde nichts übernommen.'];
    case 'RegisterSuccessorsMissing':
      return [
        'Nennen Sie zuerst die Nachfolger. Es wurde nichts übernommen.',
        ...outcome.missing.flatMap(describeEnding),
      ];
  }
}

/** What an import would do, without the preview's name. */
export function describePreview(preview: Omit<RegisterImportPreviewRow, 'preview'>): string[] {
  const { asOf, added, ended, renamed, changed, areas, unchanged, routing } = preview;
  return [
    `Gebietsstand ${day(asOf)}`,
    `Neu: ${added.length}`,
    ...added.map(describeEntry),
    `Beendet: ${ended.length}`,
    ...ended.flatMap(describeEnding),
    `Umbenannt: ${renamed.length}`,
    ...renamed.map(describeEntry),
    `Geändert: ${changed.length}`,
    ...changed.map(describeEntry),
    `Verbände und Gebiete geändert: ${areas.length}`,
    ...areas.map(describeEntry),
    `Unverändert: ${unchanged}`,
    `Anders zuständig: ${routing.length}`,
    ...routing.map(describeShift),
  ];
}

function describeFaults(faults: readonly TableFault[], total: number): string[] {
  const more = total - faults.length;
  return [
    ...faults.map(({ line, column, message }) => `  ${placeOf(line, column)}${message}`),
    ...(more > 0 ? [`  … und ${count(more)} weitere`] : []),
  ];
}

function placeOf(line: number | null, column: string | null): string {
  if (line === null) return '';
  return column ? `Zeile ${line}, ${column}: ` : `Zeile ${line}: `;
}

function describeEntry({ key, name, line, changes }: ImportEntry): string {
  return `  ${key} ${name}${line === null ? '' : ` (Zeile ${line})`}: ${changes.map(describeChange).join('; ')}`;
}

function describeEnding(entry: EndingKommuneRow): string[] {
  const { key, name, validUntil, successor, memberOf, cases, openCases, proposals } = entry;
  return [
    `  ${key} ${name}: bis ${day(validUntil)}, Nachfolgerin ${successor ?? 'fehlt'}, ` +
      `${count(cases)} Fälle (${count(openCases)} offen), ${memberOf.length > 0 ? `Mitglied: ${list(memberOf.map(association))}` : 'nirgends Mitglied'}`,
    ...proposals.map((proposal) => `    Vorschlag ${proposal.ags} ${proposal.name}: ${proposal.reasons.join(', ')}`),
  ];
}

function describeShift({ ags, name, before, after, openCases }: RoutingShift): string {
  const was = before === null ? 'bisher unbekannt' : `bisher ${describeStand(before)}`;
  return `  ${ags} ${name}: ${was}, künftig ${describeStand(after)}; ${count(openCases)} offene Fälle bleiben, wo sie sind`;
}

function describeStand({ lead, informed }: RoutingStand): string {
  const leads = lead === null ? 'Koordination' : association(lead);
  return informed.length > 0 ? `${leads} (informiert: ${list(informed.map(association))})` : leads;
}

const labels: Readonly<Record<string, string>> = {
  name: 'Name',
  officialName: 'amtlicher Name',
  kind: 'Art',
  population: 'Einwohner',
  areaKm2: 'Fläche in km²',
  postalCode: 'Postleitzahl',
  seat: 'Sitz',
  ars: 'Regionalschlüssel',
  verwaltungsgemeinschaft: 'Verwaltungsgemeinschaft',
  validUntil: 'letzter Tag',
  successor: 'Nachfolgerin',
};

const kinds: Readonly<Record<string, string>> = {
  STADTKREIS: 'Stadtkreis',
  GROSSE_KREISSTADT: 'Große Kreisstadt',
  STADT: 'Stadt',
  GEMEINDE: 'Gemeinde',
  LANDKREIS: 'Landkreis',
};

function describeChange({ fact, before, after }: FactChange): string {
  const change = `${labels[fact] ?? fact} ${describeValue(fact, before)} → ${describeValue(fact, after)}`;
  return isStriking(fact, before, after) ? `${change} (auffällig, bitte prüfen)` : change;
}

function describeValue(fact: string, value: string | null): string {
  if (value === null) return '–';
  if (fact === 'population') return count(Number(value));
  if (fact === 'areaKm2') return value.replace('.', ',');
  if (fact === 'validUntil') return day(value);
  return fact === 'kind' ? (kinds[value] ?? value) : value;
}

/** Population and area change by more than a fifth only where Kommunen merge, or where a digit is wrong. */
function isStriking(fact: string, before: string | null, after: string | null): boolean {
  if ((fact !== 'population' && fact !== 'areaKm2') || before === null || after === null) return false;
  return Math.abs(Number(after) - Number(before)) > Number(before) / 5;
}
