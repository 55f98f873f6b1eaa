import type { Resolvers } from '../generated/resolvers.ts';

export const reportResolvers = {
  Mutation: {
    makeYearReport: async (_parent, { input }, { figures }) => {
      const outcome = await figures.reports.make(input);
      return outcome.kind === 'MADE'
        ? { __typename: 'YearReportMade' as const, ...outcome }
        : { __typename: 'YearReportRefused' as const, ...outcome };
    },
  },
  MakeYearReportResult: { __resolveType: ({ __typename }) => __typename },
} satisfies Resolvers;
