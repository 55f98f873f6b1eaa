import { associationStub } from '../association/association-stubs.ts';
import { toResult } from '../case-work/case-work.resolvers.ts';
import type { Resolvers } from '../generated/resolvers.ts';

export const fundingResolvers = {
  Query: {
    fundingProgrammes: (_parent, _args, { funding }) => funding.findAll(),
    fundingCheck: (_parent, { case: id }, { funding }) => funding.check(id),
  },
  Mutation: {
    recordFundingApplication: async (_parent, { input }, context) =>
      toResult(await context.caseWork.recordFundingApplication(input), context),
    updateFundingApplication: async (_parent, { input }, context) =>
      toResult(await context.caseWork.updateFundingApplication(input), context),
  },
  Case: {
    fundingApplications: (row, _args, { caseDetails }) => caseDetails.fundingApplicationsOf(row),
  },
  FundingApplication: {
    programme: ({ programme }, _args, { funding }) => funding.get(programme),
    association: ({ association }) => association && associationStub(association),
  },
  FundingProgramme: {
    topics: async ({ topics: codes }, _args, { topics }) =>
      (await Promise.all(codes.map(topics.find))).filter((topic) => topic !== null),
  },
  FundingRound: {
    open: (round, _args, { funding }) => funding.isOpen(round),
  },
} satisfies Resolvers;
