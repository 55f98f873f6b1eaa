import { asksFor } from '@gkz-qe/kit/asks-for.ts';
import type { Resolvers } from '../generated/resolvers.ts';

export const associationResolvers = {
  Query: {
    staedtetag: (_parent, _args, { association }) => association.getFacts(),
  },
  Staedtetag: {
    // async on purpose: a synchronous throw here would fail everything else of the batch.
    __resolveReference: async ({ code }, { association }) => association.find(code),
    async members(_association, args, { members, advisors }, info) {
      const page = await members.findPage(args);
      if (asksFor(info, 'StaedtetagMemberConnection', 'nodes', 'advisors')) await advisors.prepareOfMembers(page.nodes);
      return page;
    },
    advisors: (_association, _args, { advisors }) => advisors.findActive(),
    office: (_association, _args, { association }) => association.getOffice(),
    coordinators: (_association, _args, { association }) => association.coordinators(),
  },
  Office: {
    version: (office, _args, { association }) => association.officeVersionOf(office),
    mailbox: (office, _args, { association }) => association.mailboxOf(office),
    serviceHours: (_office, _args, { association }) => association.serviceHours(),
    closedDays: (_office, _args, { association }) => association.closedDays(),
  },
} satisfies Resolvers;
