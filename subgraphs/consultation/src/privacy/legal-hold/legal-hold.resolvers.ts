import type { Resolvers } from '../../generated/resolvers.ts';
import type { LegalHoldOutcome } from './legal-hold.service.ts';

export const legalHoldResolvers = {
  Query: {
    legalHolds: (_parent, args, { privacy }) => privacy.legalHolds.list(args),
  },
  Mutation: {
    setLegalHold: async (_parent, { input }, { privacy }) => toResult(await privacy.legalHolds.set(input)),
    releaseLegalHold: async (_parent, { input }, { privacy }) => toResult(await privacy.legalHolds.release(input)),
  },
  LegalHoldResult: { __resolveType: ({ __typename }) => __typename },
} satisfies Resolvers;

function toResult(outcome: LegalHoldOutcome) {
  return 'hold' in outcome
    ? { __typename: 'LegalHoldChanged' as const, hold: outcome.hold }
    : { __typename: 'LegalHoldUnchanged' as const, reason: outcome.reason };
}
