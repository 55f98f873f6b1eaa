import type { Resolvers } from '../generated/resolvers.ts';

export const memberImportResolvers = {
  Mutation: {
    previewGemeindetagMemberImport: (_parent, { input }, { memberImport }) =>
      memberImport.preview(Buffer.from(input.content), input.missing),
    applyGemeindetagMemberImport: (_parent, { input }, { memberImport }) =>
      memberImport.apply(Buffer.from(input.content), input.missing, input.preview),
  },
  MemberImportEntry: {
    routing: ({ ags, member, preferred }) => ({
      ...{ __typename: 'MembershipEffect' as const, association: 'GEMEINDETAG' as const },
      ...{ ags, member, preferred },
    }),
  },
  PreviewGemeindetagMemberImportResult: { __resolveType: ({ __typename }) => __typename },
  ApplyGemeindetagMemberImportResult: { __resolveType: ({ __typename }) => __typename },
} satisfies Resolvers;
