import type { Context } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';

/** The office as the write has left it. */
const office = (_outcome: object, _args: object, { association }: Context) => association.getOffice();

export const officeWriteResolvers = {
  Mutation: {
    updateLandkreistagOffice: (_parent, { input }, { officeWrites }) => officeWrites.update(input),
  },
  UpdateLandkreistagOfficeResult: { __resolveType: ({ __typename }) => __typename },
  LandkreistagOfficeUpdated: { office },
  LandkreistagOfficeStale: { office },
} satisfies Resolvers;
