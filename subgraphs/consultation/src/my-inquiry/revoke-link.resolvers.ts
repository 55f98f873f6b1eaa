import type { Resolvers } from '../generated/resolvers.ts';

export const revokeLinkResolvers = {
  Mutation: {
    revokeInquiryLink: async (_parent, { input }, { revokeLinks }) => ({
      __typename: 'InquiryLinksRevoked' as const,
      count: await revokeLinks.revoke(input.case),
    }),
  },
  RevokeInquiryLinkResult: { __resolveType: ({ __typename }) => __typename },
} satisfies Resolvers;
