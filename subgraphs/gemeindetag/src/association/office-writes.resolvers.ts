import type { Context } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';

/** The office as the write has left it. */
const office = (_outcome: object, _args: object, { association }: Context) => association.getOffice();

export const officeWriteResolvers = {
  Mutation: {
    updateGemeindetagOffice: (_parent, { input }, { officeWrites }) => officeWrites.update(input),
  },
  UpdateGemeindetagOfficeResult: { __resolveType: ({ __typename }) => __typename },
  GemeindetagOfficeUpdated: { office },
  GemeindetagOfficeStale: { office },
} satisfies Resolvers;
