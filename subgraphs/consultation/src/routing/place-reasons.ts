import { addDays } from '@gkz-qe/kit/local-day.ts';
import { type Sentences, say } from './reasons.ts';
import type { KommuneFact, Place, UnincorporatedArea } from './routing.types.ts';
import { count, dative, day, full, fullWithLandkreis, list, quoted, short } from './wording.ts';

/** What rule 0 says, in plain German. The rules after it speak in `reasons.ts`. */

export const choices = (place: Place, kommunen: readonly KommuneFact[]): Sentences => {
  const fits = list(kommunen.map(fullWithLandkreis));
  const total = count(kommunen.length);
  return say(
    0,
    place.by === 'NAME'
      ? `${quoted(place.value)} passt auf ${total} Kommunen: ${fits}.`
      : `Zur Postleitzahl ${quoted(place.value)} gehören ${total} Kommunen: ${fits}.`,
    'Bitte wählen Sie aus, welche Kommune Sie meinen.',
  );
};

export const foundByPostalCode = (place: Place, kommune: KommuneFact): Sentences =>
  say(0, `Zur Postleitzahl ${quoted(place.value)} gehört ${full(kommune)}.`);

export const noMatch = (place: Place): Sentences =>
  say(
    0,
    place.by === 'NAME'
      ? `Das Gemeindeverzeichnis von Baden-Württemberg kennt keine Kommune mit dem Namen ${quoted(place.value)}.`
      : `Zur Postleitzahl ${quoted(place.value)} haben wir keine Kommune gefunden.`,
    'Die Koordination klärt mit Ihnen, welche Kommune Sie meinen.',
  );

const areaName = (area: UnincorporatedArea): string => area.name.replace(/,? gemeindefreies Gebiet$/i, '');

export const unincorporated = (area: UnincorporatedArea): Sentences =>
  say(
    0,
    `${areaName(area)} (Schlüssel ${area.ags}) ist ein gemeindefreies Gebiet und keine Kommune.`,
    'Bitte nennen Sie uns die Stadt oder Gemeinde, um die es geht.',
  );

export const unknownKey = (key: string): Sentences =>
  say(
    0,
    `Den Schlüssel ${quoted(key)} gibt es im Gemeindeverzeichnis von Baden-Württemberg nicht.`,
    'Bitte prüfen Sie die Ziffern oder suchen Sie die Kommune mit ihrem Namen.',
  );

export const keyOutside = (key: string, land: string): Sentences =>
  say(
    0,
    `Der Schlüssel ${quoted(key)} gehört zu ${land}, wir beraten nur in Baden-Württemberg.`,
    `Bitte wenden Sie sich an die kommunalen Spitzenverbände in ${land}.`,
  );

export const postalCodeOutside = (place: Place): Sentences =>
  say(
    0,
    `Die Postleitzahl ${quoted(place.value)} liegt nicht in Baden-Württemberg, und wir beraten nur hier.`,
    'Bitte wenden Sie sich an die kommunalen Spitzenverbände Ihres Landes.',
  );

const endOf = (ended: KommuneFact): string => (ended.validUntil === null ? '' : day(addDays(ended.validUntil, 1)));

/** Nothing to say unless an ended key led to the Kommune. */
export const succession = (found: { kommune: KommuneFact; ended: KommuneFact | null }): Sentences =>
  found.ended === null
    ? []
    : say(
        0,
        `${short(found.ended)} ist seit dem ${endOf(found.ended)} keine eigene Kommune mehr, deshalb richten wir uns nach ${dative(found.kommune)}.`,
      );

export const gone = (ended: KommuneFact): Sentences =>
  say(0, `${short(ended)} ist seit dem ${endOf(ended)} keine eigene Kommune mehr, und wir kennen keine Nachfolgerin.`);

export const coordinatorsClarify = (): Sentences =>
  say(0, 'Die Koordination klärt mit Ihnen, welche Kommune Sie meinen.');

export const furtherUnincorporated = (area: UnincorporatedArea): Sentences =>
  say(0, `${areaName(area)} (Schlüssel ${area.ags}) berücksichtigen wir nicht, weil es ein gemeindefreies Gebiet ist.`);

export const furtherNotHere = (key: string): Sentences =>
  say(
    0,
    `Den Schlüssel ${quoted(key)} berücksichtigen wir nicht, weil er zu keiner Kommune in Baden-Württemberg gehört.`,
  );
