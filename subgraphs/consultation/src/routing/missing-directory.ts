import { associationCodes, associationsOfGemeinden } from '../association/associations.ts';
import type { AssociationCode, RoutingDecision, RoutingFacts } from './routing.types.ts';
import { association } from './wording.ts';

/**
 * Leaves the decision to the coordinators where it would rest on a directory that has never been received: without it nobody can
 * say that a Kommune is no member, or that an association has no free advisor.
 *
 * @param known the associations whose directory is there
 */
export function withoutMissingDirectories(
  decision: RoutingDecision,
  facts: Pick<RoutingFacts, 'kommunen'>,
  known: ReadonlySet<AssociationCode>,
): RoutingDecision {
  if (decision.owner === null) return decision;
  const needed = new Set(decision.concerns.flatMap((ags) => neededFor(ags, facts)));
  const missing = associationCodes.filter((code) => needed.has(code) && !known.has(code));
  if (missing.length === 0) return decision;

  // What rules 0 and 1 said of the place and of who asks stays true.
  const kept = decision.rules.flatMap((rule, index) =>
    rule <= 1 ? [{ rule, reason: decision.reasons[index] ?? '' }] : [],
  );
  const said = [...kept, ...missing.map((code) => ({ rule: 8 as const, reason: sentence(code) })), closing];
  return {
    ...decision,
    outcome: 'TRIAGE',
    lead: null,
    participations: [],
    advisor: null,
    owner: { kind: 'COORDINATORS' },
    reasons: said.map(({ reason }) => reason),
    rules: said.map(({ rule }) => rule),
  };
}

/** Whose directory decides for a Kommune: by the rules 3, 5 and 6 to 8. */
function neededFor(ags: string, { kommunen }: Pick<RoutingFacts, 'kommunen'>): readonly AssociationCode[] {
  if (ags.length === 5) return ['LANDKREISTAG'];
  const kind = kommunen.find((kommune) => kommune.ags === ags)?.kind;
  return kind === 'STADTKREIS' ? ['STAEDTETAG'] : associationsOfGemeinden;
}

const sentence = (code: AssociationCode): string =>
  `Das Verzeichnis des ${association(code)}s liegt uns noch nicht vor.`;

const closing = { rule: 8, reason: 'Deshalb bestimmt die Koordination, wer Sie berät.' } as const;
