import type { AssociationCode, Phase, RecommendationState } from '../generated/resolvers.ts';
import { association as nameOf } from '../routing/wording.ts';
import type { NewEntry } from './case-work.types.ts';

/** What the timeline says of a change of status, to everybody who may read the case, and to the inquirer. */
export function toInquirer(text: string): NewEntry {
  return { kind: 'TRANSITION', visibility: 'INQUIRER', association: null, text };
}

/** The same where the inquirer has nothing of it. */
export function toParticipants(kind: NewEntry['kind'], association: AssociationCode | null, text: string): NewEntry {
  return { kind, visibility: 'PARTICIPANTS', association, text };
}

/** „Der Gemeindetag“ */
export const the = (code: AssociationCode): string => `Der ${nameOf(code)}`;

/** „dem Gemeindetag“ */
export const toThe = (code: AssociationCode): string => `dem ${nameOf(code)}`;

/** „Grund: Wir haben keine Zeit.“, or nothing. */
export const because = (reason: string | null | undefined): string => (reason ? ` Grund: ${sentence(reason)}` : '');

/** A text that ends as a sentence ends. */
export const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

export const phaseWords: Readonly<Record<Phase, string>> = {
  ORIENTATION: 'Orientierung',
  INVENTORY: 'Bestandsaufnahme',
  PARTICIPATION: 'Beteiligung',
  CONCEPT: 'Konzeption',
  FUNDING: 'Förderung',
  IMPLEMENTATION: 'Durchführung',
  CONSOLIDATION: 'Verstetigung',
  EVALUATION: 'Auswertung',
};

/** „Das Projekt ist in der Phase „Konzeption“.“ */
export const phaseSentence = (phase: Phase): string => `Das Projekt ist in der Phase „${phaseWords[phase]}“.`;

export const recommendationWords: Readonly<Record<RecommendationState, string>> = {
  PROPOSED: 'vorgeschlagen',
  IN_PROGRESS: 'in Umsetzung',
  BLOCKED: 'stockt',
  DONE: 'umgesetzt',
  NOT_WANTED: 'nicht gewünscht',
  ALREADY_DONE: 'war schon umgesetzt',
};
