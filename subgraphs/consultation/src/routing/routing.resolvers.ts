import { advisorStub } from '../association/association-stubs.ts';
import { findKommunen } from '../case/case-kommunen.ts';
import type { Resolvers } from '../generated/resolvers.ts';

export const routingResolvers = {
  Query: {
    routing: (_parent, { input }, { routing }) => routing.tryOut(input),
  },
  RoutingProposal: {
    advisor: ({ advisor }) => advisor && advisorStub(advisor.association, advisor.id),
    choices: ({ choices }, _args, { register }) => findKommunen(register, choices),
  },
} satisfies Resolvers;
