import type { Resolvers } from '../generated/resolvers.ts';

export const notificationResolvers = {
  Query: {
    mailQueue: (_parent, _args, { mailQueue }) => mailQueue.count(),
  },
} satisfies Resolvers;
