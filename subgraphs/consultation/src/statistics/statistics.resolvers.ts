import type { Resolvers } from '../generated/resolvers.ts';

export const statisticsResolvers = {
  Query: {
    statistics: (_parent, { input: { dimensions = [], filters = [], periods = true, ...rest } }, { figures }) =>
      figures.statistics.ask({ ...{ dimensions, filters, periods }, ...rest }),
    statisticsSnapshots: (_parent, { first }, { figures }) => figures.statistics.list(first ?? 20),
    statisticsLog: (_parent, args, { figures }) => figures.log.list(args),
  },
  StatisticsCell: {
    value: ({ values }, { position }) => values[position - 1] ?? null,
  },
  StatisticsSnapshot: {
    until: ({ lastYear }) => (lastYear === null ? null : `${lastYear}-12-31`),
  },
} satisfies Resolvers;
