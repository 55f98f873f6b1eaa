import type { Resolvers } from '../generated/resolvers.ts';

/** The rows hold what they refer to; only lists are looked up. */
export const registerResolvers = {
  Query: {
    gemeinde: (_parent, { ags }, { register }) => register.findGemeinde(ags),
    landkreis: (_parent, { ags }, { register }) => register.findLandkreis(ags),
    kommunen: (_parent, args, { register }) => register.list(args),
    regionen: async (_parent, _args, { register }) => (await register.snapshot()).regionen,
    regierungsbezirke: async (_parent, _args, { register }) => (await register.snapshot()).regierungsbezirke,
    register: (_parent, _args, { register }) => register.describe(),
  },
  Kommune: { __resolveType: ({ __typename }) => __typename },
  Gemeinde: {
    // async on purpose: a synchronous throw here would fail every Gemeinde of the batch.
    __resolveReference: async ({ ags }, { register }) => (await register.snapshot()).findGemeinde(ags),
  },
  Landkreis: {
    __resolveReference: async ({ ags }, { register }) => (await register.snapshot()).findLandkreis(ags),
    gemeinden: async ({ ags }, _args, { register }) =>
      register.existing((await register.snapshot()).gemeindenOfLandkreis(ags)),
  },
  Region: {
    landkreise: async ({ key }, _args, { register }) =>
      register.existing((await register.snapshot()).landkreiseOfRegion(key)),
  },
  Verwaltungsgemeinschaft: {
    gemeinden: async ({ key }, _args, { register }) =>
      register.existing((await register.snapshot()).gemeindenOfVerwaltungsgemeinschaft(key)),
  },
} satisfies Resolvers;
