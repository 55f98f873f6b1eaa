import type { CompetenceRepository } from './competence.repository.ts';

export type CompetenceService = ReturnType<typeof createCompetenceService>;

/** What the Landkreise offer their Kommunen. Everybody may read it: it is an offer. */
export function createCompetenceService(competences: CompetenceRepository) {
  return {
    /** By name (DIN 5007); empty where nothing is known. */
    findOfMember: (ags: string) => competences.loadOfMember(ags),
  };
}
