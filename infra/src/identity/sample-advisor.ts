import { type AssociationName, associationNames } from '../parts.ts';

/** The first sample advisor of an association, by the fixed ids that its seeds give. */
export function sampleAdvisorOf(association: AssociationName): string {
  return `5a3b1e00-000${associationNames.indexOf(association) + 1}-4000-8000-000000000001`;
}
