import type { Resolvers } from '../generated/resolvers.ts';
import type { LinkOutcome, MyInquiryOutcome } from './my-inquiry.service.ts';

export const myInquiryResolvers = {
  Mutation: {
    answerMyInquiry: async (_parent, { input }, { myInquiries }) => toResult(await myInquiries.answer(input)),
    withdrawMyInquiry: async (_parent, { input }, { myInquiries }) => toResult(await myInquiries.withdraw(input)),
    exportMyData: async (_parent, { input: { link } }, { myInquiries }) => {
      const data = await myInquiries.export(link);
      return data ? { __typename: 'MyData' as const, ...data } : linkInvalid;
    },
    requestErasureOfMyData: async (_parent, { input: { link } }, { myInquiries }) => {
      const request = await myInquiries.requestErasure(link);
      return request ? { __typename: 'ErasureRequested' as const, ...request } : linkInvalid;
    },
  },
  MyInquiry: {
    entries: (inquiry, _args, { myInquiries }) => myInquiries.entriesOf(inquiry),
  },
  MyInquiryResult: { __resolveType: ({ __typename }) => __typename },
  ExportMyDataResult: { __resolveType: ({ __typename }) => __typename },
  RequestErasureOfMyDataResult: { __resolveType: ({ __typename }) => __typename },
} satisfies Resolvers;

const linkInvalid = {
  __typename: 'LinkInvalid' as const,
  reason: 'Dieser Link gilt nicht mehr. Bitte wenden Sie sich an das Kompetenzzentrum.',
};

function toResult(outcome: MyInquiryOutcome) {
  if (outcome.kind === 'CHANGED') return { __typename: 'MyInquiryChanged' as const, inquiry: outcome.inquiry };
  return refused(outcome);
}

function refused(outcome: LinkOutcome) {
  if (outcome.kind === 'INVALID') return linkInvalid;
  return { __typename: 'InquiryEnded' as const, status: outcome.status };
}
