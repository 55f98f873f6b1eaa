import { advisorStub } from '../association/association-stubs.ts';
import type { Resolvers } from '../generated/resolvers.ts';

export const routingResolvers = {
  Query: {
    routing: (_parent, { input }, { routing }) => routing.tryOut(input),
  },
  MembershipEffect: {
    // async on purpose: a synchronous throw here would fail every entity of the batch.
    __resolveReference: async ({ association, ags, member, preferred }, { membershipEffects }) =>
      membershipEffects.find({ association, ags, member, preferred }),
  },
  RoutingProposal: {
    advisor: ({ advisor }) => advisor && advisorStub(advisor.association, advisor.id),
    choices: ({ choices }, _args, { register }) => register.findKommunen(choices),
  },
} satisfies Resolvers;
