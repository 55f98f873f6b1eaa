/** A number of cases as it is answered to anybody who may ask. */
export interface Told {
  /** Names of the dimensions, and a code for each. */
  readonly names: readonly string[];
  readonly codes: readonly string[];
  /** First quarter, and the first one after it; counted from any year. */
  readonly from: number;
  readonly to: number;
  /** Null where it is hidden. */
  readonly received: number | null;
}

/** What is known of unknown whole numbers: the sum of some, each so many times, lies between two numbers. */
export interface Rule {
  readonly sum: ReadonlyMap<string, number>;
  readonly min: number;
  readonly max: number;
}

/** All that answers say of what they hide. */
export interface Puzzle {
  readonly unknowns: ReadonlySet<string>;
  readonly rules: readonly Rule[];
  /** Hidden numbers, by name: each the sum of some unknowns. */
  readonly hidden: ReadonlyMap<string, readonly string[]>;
}

/** The schema says that a case can have several of these. */
const several = new Set(['TOPIC', 'SUPPORT']);

/**
 * Writes down what the answers about two dimensions say together with those about each of them, about all cases, and about the
 * Regierungsbezirke of Regionen. Only what is hidden is an unknown; what is shown is put in its place.
 *
 * @throws Error where numbers that are shown contradict each other
 */
export function puzzleOf(told: readonly Told[], pair: readonly string[]): Puzzle {
  const tables = new Map(aroundOf(pair).map((names) => [names.join(), told.filter((own) => isOf(own, names))]));
  const cells = [...tables.values()].flat();
  const times = [...new Set(cells.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const book = openBook(times);
  for (const cell of cells) book.note(cell);
  for (const [table, own] of tables) {
    for (const dimension of table.split(',').filter(Boolean)) {
      for (const parts of Map.groupBy(distinct(own), (cell) => keyOf(above(cell, dimension))).values()) {
        book.addUp(above(parts[0] as Told, dimension), parts, several.has(dimension));
      }
    }
  }
  return book;
}

/** The tables that have to do with a table. */
function aroundOf(pair: readonly string[]): readonly (readonly string[])[] {
  const upwards = pair.map((name) => (name === 'REGION' ? 'REGIERUNGSBEZIRK' : name));
  const all = [pair, upwards].flatMap((names) => [names, ...names.map((name) => [name]), []]);
  return [...new Map(all.map((names) => [names.join(), names])).values()];
}

function isOf({ names }: Told, table: readonly string[]): boolean {
  return names.join() === table.join();
}

function distinct(cells: readonly Told[]): readonly Told[] {
  return [...new Map(cells.map((cell) => [keyOf(cell), cell])).values()];
}

/** The cell of which this one is a part: without the dimension, or in the Regierungsbezirk of the Region. */
function above({ names, codes, ...rest }: Told, dimension: string): Told {
  const place = names.indexOf(dimension);
  return dimension === 'REGION'
    ? {
        ...rest,
        names: names.with(place, 'REGIERUNGSBEZIRK'),
        codes: codes.with(place, (codes[place] ?? '').slice(0, 3)),
      }
    : { ...rest, names: names.toSpliced(place, 1), codes: codes.toSpliced(place, 1) };
}

const keyOf = ({ names, codes }: Pick<Told, 'names' | 'codes'>) => `${names.join()} ${codes.join()}`;

/** Sums of unknowns, less what is known of them. */
function openBook(times: readonly number[]) {
  const unknowns = new Set<string>();
  const known = new Map<string, number>();
  const rules: Rule[] = [];
  const hidden = new Map<string, readonly string[]>();

  /** Adds a rule about numbers of which some are known. */
  const rule = (parts: readonly (readonly [number: string, times: number])[], min: number, max: number): void => {
    const sum = new Map<string, number>();
    let shown = 0;
    for (const [key, factor] of parts) {
      const value = known.get(key);
      if (value === undefined) sum.set(key, factor);
      else shown += factor * value;
    }
    const holds = min <= shown && shown <= max;
    if (sum.size === 0 && !holds) throw new Error(`contradiction: ${parts.map(([key]) => key).join(' + ')}`);
    for (const key of sum.keys()) unknowns.add(key);
    if (sum.size > 0) rules.push({ sum, min: min - shown, max: max - shown });
  };

  return {
    ...{ unknowns, rules, hidden },

    /** What a cell says by itself. */
    note(cell: Told): void {
      const keys = times.filter((time) => time >= cell.from && time < cell.to).map((time) => `${keyOf(cell)} ${time}`);
      if (cell.received === null) {
        hidden.set(`${keyOf(cell)} ${cell.from}-${cell.to}`, keys);
        for (const key of keys) unknowns.add(key);
      } else if (keys.length === 1) known.set(keys[0] ?? '', cell.received);
      else {
        rule(
          keys.map((key) => [key, 1]),
          cell.received,
          cell.received,
        );
      }
    },

    /** Parts are the whole; or, where a case can be in several, none is more than the whole and together they are not less. */
    addUp(whole: Told, parts: readonly Told[], isSeveral: boolean): void {
      for (const time of times.slice(0, -1)) {
        const all = parts.map((part) => [`${keyOf(part)} ${time}`, 1] as const);
        const rest = [`${keyOf(whole)} ${time}`, -1] as const;
        rule([...all, rest], 0, isSeveral ? Number.POSITIVE_INFINITY : 0);
        for (const part of isSeveral ? all : []) rule([part, rest], Number.NEGATIVE_INFINITY, 0);
      }
    },
  };
}
