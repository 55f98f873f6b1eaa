import { associationStub } from '../../association/association-stubs.ts';
import type { Resolvers } from '../../generated/resolvers.ts';

export const commonFiguresResolvers = {
  Query: {
    unreachedKommunen: (_parent, args, { figures }) => figures.common.listUnreached(args),
    caseDensity: (_parent, args, { figures }) => figures.common.findDensity(args),
    firstAnswerTimes: (_parent, args, { figures }) => figures.common.findAnswerTimes(args),
  },
  FirstAnswerTime: {
    association: ({ association }) => associationStub(association),
  },
} satisfies Resolvers;
