import type { Resolvers } from '../generated/resolvers.ts';

export const memberImportResolvers = {
  Mutation: {
    previewLandkreistagMemberImport: (_parent, { input }, { memberImport }) =>
      memberImport.preview(Buffer.from(input.content), input.missing),
    applyLandkreistagMemberImport: (_parent, { input }, { memberImport }) =>
      memberImport.apply(Buffer.from(input.content), input.missing, input.preview),
  },
  MemberImportEntry: {
    // A Landkreis has no other association that it could prefer this one to.
    routing: ({ ags, member }) => ({
      ...{ __typename: 'MembershipEffect' as const, association: 'LANDKREISTAG' as const },
      ...{ ags, member, preferred: false },
    }),
  },
  PreviewLandkreistagMemberImportResult: { __resolveType: ({ __typename }) => __typename },
  ApplyLandkreistagMemberImportResult: { __resolveType: ({ __typename }) => __typename },
} satisfies Resolvers;
