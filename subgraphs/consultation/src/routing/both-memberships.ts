import { monthsBefore } from './calendar.ts';
import { compareText, registerKeyOf } from './keys.ts';
import * as say from './reasons.ts';
import type { AssociationCode, CaseFact, KommuneFact, Step } from './routing.types.ts';

/** What rule 7 decides on. `active` are the associations, two or more, `preferred` those among them that the member chose. */
export interface BothMemberships {
  readonly kommune: KommuneFact;
  readonly active: readonly AssociationCode[];
  readonly preferred: readonly AssociationCode[];
  readonly wish: AssociationCode | null;
  readonly cases: readonly CaseFact[];
  readonly on: string;
}

interface Choice {
  readonly lead: AssociationCode;
  readonly steps: readonly Step[];
}

/** How long a closed case speaks for its association, the day itself included. */
const MEMORY_IN_MONTHS = 24;

const theOnlyOne = (codes: readonly AssociationCode[]): AssociationCode | null => {
  const distinct = [...new Set(codes)];
  return distinct.length === 1 ? (distinct[0] ?? null) : null;
};

function byWish({ wish, active }: BothMemberships): Choice | null {
  return wish !== null && active.includes(wish) ? { lead: wish, steps: say.wished(wish) } : null;
}

/** Decides only where exactly one association is preferred: two preferences cancel out. */
function byPreference({ kommune, preferred }: BothMemberships): Choice | null {
  const lead = theOnlyOne(preferred);
  return lead === null ? null : { lead, steps: say.preferred(kommune, lead) };
}

/** The leads of the newest among these cases; several only if they are of the same day. */
function newest(cases: readonly CaseFact[], dayOf: (row: CaseFact) => string): AssociationCode[] {
  const last = cases.map(dayOf).sort(compareText).at(-1);
  return cases.filter((row) => dayOf(row) === last).map(({ lead }) => lead);
}

/** An open case goes before a closed one, a newer one before an older; of the same day and different leads decide nothing. */
function byCases(question: BothMemberships): Choice | null {
  const { kommune, active, cases, on } = question;
  const known = cases.filter(
    (row) => registerKeyOf(row.ags) === kommune.ags && row.receivedOn <= on && active.includes(row.lead),
  );
  const open = known.filter(({ closedOn }) => closedOn === null || closedOn > on);
  const since = monthsBefore(on, MEMORY_IN_MONTHS);
  const closed = known.filter(({ closedOn }) => closedOn !== null && closedOn <= on && closedOn >= since);

  const leads =
    open.length > 0 ? newest(open, ({ receivedOn }) => receivedOn) : newest(closed, ({ closedOn }) => closedOn ?? '');
  const lead = theOnlyOne(leads);
  if (lead === null) return null;
  // Where it decides nothing, not even that there is a case may be seen.
  const other = byKommuneKind(question);
  return other?.lead === lead ? other : { lead, steps: say.workedTogether(lead) };
}

function byKommuneKind({ kommune, active }: BothMemberships): Choice | null {
  const lead = kommune.kind === 'GROSSE_KREISSTADT' ? 'STAEDTETAG' : 'GEMEINDETAG';
  return active.includes(lead) ? { lead, steps: say.byKind(kommune, lead) } : null;
}

/** Where none of the memberships is the one that the kind points to: the first in the order of the associations. */
function byOrder({ active }: BothMemberships): Choice {
  const [lead] = active as readonly [AssociationCode];
  return { lead, steps: say.byOrder(lead) };
}

/** Rule 7: the wish, then the member's preference, then cases, then the kind of the Kommune, at last the order of the associations. */
export function chooseOfBoth(question: BothMemberships): Choice {
  return (
    byWish(question) ?? byPreference(question) ?? byCases(question) ?? byKommuneKind(question) ?? byOrder(question)
  );
}
