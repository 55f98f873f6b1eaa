import type { FactChange } from '@gkz-qe/kit/revisions.ts';
import type { MemberImport } from './member-import.service.ts';
import type { ImportEntry } from './member-list.difference.ts';

type Outcome = Awaited<ReturnType<MemberImport['preview'] | MemberImport['apply']>>;

/** What an import would do or has done, line by line, for somebody at a shell. */
export function describeImport(outcome: Outcome): string[] {
  switch (outcome.__typename) {
    case 'LandkreistagMemberListFaulty':
      return [
        'Die Liste hat Fehler. Es wurde nichts übernommen.',
        ...outcome.faults.map(({ line, column, message }) => `  ${placeOf(line, column)}${message}`),
      ];
    case 'LandkreistagMemberImportPreview':
      return [
        ...describeEntries('Aufgenommen würden', outcome.admitted),
        ...describeEntries('Beendet würden', outcome.ended),
        ...describeEntries('Geändert würden', outcome.changed),
        `Unverändert bleiben ${outcome.unchanged}, nicht in der Liste und trotzdem Mitglied bleiben ${outcome.kept}.`,
        `Vorschau: ${outcome.preview}`,
      ];
    case 'LandkreistagMemberImportApplied':
      return [
        `Übernommen: ${outcome.admitted} aufgenommen, ${outcome.ended} beendet, ${outcome.changed} geändert, ${outcome.unchanged} unverändert.`,
      ];
    case 'LandkreistagMemberImportOutdated':
      return ['Seit der Vorschau hat sich etwas geändert. Es wurde nichts übernommen.'];
  }
}

function describeEntries(title: string, entries: readonly ImportEntry[]): string[] {
  return [
    `${title} ${entries.length}`,
    ...entries.map(
      ({ ags, line, changes }) =>
        `  ${ags}${line ? ` (Zeile ${line})` : ''}: ${changes.map(describeChange).join(', ')}`,
    ),
  ];
}

function describeChange({ fact, before, after }: FactChange): string {
  return `${fact} ${before ?? '–'} → ${after ?? '–'}`;
}

function placeOf(line: number | null, column: string | null): string {
  if (line === null) return '';
  return column ? `Zeile ${line}, Spalte ${column}: ` : `Zeile ${line}: `;
}
