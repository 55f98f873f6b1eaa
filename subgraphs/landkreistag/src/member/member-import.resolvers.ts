import type { Resolvers } from '../generated/resolvers.ts';

export const memberImportResolvers = {
  Mutation: {
    previewLandkreistagMemberImport: (_parent, { input }, { memberImport }) =>
      memberImport.preview(Buffer.from(input.content), input.missing),
    applyLandkreistagMemberImport: (_parent, { input }, { memberImport }) =>
      memberImport.apply(Buffer.from(input.content), input.missing, input.preview),
  },
  PreviewLandkreistagMemberImportResult: { __resolveType: ({ __typename }) => __typename },
  ApplyLandkreistagMemberImportResult: { __resolveType: ({ __typename }) => __typename },
} satisfies Resolvers;
