import type { Resolvers } from '../generated/resolvers.ts';

export const directoryResolvers = {
  Query: {
    directory: (_parent, _args, { directory }) => directory.findStates(),
  },
} satisfies Resolvers;
