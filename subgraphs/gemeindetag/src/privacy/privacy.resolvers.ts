import type { Resolvers } from '../generated/resolvers.ts';

export const privacyResolvers = {
  Query: {
    gemeindetagPersonalData: (_parent, { email }, { privacy }) => privacy.personalData(email),
  },
  Mutation: {
    eraseGemeindetagContact: (_parent, { input }, { privacy }) => privacy.eraseContact(input),
  },
  EraseGemeindetagContactResult: { __resolveType: ({ __typename }) => __typename },
} satisfies Resolvers;
