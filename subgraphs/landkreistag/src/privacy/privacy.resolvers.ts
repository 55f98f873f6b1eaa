import type { Resolvers } from '../generated/resolvers.ts';

export const privacyResolvers = {
  Query: {
    landkreistagPersonalData: (_parent, { email }, { privacy }) => privacy.personalData(email),
  },
  Mutation: {
    eraseLandkreistagContact: (_parent, { input }, { privacy }) => privacy.eraseContact(input),
  },
  EraseLandkreistagContactResult: { __resolveType: ({ __typename }) => __typename },
} satisfies Resolvers;
