import type { AssociationName } from './parts.ts';
export function sampleAdvisorOf(_association: AssociationName): string {
  throw new Error('pending');
}
