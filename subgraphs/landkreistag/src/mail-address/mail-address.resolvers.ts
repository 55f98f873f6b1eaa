import type { Resolvers } from '../generated/resolvers.ts';

export const mailAddressResolvers = {
  Query: {
    landkreistagMailAddresses: (_parent, { advisors }, { mailAddresses }) => mailAddresses.find(advisors),
  },
} satisfies Resolvers;
