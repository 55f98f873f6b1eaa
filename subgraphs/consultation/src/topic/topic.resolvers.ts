import type { Resolvers } from '../generated/resolvers.ts';

export const topicResolvers = {
  Query: {
    topics: (_parent, _args, { topics }) => topics.findAll(),
  },
  Topic: {
    // async on purpose: a synchronous throw here would fail every topic of the batch.
    __resolveReference: async ({ code }, { topics }) => topics.find(code),
  },
} satisfies Resolvers;
