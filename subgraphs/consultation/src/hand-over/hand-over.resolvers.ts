import { advisorStub } from '../association/association-stubs.ts';
import type { Resolvers } from '../generated/resolvers.ts';

export const handOverResolvers = {
  Query: {
    departedAdvisors: (_parent, _args, { handOvers }) => handOvers.listDepartures(),
  },
  Mutation: {
    handOver: async (_parent, { input }, context) => {
      const outcome = await context.handOvers.handOver(input);
      context.forgetCases();
      if (outcome.kind === 'HANDED_OVER') return { __typename: 'HandedOver' as const, ...outcome };
      const found = await Promise.all(outcome.caseIds.map((id) => context.cases.find(id)));
      const cases = found.filter((row) => row !== null);
      return { __typename: 'HandOverRefused' as const, reason: outcome.reason, cases };
    },
    readmitAdvisor: async (_parent, { input }, { handOvers }) => {
      const readmitted = await handOvers.readmit(input);
      if (readmitted === null) {
        return { __typename: 'ReadmissionRefused' as const, reason: 'Diese Person bekommt schon neue Fälle.' };
      }
      const { association, advisorId } = readmitted;
      return { __typename: 'AdvisorReadmitted' as const, advisor: advisorStub(association, advisorId) };
    },
  },
  DepartedAdvisor: {
    advisor: ({ association, advisorId }) => advisorStub(association, advisorId),
  },
  HandedOverCase: {
    case: ({ caseId }, _args, { cases }) => cases.find(caseId),
    advisor: ({ association, advisorId }) => advisorStub(association, advisorId),
  },
  HandOverResult: { __resolveType: ({ __typename }) => __typename },
  ReadmitAdvisorResult: { __resolveType: ({ __typename }) => __typename },
} satisfies Resolvers;
