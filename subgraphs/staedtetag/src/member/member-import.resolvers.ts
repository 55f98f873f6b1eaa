import type { Resolvers } from '../generated/resolvers.ts';

export const memberImportResolvers = {
  Mutation: {
    previewStaedtetagMemberImport: (_parent, { input }, { memberImport }) =>
      memberImport.preview(Buffer.from(input.content), input.missing),
    applyStaedtetagMemberImport: (_parent, { input }, { memberImport }) =>
      memberImport.apply(Buffer.from(input.content), input.missing, input.preview),
  },
  MemberImportEntry: {
    routing: ({ ags, member, preferred }) => ({
      ...{ __typename: 'MembershipEffect' as const, association: 'STAEDTETAG' as const },
      ...{ ags, member, preferred },
    }),
  },
  PreviewStaedtetagMemberImportResult: { __resolveType: ({ __typename }) => __typename },
  ApplyStaedtetagMemberImportResult: { __resolveType: ({ __typename }) => __typename },
} satisfies Resolvers;
