import type { Context } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';

/** The office as the write has left it. */
const office = (_outcome: object, _args: object, { association }: Context) => association.getOffice();

export const officeWriteResolvers = {
  Mutation: {
    updateStaedtetagOffice: (_parent, { input }, { officeWrites }) => officeWrites.update(input),
  },
  UpdateStaedtetagOfficeResult: { __resolveType: ({ __typename }) => __typename },
  StaedtetagOfficeUpdated: { office },
  StaedtetagOfficeStale: { office },
} satisfies Resolvers;
