import type { Resolvers } from '../../generated/resolvers.ts';

export const accessLogResolvers = {
  Query: {
    accessLog: (_parent, args, { privacy }) => privacy.accessLog.list(args),
  },
} satisfies Resolvers;
