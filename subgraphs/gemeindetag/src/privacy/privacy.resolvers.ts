import type { Resolvers } from '../generated/resolvers.ts';

export const privacyResolvers = {
  Query: {
    gemeindetagPersonalData: (_parent, { email, request }, { privacy }) => privacy.personalData(email, request ?? null),
  },
  Mutation: {
    eraseGemeindetagContact: (_parent, { input }, { privacy }) => privacy.eraseContact(input),
  },
  EraseGemeindetagContactResult: { __resolveType: ({ __typename }) => __typename },
} satisfies Resolvers;
