import { associationCodes, associationsOfGemeinden } from '../association/associations.ts';
import { holdsOn } from './calendar.ts';
import { registerKeyOf } from './keys.ts';
import type { AssociationCode, KommuneFact, MembershipFact } from './routing.types.ts';

export interface Memberships {
  readonly active: readonly AssociationCode[];
  /** Those of the active ones that the member itself prefers. */
  readonly preferred: readonly AssociationCode[];
  /** Associations where the membership rests; never one that is active too. */
  readonly dormant: readonly AssociationCode[];
}

/**
 * Whether a membership stood on the day.
 *
 * Dates decide. ENDED is how it looks today: with a last day it still counts for days before that; without one it never does.
 */
function stoodOn(membership: MembershipFact, on: string): boolean {
  if (membership.status === 'ENDED' && membership.until === null) return false;
  return holdsOn(membership, on);
}

/**
 * The memberships of a Gemeinde on a day, each list in the order of `associationCodes`.
 *
 * A Gemeinde cannot belong to an association of Landkreise; a row that says so is left out, so that it can never decide who leads.
 */
export function membershipsOf(kommune: KommuneFact, rows: readonly MembershipFact[], on: string): Memberships {
  const standing = rows.filter(
    (row) =>
      associationsOfGemeinden.includes(row.association) && registerKeyOf(row.ags) === kommune.ags && stoodOn(row, on),
  );
  const among = (matches: (row: MembershipFact) => boolean): AssociationCode[] =>
    associationCodes.filter((association) => standing.some((row) => row.association === association && matches(row)));

  const active = among((row) => row.status !== 'DORMANT');
  return {
    active,
    preferred: among((row) => row.status !== 'DORMANT' && row.preferred),
    dormant: among((row) => row.status === 'DORMANT').filter((association) => !active.includes(association)),
  };
}
