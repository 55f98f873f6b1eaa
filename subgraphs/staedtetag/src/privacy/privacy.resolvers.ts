import type { Resolvers } from '../generated/resolvers.ts';

export const privacyResolvers = {
  Query: {
    staedtetagPersonalData: (_parent, { email }, { privacy }) => privacy.personalData(email),
  },
  Mutation: {
    eraseStaedtetagContact: (_parent, { input }, { privacy }) => privacy.eraseContact(input),
  },
  EraseStaedtetagContactResult: { __resolveType: ({ __typename }) => __typename },
} satisfies Resolvers;
