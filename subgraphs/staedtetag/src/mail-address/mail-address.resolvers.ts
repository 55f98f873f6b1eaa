import type { Resolvers } from '../generated/resolvers.ts';

export const mailAddressResolvers = {
  Query: {
    staedtetagMailAddresses: (_parent, { advisors }, { mailAddresses }) => mailAddresses.find(advisors),
    coordinatorMailAddresses: (_parent, _args, { mailAddresses }) => mailAddresses.findCoordinators(),
  },
} satisfies Resolvers;
