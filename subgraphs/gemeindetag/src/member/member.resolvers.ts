import type { Resolvers } from '../generated/resolvers.ts';

export const memberResolvers = {
  Query: {
    gemeindetagMember: (_parent, { ags }, { members }) => members.find(ags),
  },
  GemeindetagMember: {
    // async on purpose: a synchronous throw here would fail every member of the batch.
    __resolveReference: async ({ ags }, { members }) => members.find(ags),
    kommune: (member, _args, { members }) => members.kommuneOf(member),
    advisors: ({ ags }, _args, { advisors }) => advisors.findOfMember(ags),
    contacts: (member, _args, { members }) => members.contactsOf(member),
    version: (member, _args, { members }) => members.versionOf(member),
  },
  Gemeinde: {
    __resolveReference: async ({ ags }, { members }) => members.gemeindeOf(ags),
    gemeindetagMember: ({ ags }, _args, { members }) => members.find(ags),
  },
} satisfies Resolvers;
