import type { Resolvers } from '../generated/resolvers.ts';

export const memberResolvers = {
  Query: {
    landkreistagMember: (_parent, { ags }, { members }) => members.find(ags),
  },
  LandkreistagMember: {
    // async on purpose: a synchronous throw here would fail every member of the batch.
    __resolveReference: async ({ ags }, { members }) => members.find(ags),
    preferred: (_member, _args, { members }) => members.isPreferred(),
    kommune: (member, _args, { members }) => members.kommuneOf(member),
    advisors: ({ ags }, _args, { advisors }) => advisors.findOfMember(ags),
    contacts: (member, _args, { members }) => members.contactsOf(member),
    version: (member, _args, { members }) => members.versionOf(member),
  },
  Landkreis: {
    __resolveReference: async ({ ags }, { members }) => members.landkreisOf(ags),
    landkreistagMember: ({ ags }, _args, { members }) => members.find(ags),
  },
} satisfies Resolvers;
