import { associationCodes } from '../association/associations.ts';
import { landkreisOf } from './keys.ts';
import { findLead, type LeadFinding } from './lead.ts';
import * as say from './reasons.ts';
import type { AssociationCode, KommuneFact, RoutingFacts, Step } from './routing.types.ts';

export interface JointFinding {
  readonly coAdvice: readonly AssociationCode[];
  readonly informed: readonly AssociationCode[];
  readonly steps: readonly Step[];
}

/** Rule 4 without a place: the largest by population; of equally large ones the first, which is the first in the register. */
export function largest(kommunen: readonly KommuneFact[]): KommuneFact | null {
  return [...kommunen].sort((a, b) => b.population - a.population)[0] ?? null;
}

interface Other {
  readonly kommune: KommuneFact;
  readonly found: LeadFinding;
}

function explain(
  helpers: readonly AssociationCode[],
  others: readonly Other[],
  acrossLandkreise: number | null,
): readonly Step[] {
  const ledBy = (lead: AssociationCode | null) =>
    others.filter(({ found }) => found.lead === lead).map(({ kommune }) => kommune);
  const without = ledBy(null);
  return [
    ...helpers.flatMap((code) => say.coAdvice(code, ledBy(code))),
    ...(without.length > 0 ? say.otherWithoutMembership(without) : []),
    ...(acrossLandkreise === null ? [] : say.severalLandkreise(acrossLandkreise)),
  ];
}

/**
 * Rule 4: what the other Kommunen of a joint inquiry add to the seat's association.
 *
 * For each other Kommune the association that would lead for it gives co-advice. Its second association, if it has one, is
 * INFORMED as in rule 7. The wish is the inquirer's for the whole inquiry and so counts for the seat alone.
 */
export function findCoAdvice(
  seat: KommuneFact,
  kommunen: readonly KommuneFact[],
  lead: AssociationCode | null,
  on: string,
  facts: RoutingFacts,
): JointFinding {
  const others = kommunen.map((kommune) => ({
    kommune,
    found: findLead(kommune, { reach: 'KOMMUNE', wish: null, on }, facts),
  }));
  const helpers = associationCodes.filter((code) => code !== lead && others.some(({ found }) => found.lead === code));
  const landkreise = new Set([seat, ...kommunen].flatMap((kommune) => landkreisOf(kommune) ?? [])).size;
  const across = landkreise > 1 && lead !== 'LANDKREISTAG' && !helpers.includes('LANDKREISTAG');

  return {
    coAdvice: across ? [...helpers, 'LANDKREISTAG'] : helpers,
    informed: others.flatMap(({ found }) => found.informed),
    steps: explain(helpers, others, across ? landkreise : null),
  };
}
