import type { Context } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';

export const advisorResolvers = {
  Query: {
    gemeindetagAdvisor: (_parent, { id }, { advisors }) => advisors.find(id),
  },
  GemeindetagAdvisor: {
    // async on purpose: a synchronous throw here would fail every advisor of the batch.
    __resolveReference: async ({ id }, { advisors }) => advisors.find(id),
    email: (advisor, _args, { advisors }) => advisors.emailOf(advisor),
    phone: (advisor, _args, { advisors }) => advisors.phoneOf(advisor),
    topics: (advisor, _args, { advisors }) => advisors.topicsOf(advisor),
    areas: (advisor, _args, { advisors }) => advisors.areasOf(advisor),
    capacity: (advisor, _args, { advisors }) => advisors.capacityOf(advisor),
    active: (advisor, _args, { advisors }) => advisors.activeOf(advisor),
    conflicts: (advisor, _args, { advisors }) => advisors.conflictsOf(advisor),
    members: async (advisor, _args, { advisors, members }) =>
      findMembers(await advisors.memberKeysOf(advisor), members),
    version: (advisor, _args, { advisors }) => advisors.versionOf(advisor),
    available: (advisor, _args, { advisors }) => advisors.isAvailable(advisor),
    absences: (advisor, _args, { advisors }) => advisors.absencesOf(advisor),
    association: (_advisor, _args, { association }) => association.getFacts(),
  },
  GemeindetagAbsence: {
    deputy: (absence, _args, { advisors }) => advisors.deputyOf(absence),
  },
} satisfies Resolvers;

async function findMembers(keys: readonly string[], members: Context['members']) {
  const found = await Promise.all(keys.map(members.find));
  return found.filter((member) => member !== null);
}
