import { advisorStub, associationStub } from '../association/association-stubs.ts';
import type { Context } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { SubmissionOutcome } from './submission.service.ts';

export const inquiryResolvers = {
  Mutation: {
    submitInquiry: async (_parent, { input }, context) => toResult(await context.inquiries.submit(input), context),
  },
  Query: {
    myInquiry: (_parent, { link }, { inquiries }) => inquiries.findMine(link),
  },
  MyInquiry: {
    concerns: ({ kommunen }, _args, { register }) => register.findKommunen(kommunen),
    lead: ({ lead }) => lead && associationStub(lead),
    advisor: ({ lead, advisorId }) => lead && advisorStub(lead, advisorId),
  },
  SubmitInquiryResult: { __resolveType: ({ __typename }) => __typename },
} satisfies Resolvers;

async function toResult(outcome: SubmissionOutcome, { register }: Pick<Context, 'register'>) {
  switch (outcome.kind) {
    case 'SUBMITTED':
      return { __typename: 'InquirySubmitted' as const, case: outcome.receipt, link: outcome.link };
    case 'AMBIGUOUS_PLACE':
      return { __typename: 'AmbiguousPlace' as const, choices: await register.findKommunen(outcome.choices) };
    case 'PLACE_REFUSED':
      return { __typename: 'PlaceRefused' as const, reason: outcome.reason };
  }
}
