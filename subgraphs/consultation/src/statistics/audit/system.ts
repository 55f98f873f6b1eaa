import type { StatisticsDimension } from '../../generated/resolvers.ts';
import { severalOf } from '../dimensions.ts';

/** Dimensions of a table, in the order of its name. */
export type Names = readonly StatisticsDimension[];

/** A cell as anybody who may ask gets it. */
export interface AskedCell {
  /** Codes in the order of the table's dimensions. */
  readonly codes: readonly string[];
  /** Quarters since the year 0, the last one excluded. */
  readonly from: number;
  readonly to: number;
  /** Null where it is hidden. */
  readonly received: number | null;
}

/** Published tables by their dimensions, joined by commas. */
export type Asked = ReadonlyMap<string, readonly AskedCell[]>;

/** Numbers times variables. */
export type Sum = ReadonlyMap<number, number>;

/** All that tables say of a stretch of time: variables that are not negative, and sums of them within bounds. */
export interface LinearSystem {
  readonly variables: number;
  readonly rows: readonly { readonly sum: Sum; readonly lower: number; readonly upper: number }[];
  /** What is hidden. */
  readonly hidden: readonly { readonly name: string; readonly sum: Sum }[];
}

/** What is looked at: tables of pairs and of each of their dimensions, between two quarters. */
export interface Scope {
  readonly pairs: readonly Names[];
  readonly from: number;
  readonly to: number;
  /** Three dimensions whose pairs are tables of one and the same cases, of which some combinations cannot be. */
  readonly joint?: { readonly names: Names; readonly exists: (codes: readonly string[]) => boolean };
}

/**
 * Sets up what follows from published tables. It knows nothing of how figures are protected: only how they add up, and that
 * there are no combinations but those that are answered.
 */
export function createSystem(asked: Asked, { pairs, from, to, joint }: Scope): LinearSystem {
  const rows: { sum: Sum; lower: number; upper: number }[] = [];
  const hidden: { name: string; sum: Sum }[] = [];
  const variables = new Map<string, number>();
  const variable: Variable = (names, codes, time) => {
    const key = `${names} ${codes} ${time}`;
    if (!variables.has(key)) variables.set(key, variables.size);
    return variables.get(key) ?? 0;
  };
  const cellsOf = (names: Names) =>
    (asked.get(names.join()) ?? []).filter((cell) => cell.from >= from && cell.to <= to);
  const levels = new Map(pairs.flatMap(levelsOf).map((names) => [names.join(), names])).values().toArray();
  const cuts = [
    ...new Set([from, to, ...levels.flatMap((names) => cellsOf(names).flatMap((cell) => [cell.from, cell.to]))]),
  ];
  const times = cuts.sort((a, b) => a - b).slice(0, -1);

  for (const names of levels) {
    for (const cell of cellsOf(names)) {
      const inside = times.filter((time) => time >= cell.from && time < cell.to);
      const sum = new Map(inside.map((time) => [variable(names, cell.codes, time), 1]));
      if (cell.received === null) hidden.push({ name: nameOf(names, cell), sum });
      else rows.push({ sum, lower: cell.received, upper: cell.received });
    }
  }
  for (const names of levels) {
    for (const dropped of names) {
      for (const [above, group] of groupsOf(cellsOf(names), names, dropped)) {
        for (const time of times) {
          const parts = group.map((codes) => variable(names, codes, time));
          rows.push(...addingUp(variable(above.names, above.codes, time), parts, severalOf.has(dropped)));
        }
      }
    }
  }
  if (joint) rows.push(...jointRows({ ...joint, cellsOf, times, variable }));
  return { variables: variables.size, rows, hidden };
}

/** Names a cell of a table. */
export function nameOf(names: Names, { codes, from, to }: Pick<AskedCell, 'codes' | 'from' | 'to'>): string {
  return `${names} ${codes} ${from}-${to}`;
}

type Variable = (names: Names, codes: readonly string[], time: number) => number;

interface JointParts {
  readonly names: Names;
  readonly exists: (codes: readonly string[]) => boolean;
  readonly cellsOf: (names: Names) => readonly AskedCell[];
  readonly times: readonly number[];
  readonly variable: Variable;
}

/** Each pair adds up the cases of all three dimensions, whom nobody has seen but of whom everybody knows which there cannot be. */
function jointRows({ names, exists, cellsOf, times, variable }: JointParts): LinearSystem['rows'] {
  const categories = names.map((name) => new Set(cellsOf([name]).map(({ codes }) => codes[0] ?? '')));
  const combinations = categories
    .reduce<string[][]>((all, own) => all.flatMap((codes) => [...own].map((code) => [...codes, code])), [[]])
    .filter(exists);
  return names.flatMap((dropped, place) => {
    const pair = names.toSpliced(place, 1);
    const parts = Map.groupBy(combinations, (codes) => codes.toSpliced(place, 1).join());
    const all = new Map(cellsOf(pair).map(({ codes }) => [codes.join(), codes])).values().toArray();
    return all.flatMap((codes) =>
      times.flatMap((time) => {
        const own = (parts.get(codes.join()) ?? []).map((combination) => variable(names, combination, time));
        return addingUp(variable(pair, codes, time), own, severalOf.has(dropped));
      }),
    );
  });
}

/** The tables of a pair, of its parts, and of the Regierungsbezirke of its Regionen. */
function levelsOf(pair: Names): readonly Names[] {
  const up = pair.map((name) => (name === 'REGION' ? ('REGIERUNGSBEZIRK' as const) : name));
  return [pair, up, ...pair.map((name) => [name]), ...up.map((name) => [name]), []];
}

interface Above {
  readonly names: Names;
  readonly codes: readonly string[];
}

/** Cells that differ in one dimension, with the cell that has no such dimension, or of a Region its Regierungsbezirk. */
function groupsOf(
  cells: readonly AskedCell[],
  names: Names,
  dropped: StatisticsDimension,
): readonly (readonly [Above, readonly (readonly string[])[]])[] {
  const place = names.indexOf(dropped);
  const all = [...new Map(cells.map(({ codes }) => [codes.join(), codes])).values()];
  const aboveOf = (codes: readonly string[]): Above =>
    dropped === 'REGION'
      ? {
          names: names.with(place, 'REGIERUNGSBEZIRK'),
          codes: codes.with(place, codes[place]?.slice(0, 3) ?? ''),
        }
      : { names: names.toSpliced(place, 1), codes: codes.toSpliced(place, 1) };
  return [...Map.groupBy(all, (codes) => aboveOf(codes).codes.join()).values()].map((group) => [
    aboveOf(group[0] ?? []),
    group,
  ]);
}

/** Parts are the whole; or, where a case can be in several parts, each is at most the whole, and together they are at least that. */
function addingUp(whole: number, parts: readonly number[], several: boolean): LinearSystem['rows'] {
  const difference = new Map([[whole, -1], ...parts.map((part) => [part, 1] as const)]);
  if (!several) return [{ sum: difference, lower: 0, upper: 0 }];
  const infinity = Number.POSITIVE_INFINITY;
  const limits = parts.map((part) => ({
    sum: new Map([
      [whole, 1],
      [part, -1],
    ]),
    lower: 0,
    upper: infinity,
  }));
  return [{ sum: difference, lower: 0, upper: infinity }, ...limits];
}
