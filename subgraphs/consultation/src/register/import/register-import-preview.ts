import { holdsOn } from '../../routing/calendar.ts';
import type { RoutingWorld } from '../../routing/plain-inquiry.ts';
import type { AssociationCode } from '../../routing/routing.types.ts';
import type { RegisterRecords } from '../register.repository.ts';
import { createRegisterSnapshot } from '../register.snapshot.ts';
import type { ImportTurn } from './register-import.repository.ts';
import type { EndingEntry, RegisterDifference, RoutingShift } from './register-import.types.ts';
import { findRoutingShifts } from './routing-effect.ts';

/** A Kommune that ends, with what depends on it. */
export interface EndingKommuneRow extends EndingEntry {
  /** All cases about it: they stay its own. */
  readonly cases: number;
  readonly openCases: number;
  /** The associations of which it is a member today. */
  readonly memberOf: readonly AssociationCode[];
}

/** What an import would do. `preview` stands for the file, the choices and the register as it was. */
export interface RegisterImportPreviewRow extends Omit<RegisterDifference, 'ended' | 'next'> {
  readonly preview: string;
  readonly ended: readonly EndingKommuneRow[];
  readonly routing: readonly RoutingShift[];
}

/** A file that has been read and compared. */
export interface Prepared {
  /** What its preview is named. */
  readonly name: string;
  readonly current: RegisterRecords;
  readonly difference: RegisterDifference;
}

/** What an import would do, with what depends on the Kommunen that it touches. */
export async function showImport(
  turn: ImportTurn,
  prepared: Prepared,
  today: string,
): Promise<RegisterImportPreviewRow> {
  const { name, current, difference } = prepared;
  const { next, ended, ...shown } = difference;
  // Where no row changes, no answer of the rules does.
  if (changesOf(difference).length === 0) return { ...shown, preview: name, ended: [], routing: [] };
  const keys = next.kommunen.map(({ ags }) => ags);
  const world = await turn.findRoutingWorld(keys, today);
  const shifts = findRoutingShifts(createRegisterSnapshot(current), createRegisterSnapshot(next), world, today);
  const touched = [...ended.map(({ key }) => key), ...shifts.map(({ ags }) => ags)];
  const counts = new Map((await turn.countCases(touched)).map((count) => [count.ags, count]));
  return {
    ...shown,
    preview: name,
    ended: ended.map((entry) => ({
      ...entry,
      cases: counts.get(entry.key)?.cases ?? 0,
      openCases: counts.get(entry.key)?.openCases ?? 0,
      memberOf: associationsOf(entry.key, world, today),
    })),
    routing: shifts.map((shift) => ({ ...shift, openCases: counts.get(shift.ags)?.openCases ?? 0 })),
  };
}

function associationsOf(ags: string, { memberships }: RoutingWorld, today: string): readonly AssociationCode[] {
  return memberships
    .filter((membership) => membership.ags === ags && membership.status !== 'ENDED' && holdsOn(membership, today))
    .map(({ association }) => association)
    .sort();
}

/** All rows that change, of whichever kind. */
export function changesOf({ added, ended, renamed, changed, areas }: RegisterDifference) {
  return [...added, ...ended, ...renamed, ...changed, ...areas].map(({ key, kind, changes }) => ({
    key,
    kind,
    changes,
  }));
}
