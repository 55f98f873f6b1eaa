import { associationCodes, associations } from '../association/associations.ts';
import type { StatisticsDimension } from '../generated/resolvers.ts';

/** Dimensions in the order in which tables name them. Before the categories, so that each can be a column of `statistics_fact`. */
export const dimensionNames: readonly StatisticsDimension[] = [
  'TOPIC',
  'SUPPORT',
  'ASSOCIATION',
  'KOMMUNE_KIND',
  'SIZE_CLASS',
  'PHASE',
  'INQUIRER_KIND',
  'CHANNEL',
  'REGIERUNGSBEZIRK',
  'REGION',
];

/** A case can have several of their categories. */
export const severalOf: ReadonlySet<StatisticsDimension> = new Set(['TOPIC', 'SUPPORT']);

/** Follow from the case's seat alone: which combinations there are, everybody reads in the register. */
export const ofRegister: ReadonlySet<StatisticsDimension> = new Set([
  'KOMMUNE_KIND',
  'SIZE_CLASS',
  'REGIERUNGSBEZIRK',
  'REGION',
]);

/** Categories with their German names, where the code of the software decides about them. */
export const fixedLabels = {
  ASSOCIATION: Object.fromEntries(associationCodes.map((code) => [code, associations[code].name])),
  KOMMUNE_KIND: {
    STADTKREIS: 'Stadtkreis',
    GROSSE_KREISSTADT: 'Große Kreisstadt',
    STADT: 'Stadt',
    GEMEINDE: 'Gemeinde',
    LANDKREIS: 'Landkreis',
  },
  SIZE_CLASS: {
    UNDER_2000: 'unter 2.000 Einwohner',
    FROM_2000: '2.000 bis unter 5.000 Einwohner',
    FROM_5000: '5.000 bis unter 10.000 Einwohner',
    FROM_10000: '10.000 bis unter 20.000 Einwohner',
    FROM_20000: '20.000 bis unter 50.000 Einwohner',
    FROM_50000: '50.000 bis unter 100.000 Einwohner',
    FROM_100000: '100.000 Einwohner und mehr',
  },
  PHASE: {
    NONE: 'noch offen',
    ORIENTATION: 'Orientierung',
    INVENTORY: 'Bestandsaufnahme',
    PARTICIPATION: 'Beteiligung',
    CONCEPT: 'Konzeption',
    FUNDING: 'Förderung',
    IMPLEMENTATION: 'Durchführung',
    CONSOLIDATION: 'Verstetigung',
    EVALUATION: 'Auswertung',
  },
  SUPPORT: {
    FIRST_CONSULTATION: 'Erstberatung',
    PROCESS_ACCOMPANIMENT: 'Prozessbegleitung',
    EXPERT_REFERRAL: 'Fachvermittlung',
    FUNDING_ADVICE: 'Förderberatung',
    NETWORKING: 'Vernetzung',
    QUALIFICATION: 'Qualifizierung',
    INFORMATION: 'Information',
  },
  INQUIRER_KIND: {
    KOMMUNE: 'Kommune',
    LANDKREIS: 'Landkreis',
    MUNICIPAL_ALLIANCE: 'Kommunaler Zusammenschluss',
    ASSOCIATION_OF_CITIZENS: 'Verein',
    INITIATIVE: 'Initiative',
    PROVIDER: 'Träger',
    HOUSING: 'Wohnungswirtschaft',
    SCIENCE: 'Wissenschaft',
    PRIVATE: 'Privatperson',
  },
  CHANNEL: { WEB: 'Online-Formular', MAIL: 'E-Mail', PHONE: 'Telefon', EVENT: 'Veranstaltung' },
} as const satisfies Partial<Record<StatisticsDimension, Readonly<Record<string, string>>>>;

/** What dimensions are called in German. */
export const dimensionLabels: Readonly<Record<StatisticsDimension, string>> = {
  ASSOCIATION: 'Federführender Verband',
  REGIERUNGSBEZIRK: 'Regierungsbezirk',
  REGION: 'Region',
  KOMMUNE_KIND: 'Art der Kommune',
  SIZE_CLASS: 'Größenklasse',
  TOPIC: 'Handlungsfeld',
  PHASE: 'Phase',
  SUPPORT: 'Art der Unterstützung',
  INQUIRER_KIND: 'Art der anfragenden Stelle',
  CHANNEL: 'Eingangsweg',
};

/** The tables that are published: all cases, each dimension, and each pair that says more than one of them. */
export const tables: readonly (readonly StatisticsDimension[])[] = [
  [],
  ...dimensionNames.map((name) => [name]),
  ...dimensionNames.flatMap((one, index) =>
    dimensionNames.slice(index + 1).flatMap((other) => (isNested(one, other) ? [] : [[one, other]])),
  ),
];

/** Each Region lies in one Regierungsbezirk, so a table of both is that of the Regionen. */
export function isNested(one: StatisticsDimension, other: StatisticsDimension): boolean {
  const both = [one, other];
  return both.includes('REGION') && both.includes('REGIERUNGSBEZIRK');
}
