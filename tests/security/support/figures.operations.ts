import { associationNames } from '@gkz-qe/infra/parts.ts';
import { type Ask, askRoot } from './ask.ts';
import type { AskFor } from './operations.ts';
import { ours } from './planted-cases.ts';

const snapshot = 'id takenAt until';
const value = 'dimension code label';
const answer = `snapshot { ${snapshot} } dimensions legend cells { values { ${value} } value(position: 1) { code } period { code label begins ends } suppressed
  nearest { label values { ${value} } } received closed open joint kommunen firstTimeKommunen shareOfGemeinden
  medianHoursToFirstAnswer p90HoursToFirstAnswer minutes }`;

/** All cases that an association leads, in the last year that is published. */
function askFigures(association: (typeof associationNames)[number]): Ask {
  const filter = `filters: [{ dimension: ASSOCIATION, codes: ["${association.toUpperCase()}"] }]`;
  return askRoot(
    association,
    'consultation',
    `statistics(input: { ${filter}, from: 2023, until: 2024 }) { ${answer} }`,
  );
}

/** Figures, and who asked for them. */
export const figuresOperations: Readonly<Record<string, AskFor>> = {
  'figures: published tables': () => associationNames.map(askFigures),
  'figures: when they were made': () => [
    askRoot(ours, 'consultation', `statisticsSnapshots(first: 2) { ${snapshot} }`),
  ],
  'figures: Kommunen never reached': () => [
    askRoot(ours, 'consultation', 'unreachedKommunen(first: 2) { totalCount nodes { ags } }'),
  ],
  'figures: cases for 10,000 inhabitants': () => [
    askRoot(
      ours,
      'consultation',
      'caseDensity(by: REGIERUNGSBEZIRK) { code label kommunen inhabitants cases casesPer10000 }',
    ),
  ],
  'figures: working hours to the first answer': () => [
    askRoot(
      ours,
      'consultation',
      `firstAnswerTimes(per: YEAR, receivedFrom: "2024-01-01") { association { code } period { code } received answered
         medianHours p90Hours }`,
    ),
  ],
  'make the report of a year': () => [
    askRoot(
      ours,
      'consultation',
      `makeYearReport(input: { year: 2025 }) {
         ... on YearReportMade { year sampleData html json snapshot { ${snapshot} } } ... on YearReportRefused { reason } }`,
      'mutation',
    ),
  ],
  'read the log of the figures': () => [
    askRoot(
      ours,
      'consultation',
      `statisticsLog(first: 3) { totalCount nodes { at subject dimensions filters snapshot } edges { cursor node { at } }
         pageInfo { endCursor } }`,
    ),
  ],
};
