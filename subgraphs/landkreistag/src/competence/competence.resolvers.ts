import type { Resolvers } from '../generated/resolvers.ts';

export const competenceResolvers = {
  LandkreistagMember: {
    competences: ({ ags }, _args, { competences }) => competences.findOfMember(ags),
  },
} satisfies Resolvers;
