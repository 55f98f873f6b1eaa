import { drawDotMap } from '@gkz-qe/kit/charts/dot-map.ts';
import { german, shades } from '@gkz-qe/kit/charts/drawing.ts';
import { drawGrid } from '@gkz-qe/kit/charts/grid-chart.ts';
import { drawStacked } from '@gkz-qe/kit/charts/stacked-chart.ts';
import {
  english,
  gemeindenOf,
  type KommunenAnswer,
  type KommuneRow,
  percent,
  type WhiteSpotsAnswer,
} from './answers.ts';
import type { Question } from './figure.types.ts';

const kinds: Readonly<Record<string, string>> = {
  STADTKREIS: 'Stadtkreis',
  GROSSE_KREISSTADT: 'Große Kreisstadt',
  STADT: 'Stadt',
  GEMEINDE: 'Gemeinde',
};

const isMember = (row: string | undefined) => row !== undefined && row !== 'ENDED';
const inStaedtetag = ({ staedtetagMember }: KommuneRow) => isMember(staedtetagMember?.staedtetag);
const inGemeindetag = ({ gemeindetagMember }: KommuneRow) => isMember(gemeindetagMember?.gemeindetag);

const memberships = ['nur Städtetag', 'Städtetag und Gemeindetag', 'nur Gemeindetag'] as const;

function membershipsOf(row: KommuneRow): (typeof memberships)[number] | null {
  if (inStaedtetag(row)) return inGemeindetag(row) ? memberships[1] : memberships[0];
  return inGemeindetag(row) ? memberships[2] : null;
}

/** For each membership what its Gemeinden come to. */
function countBy(rows: readonly KommuneRow[], numberOf: (row: KommuneRow) => number): readonly number[] {
  return memberships.map((name) =>
    rows.filter((row) => membershipsOf(row) === name).reduce((sum, row) => sum + numberOf(row), 0),
  );
}

function describe(bars: readonly { label: string; values: readonly number[] }[]): string {
  return `${bars.map(({ label, values }) => `${label}: ${memberships.map((name, at) => `${name} ${german(values[at] ?? 0)}`).join(', ')}`).join('; ')}.`;
}

const membershipsByKind: Question<KommunenAnswer> = {
  name: 'memberships-by-kind',
  question: 'Which Städte and Gemeinden are members of one, two or no association?',
  operation: 'export-membership-coverage',
  variables: () => ({}),
  show(data) {
    const rows = gemeindenOf(data);
    const bars = Object.entries(kinds).map(([kind, label]) => ({
      label,
      values: countBy(
        rows.filter((row) => row.kind === kind),
        () => 1,
      ),
    }));
    const none = rows.filter((row) => membershipsOf(row) === null).length;
    const both = rows.filter((row) => membershipsOf(row) === memberships[1]).length;
    return {
      answer: `Of ${english(rows.length)}, ${english(both)} are members of two, ${english(rows.length - both - none)} of one and ${english(none)} of none. (Sample memberships: there is no public list.)`,
      picture: drawStacked({ unit: 'Anteil der Gemeinden in %', parts: memberships, bars, shares: true }),
      text: { title: 'Mitgliedschaften nach Art der Gemeinde', description: describe(bars) },
    };
  },
};

const inhabitants: Question<KommunenAnswer> = {
  name: 'inhabitants-of-members',
  question: 'How many people live in member Gemeinden, Region by Region?',
  operation: 'export-membership-coverage',
  variables: () => ({}),
  show(data) {
    const rows = gemeindenOf(data);
    const byRegion = Map.groupBy(rows, ({ region }) => region.region);
    const bars = [...byRegion]
      .map(([label, own]) => ({ label, values: countBy(own, ({ population }) => population / 1_000).map(Math.round) }))
      .sort((a, b) => (a.label < b.label ? -1 : 1));
    const all = rows.reduce((sum, { population }) => sum + population, 0);
    const share = (test: (row: KommuneRow) => boolean) =>
      percent(rows.filter(test).reduce((sum, { population }) => sum + population, 0) / all);
    return {
      answer: `${share(inStaedtetag)} of ${english(all)} people live in members of the Städtetag, ${share(inGemeindetag)} in members of the Gemeindetag.`,
      picture: drawStacked({
        unit: 'Anteil der Einwohner in %, Zahlen in Tausend',
        parts: memberships,
        bars,
        shares: true,
      }),
      text: { title: 'Einwohner in Tausend nach Mitgliedschaft und Region', description: describe(bars) },
    };
  },
};

