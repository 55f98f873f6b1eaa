import type { CaseDensityGroup } from '../../generated/resolvers.ts';
import { kreisOf } from '../../register/kommune-filter.ts';
import type { KommuneRow } from '../../register/register.types.ts';
import { fixedLabels } from '../dimensions.ts';

/** Fälle je 10.000 Einwohner of a group of Kommunen. */
export interface CaseDensityRow {
  readonly code: string;
  readonly label: string;
  readonly kommunen: number;
  readonly inhabitants: number;
  readonly cases: number;
  readonly casesPer10000: number | null;
}

interface Grouping {
  /** Null: in no group. */
  readonly codeOf: (kommune: KommuneRow) => string | null;
  /** From any of the group's Kommunen. */
  readonly labelOf: (kommune: KommuneRow) => string;
  /** Whether a group can hold a Landkreis and its Gemeinden. */
  readonly mixes: boolean;
}

const groupings: Readonly<Record<CaseDensityGroup, Grouping>> = {
  KOMMUNE: { codeOf: ({ ags }) => ags, labelOf: ({ name }) => name, mixes: false },
  KREIS: { codeOf: kreisOf, labelOf: nameOfKreis, mixes: true },
  REGION: { codeOf: ({ region }) => region.key, labelOf: ({ region }) => region.name, mixes: true },
  REGIERUNGSBEZIRK: {
    ...{ codeOf: ({ regierungsbezirk }) => regierungsbezirk.key, mixes: true },
    labelOf: ({ regierungsbezirk }) => regierungsbezirk.name,
  },
  KOMMUNE_KIND: { codeOf: ({ kind }) => kind, labelOf: ({ kind }) => fixedLabels.KOMMUNE_KIND[kind], mixes: false },
  SIZE_CLASS: {
    ...{ codeOf: (kommune) => (isLandkreis(kommune) ? null : kommune.sizeClass), mixes: false },
    labelOf: ({ sizeClass }) => fixedLabels.SIZE_CLASS[sizeClass],
  },
};

/** Puts Kommunen together, those without cases too. Groups in the order of their codes; kinds and sizes in that of their labels' table. */
export function measureDensity(
  kommunen: readonly KommuneRow[],
  casesOf: (ags: string) => number,
  by: CaseDensityGroup,
): CaseDensityRow[] {
  const { codeOf, labelOf, mixes } = groupings[by];
  const groups = Map.groupBy(kommunen, codeOf);
  const rows = [...groups].flatMap(([code, members]) => {
    const [first] = members;
    if (code === null || !first) return [];
    const inhabitants = sum(members, (kommune) => (mixes && isLandkreis(kommune) ? 0 : kommune.population));
    const cases = sum(members, ({ ags }) => casesOf(ags));
    const casesPer10000 = inhabitants === 0 ? null : Math.round((cases * 1_000_000) / inhabitants) / 100;
    return [{ code, label: labelOf(first), kommunen: members.length, inhabitants, cases, casesPer10000 }];
  });
  return rows.sort((a, b) => placeOf(by, a.code) - placeOf(by, b.code) || (a.code < b.code ? -1 : 1));
}

function placeOf(by: CaseDensityGroup, code: string): number {
  return by === 'KOMMUNE_KIND' || by === 'SIZE_CLASS' ? Object.keys(fixedLabels[by]).indexOf(code) : 0;
}

function nameOfKreis(kommune: KommuneRow): string {
  if (kommune.__typename === 'Landkreis') return kommune.name;
  // The Stadtkreis Heilbronn and the Landkreis of that name must not be taken for each other.
  return kommune.landkreis?.name ?? `Stadtkreis ${kommune.name}`;
}

function isLandkreis({ __typename }: KommuneRow): boolean {
  return __typename === 'Landkreis';
}

function sum<Item>(items: readonly Item[], numberOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + numberOf(item), 0);
}
