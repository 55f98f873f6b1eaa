import type { LocalActorKind } from '../generated/resolvers.ts';

/*
 * What the sample projects are called. All of it is made up. `{ort}` and `{quartier}` stand for names.
 */

export const projectNames: readonly string[] = [
  'Gut leben im Quartier {quartier}',
  'Zusammen in {ort}: {quartier}',
  '{quartier} für alle Generationen',
  'Sorgende Nachbarschaft {quartier}',
  'Quartierstreff {quartier}',
  'Wohnen und Begegnen, {quartier}',
];

/** In the order in which they come. */
export const milestoneTitles: readonly string[] = [
  'Bestandsaufnahme liegt vor',
  'Quartierswerkstatt mit den Menschen vor Ort',
  'Konzept im Gemeinderat beschlossen',
  'Treffpunkt eröffnet',
];

export const actorNames: readonly (readonly [name: string, kind: LocalActorKind])[] = [
  ['Bürgerverein {ort} (Beispiel)', 'ASSOCIATION_OF_CITIZENS'],
  ['Initiative Nachbarschaft {ort} (Beispiel)', 'CIVIC_INITIATIVE'],
  ['Sozialwerk {ort} (Beispiel)', 'PROVIDER'],
  ['Baugenossenschaft {ort} (Beispiel)', 'HOUSING'],
  ['Kirchengemeinde {ort} (Beispiel)', 'CHURCH'],
  ['Gewerbeverein {ort} (Beispiel)', 'BUSINESS'],
  ['Grundschule {ort} (Beispiel)', 'EDUCATION'],
];