const whiteSpots: Question<WhiteSpotsAnswer> = {
  name: 'white-spots',
  question: 'Where is no advisor for a field of action?',
  operation: 'white-spots',
  variables: () => ({}),
  show({ topics, regionen, associations }) {
    const advisors = associations.flatMap((association) => association.advisors).filter(({ available }) => available);
    const serves = (areas: readonly string[], region: string) =>
      areas.some((area) => region.startsWith(area) || area.startsWith(region));
    const keyOf = new Map(regionen.map(({ name, key }) => [name, key]));
    const codeOf = new Map(topics.map(({ label, code }) => [firstWord(label), code]));
    const numberAt = (region: string, topic: string) =>
      advisors.filter(
        (advisor) =>
          serves(advisor.areas, keyOf.get(region) ?? '') &&
          advisor.topics.some(({ code }) => code === codeOf.get(topic)),
      ).length;
    const [columns, rows] = [[...codeOf.keys()], [...keyOf.keys()]];
    const cells = rows.flatMap((row) => columns.map((column) => ({ row, column, value: numberAt(row, column) })));
    const least = cells.reduce((a, b) => (b.value < a.value ? b : a));
    const none = cells.filter(({ value }) => value === 0).length;
    return {
      answer: `${none === 0 ? 'Nowhere' : `${none} of ${cells.length} combinations have none`}. The fewest: ${least.value} for ${least.column} in ${least.row}. An advisor counts in each Region of which they serve at least a part.`,
      picture: drawGrid({ columns, rows, numberAt }),
      text: {
        title: 'Verfügbare Beraterinnen und Berater nach Region und Handlungsfeld',
        description: `${rows.map((row) => `${row}: ${columns.map((column) => `${column} ${numberAt(row, column)}`).join(', ')}`).join('; ')}.`,
      },
    };
  },
};

/** Beteiligung, where the whole label is „Beteiligung, Engagement & Teilhabe“. */
function firstWord(label: string): string {
  return label.split(/,? & |, /)[0] ?? label;
}

/** What holds no cases, and needs no protection. */
export const questionsOfMembers = [membershipsByKind, inhabitants, whiteSpots] as const;

const dotOf = { STADTKREIS: 7, GROSSE_KREISSTADT: 5, STADT: 3.5, GEMEINDE: 2.5 };
const fills = { STADTKREIS: '#000000', GROSSE_KREISSTADT: shades[0], STADT: shades[1], GEMEINDE: shades[2] };

/** All Städte and Gemeinden where they lie. */
export const kommunenMap: Question<KommunenAnswer> = {
  name: 'kommunen',
  question: 'Where are the Städte and Gemeinden?',
  operation: 'export-kommunen',
  variables: () => ({}),
  show(data) {
    const dots = gemeindenOf(data).flatMap(({ kind = '', latitude, longitude }) =>
      latitude == null || longitude == null ? [] : [{ kind, latitude, longitude }],
    );
    const legend = (Object.keys(fills) as (keyof typeof fills)[]).reverse().map((kind) => ({
      ...{ kind, label: kinds[kind] ?? kind, fill: fills[kind], radius: dotOf[kind] },
    }));
    const counts = legend.map(
      ({ kind, label }) => `${label} ${german(dots.filter((dot) => dot.kind === kind).length)}`,
    );
    return {
      answer: `${english(dots.length)} of them, each a dot at the coordinates of its centre: the larger and darker, the higher its status.`,
      picture: drawDotMap({ kinds: legend, dots }),
      text: {
        title: `Die ${german(dots.length)} Städte und Gemeinden Baden-Württembergs`,
        description: `Ein Punkt für jede, an ihrer Lage: ${counts.join(', ')}.`,
      },
    };
  },
};
