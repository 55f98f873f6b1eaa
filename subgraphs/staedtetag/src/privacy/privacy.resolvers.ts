import type { Resolvers } from '../generated/resolvers.ts';

export const privacyResolvers = {
  Query: {
    staedtetagPersonalData: (_parent, { email, request }, { privacy }) => privacy.personalData(email, request ?? null),
  },
  Mutation: {
    eraseStaedtetagContact: (_parent, { input }, { privacy }) => privacy.eraseContact(input),
  },
  EraseStaedtetagContactResult: { __resolveType: ({ __typename }) => __typename },
} satisfies Resolvers;
