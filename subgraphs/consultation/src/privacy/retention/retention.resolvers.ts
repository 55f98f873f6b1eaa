import type { Resolvers } from '../../generated/resolvers.ts';

export const retentionResolvers = {
  Query: {
    retentionRuns: (_parent, args, { privacy }) => privacy.retention.list(args),
  },
  Mutation: {
    rehearseRetention: async (_parent, { input }, { privacy }) => ({
      __typename: 'RetentionRehearsed' as const,
      run: await privacy.retention.rehearse(input.on),
    }),
  },
  RehearseRetentionResult: { __resolveType: ({ __typename }) => __typename },
} satisfies Resolvers;
