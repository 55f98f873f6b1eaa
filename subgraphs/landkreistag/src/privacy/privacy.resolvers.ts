import type { Resolvers } from '../generated/resolvers.ts';

export const privacyResolvers = {
  Query: {
    landkreistagPersonalData: (_parent, { email, request }, { privacy }) =>
      privacy.personalData(email, request ?? null),
  },
  Mutation: {
    eraseLandkreistagContact: (_parent, { input }, { privacy }) => privacy.eraseContact(input),
  },
  EraseLandkreistagContactResult: { __resolveType: ({ __typename }) => __typename },
} satisfies Resolvers;
