import type { Resolvers } from '../generated/resolvers.ts';

export const fundingResolvers = {
  Query: {
    fundingProgrammes: (_parent, _args, { funding }) => funding.findAll(),
    fundingCheck: (_parent, { case: id }, { funding }) => funding.check(id),
  },
  FundingProgramme: {
    topics: async ({ topics: codes }, _args, { topics }) =>
      (await Promise.all(codes.map(topics.find))).filter((topic) => topic !== null),
  },
  FundingRound: {
    open: (round, _args, { funding }) => funding.isOpen(round),
  },
} satisfies Resolvers;
