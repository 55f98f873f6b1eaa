import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import * as policy from '../policy.ts';
import type { AbsenceRow, AdvisorRepository, AdvisorRow } from './advisor.repository.ts';

export type AdvisorService = ReturnType<typeof createAdvisorService>;

/** The Städtetag's advisors. Everybody may read who advises on what; how to reach them is for staff. */
export function createAdvisorService(advisors: AdvisorRepository, viewer: Viewer, today: string) {
  /** What only staff may read of an advisor. */
  const forStaff = <Value>(value: Value): Value => {
    policy.mayReadAdvisorContact(viewer);
    return value;
  };
  return {
    /** One by id, inactive ones included: cases still name them. Null where there is none. */
    find: (id: string) => advisors.loadById(id),

    /** One that must be there, since advisors are never deleted. */
    async get(id: string): Promise<AdvisorRow> {
      const advisor = await advisors.loadById(id);
      if (!advisor) throw new Error('an advisor is gone');
      return advisor;
    },

    /** All active ones by name. */
    findActive: () => advisors.findActive(),

    /** Who looks after a member, by name; active ones only. */
    findOfMember: advisors.loadOfMember,

    /** For a list of members whose advisors will be asked for: loads them in one go. */
    prepareOfMembers: (members: readonly { readonly ags: string }[]) =>
      advisors.prepareOfMembers(members.map(({ ags }) => ags)),

    topicsOf: ({ id }: AdvisorRow) => advisors.loadTopics(id),

    areasOf: ({ id }: AdvisorRow) => advisors.loadAreas(id),

    emailOf: ({ email }: AdvisorRow) => forStaff(email),

    phoneOf: ({ phone }: AdvisorRow) => forStaff(phone),

    capacityOf: ({ capacity }: AdvisorRow) => forStaff(capacity),

    activeOf: ({ active }: AdvisorRow) => forStaff(active),

    conflictsOf: async ({ id }: AdvisorRow) => {
      policy.mayKeepAdvisors(viewer);
      return advisors.loadConflicts(id);
    },

    /** Keys of the members that the advisor looks after. */
    memberKeysOf: ({ id }: AdvisorRow) => advisors.loadMemberKeys(id),

    versionOf: ({ id, version }: AdvisorRow): number => {
      policy.mayKeepAbsences(viewer, id);
      return version;
    },

    /** Present and future ones. */
    absencesOf: async ({ id }: AdvisorRow) => forStaff(advisors).loadAbsences(id),

    deputyOf: async ({ deputyId }: AbsenceRow) => (deputyId === null ? null : advisors.loadById(deputyId)),

    /** Whether the advisor works for the Städtetag and is not away today. */
    async isAvailable({ id, active }: AdvisorRow): Promise<boolean> {
      if (!active) return false;
      const absences = await advisors.loadAbsences(id);
      return !absences.some((absence) => absence.from <= today);
    },
  };
}
