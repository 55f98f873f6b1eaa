import { dimensionNames, ofRegister } from '../dimensions.ts';
import { threshold } from '../protection/safety.ts';
import type { KommuneType } from '../release/fact.repository.ts';
import { withHighs } from './highs.ts';
import { findNarrow } from './ranges.ts';
import { type Asked, type AskedCell, createSystem, type Names, nameOf, type Scope } from './system.ts';

/** A hidden cell that can be told too closely. */
export interface ToldCell extends Omit<AskedCell, 'received'> {
  readonly names: Names;
  /** Ends of its range. */
  readonly low: number;
  readonly high: number;
}

export interface AuditOptions extends Pick<Scope, 'from' | 'to'> {
  /** All that is published of the time, or is about to be. */
  readonly asked: Asked;
  /** Three dimensions, in any order. */
  readonly names: Names;
  readonly kommuneTypes: readonly KommuneType[];
}

/**
 * Looks at the tables of three dimensions with a solver, as somebody could who has the register beside them: which hidden cells
 * follow from the three together, though not from any of them.
 */
export function findTold({ asked, names, kommuneTypes, from, to }: AuditOptions): readonly ToldCell[] {
  const joint = dimensionNames.filter((name) => names.includes(name));
  const pairs = joint.map((_name, place) => joint.toSpliced(place, 1));
  const exists = (codes: readonly string[]) =>
    kommuneTypes.some((type) =>
      joint.every((name, place) => !ofRegister.has(name) || type[name as keyof KommuneType] === codes[place]),
    );
  const aligned = alignTo(pairs, asked, { from, to });
  const system = createSystem(aligned, { pairs, from, to, joint: { names: joint, exists } });
  const cells = new Map(
    [...aligned].flatMap(([table, own]) => {
      const dimensions = table.split(',').filter(Boolean) as unknown as Names;
      return own.map((cell) => [nameOf(dimensions, cell), { ...cell, names: dimensions }] as const);
    }),
  );
  const narrow = withHighs(system, mostCases, (solve) => findNarrow(system, solve, threshold));
  return narrow.flatMap(({ name, low, high }) => {
    const cell = cells.get(name);
    return cell ? [{ ...cell, low, high }] : [];
  });
}

/** No year has more cases. */
const mostCases = 10_000_000;

/** Adds up what is published in finer periods than the pairs are: their rows say the same, and the system stays small. */
function alignTo(pairs: readonly Names[], asked: Asked, { from, to }: Pick<Scope, 'from' | 'to'>): Asked {
  const cellsOf = (table: string) => (asked.get(table) ?? []).filter((cell) => cell.from >= from && cell.to <= to);
  const ofPairs = pairs.flatMap((names) => cellsOf(names.join()));
  const cuts = [from, to, ...ofPairs.flatMap((cell) => [cell.from, cell.to])];
  const align = (cell: AskedCell) => ({
    ...cell,
    from: Math.max(...cuts.filter((cut) => cut <= cell.from)),
    to: Math.min(...cuts.filter((cut) => cut >= cell.to)),
  });
  return new Map(
    asked.keys().map((table) => {
      const groups = Map.groupBy(cellsOf(table).map(align), (cell) => nameOf([], cell));
      return [table, groups.values().map(addUp).toArray()] as const;
    }),
  );
}

function addUp(cells: readonly AskedCell[]): AskedCell {
  const received = cells.reduce<number | null>(
    (sum, cell) => (sum === null || cell.received === null ? null : sum + cell.received),
    0,
  );
  return { ...(cells[0] as AskedCell), received };
}
