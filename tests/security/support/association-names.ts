import { sampleAdvisorOf } from '@gkz-qe/infra/identity/sample-advisor.ts';
import type { AssociationName } from '@gkz-qe/infra/parts.ts';

/** As the association's types begin: `Staedtetag`. */
export function capitalised(name: AssociationName): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}

/** The association's sample advisor who is the viewer with the role of an advisor. */
export const advisorOf = sampleAdvisorOf;

/** Another sample advisor of the same association. */
export function colleagueOf(name: AssociationName): string {
  return `${sampleAdvisorOf(name).slice(0, -2)}02`;
}
