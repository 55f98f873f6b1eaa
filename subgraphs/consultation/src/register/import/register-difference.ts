import { factChanges } from '@gkz-qe/kit/fact-changes.ts';
import { addDays } from '@gkz-qe/kit/local-day.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
import { day } from '../../routing/wording.ts';
import type { KommuneRecord, RegisterRecords } from '../register.repository.ts';
import { compareAreas } from './area-difference.ts';
import { kommunenOf, type ListedKommune } from './file-records.ts';
import type { RegisterFile } from './register-file.ts';
import type { EndingEntry, ImportChoices, ImportEntry, RegisterDifference } from './register-import.types.ts';
import { proposeSuccessors } from './successor-proposals.ts';

/**
 * What a file changes in the register. A pure function: nothing is written.
 *
 * @throws Problem BAD_USER_INPUT for a successor that cannot be
 */
export function compareRegister(
  file: RegisterFile,
  current: RegisterRecords,
  choices: ImportChoices,
): RegisterDifference {
  const listed = kommunenOf(file, current);
  const before = new Map(current.kommunen.map((record) => [record.ags, record]));
  const ending = endingOf(file, current, listed, choices);
  const steps = listed.map((kommune) => toStep(kommune, before.get(kommune.record.ags) ?? null, file.asOf));
  const touched = steps.filter(({ entry }) => entry.changes.length > 0);
  const entriesOf = (kind: Kind) => touched.filter((step) => step.kind === kind).map(({ entry }) => entry);
  const areas = compareAreas(file, current);
  const after = new Map(current.kommunen.map((record) => [record.ags, record]));
  for (const { record } of [...steps, ...ending]) after.set(record.ags, record);
  const source = {
    source: `Quelle: Statistisches Bundesamt, Gemeindeverzeichnis, Gebietsstand ${day(file.asOf)}`,
    asOf: file.asOf,
    populationAsOf: choices.populationAsOf,
  };
  return {
    asOf: file.asOf,
    added: entriesOf('added'),
    ended: ending.map(({ entry }) => entry),
    renamed: entriesOf('renamed'),
    changed: entriesOf('changed'),
    areas: areas.entries,
    unchanged: steps.length - touched.length,
    next: {
      ...areas.next,
      version: current.version,
      source,
      kommunen: [...after.values()].sort((a, b) => (a.ags < b.ags ? -1 : 1)),
    },
  };
}

type Kind = 'added' | 'renamed' | 'changed';

const facts = [
  'name',
  'officialName',
  'kind',
  'population',
  'areaKm2',
  'postalCode',
  'seat',
  'ars',
  'verwaltungsgemeinschaft',
  'validUntil',
  'successor',
] as const;

/** A row's facts by the names of the contract. */
function factsOf({ verwaltungsgemeinschaftKey, successorAgs, ...record }: KommuneRecord) {
  return { ...record, verwaltungsgemeinschaft: verwaltungsgemeinschaftKey, successor: successorAgs };
}

function entryOf(record: KommuneRecord, before: KommuneRecord | null, line: number | null): ImportEntry {
  return {
    key: record.ags,
    kind: record.kind === 'LANDKREIS' ? 'LANDKREIS' : 'GEMEINDE',
    name: record.name,
    line,
    changes: factChanges(before && factsOf(before), factsOf(record), facts),
  };
}

function toStep({ line, record }: ListedKommune, before: KommuneRecord | null, asOf: string) {
  const kind: Kind = before === null ? 'added' : before.name === record.name ? 'changed' : 'renamed';
  const entry = entryOf(record, before, line);
  if (before === null || before.officialName === record.officialName) return { kind, entry, record };
  const former = { name: before.name, officialName: before.officialName, until: addDays(asOf, -1) };
  return { kind, entry, record: { ...record, formerNames: [former, ...record.formerNames] } };
}

/** The Kommunen that the file no longer names: those that end with it, and ended ones whose successor is named anew. */
function endingOf(
  file: RegisterFile,
  current: RegisterRecords,
  listed: readonly ListedKommune[],
  { successors }: ImportChoices,
): { record: KommuneRecord; entry: EndingEntry }[] {
  const existing = new Map(listed.map(({ record }) => [record.ags, record]));
  const choices = new Map(successors.map((choice) => [choice.ended, choice]));
  const missing = current.kommunen.filter(({ ags }) => !existing.has(ags));
  checkChoices(successors, missing, existing, file.asOf);
  const isThere = ({ validUntil }: KommuneRecord) => validUntil === null || validUntil >= file.asOf;
  return missing
    .filter((before) => isThere(before) || choices.has(before.ags))
    .map((before) => {
      const choice = choices.get(before.ags);
      const lastDay = isThere(before) ? addDays(file.asOf, -1) : before.validUntil;
      const validUntil = choice?.validUntil ?? lastDay ?? addDays(file.asOf, -1);
      const successor = choice?.successor ?? before.successorAgs;
      const record = { ...before, validUntil, successorAgs: successor };
      const { population } = before;
      const proposals = successor === null ? proposeSuccessors(before, [...existing.values()], current.kommunen) : [];
      return { record, entry: { ...entryOf(record, before, null), population, validUntil, successor, proposals } };
    })
    .filter(({ entry }) => entry.changes.length > 0);
}

function checkChoices(
  successors: ImportChoices['successors'],
  missing: readonly KommuneRecord[],
  existing: ReadonlyMap<string, KommuneRecord>,
  asOf: string,
): void {
  const ended = new Set(missing.map(({ ags }) => ags));
  successors.forEach((choice, index) => {
    const refuse = (field: string, message: string) => badInput(`input.successors.${index}.${field}`, message);
    if (successors.findIndex((other) => other.ended === choice.ended) < index) {
      throw refuse('ended', `Für ${choice.ended} haben Sie zwei Nachfolger genannt.`);
    }
    if (!ended.has(choice.ended)) throw refuse('ended', `${choice.ended} ist keine Kommune, die es nicht mehr gibt.`);
    if (!existing.has(choice.successor) || choice.successor.length !== choice.ended.length) {
      throw refuse('successor', `${choice.successor} kann nicht Nachfolger von ${choice.ended} sein.`);
    }
    if (choice.validUntil !== null && choice.validUntil >= asOf) {
      throw refuse('validUntil', 'Der letzte Tag liegt vor dem Gebietsstand der Datei.');
    }
  });
}
