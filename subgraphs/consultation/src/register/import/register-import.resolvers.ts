import type { PreviewRegisterImportInput, Resolvers } from '../../generated/resolvers.ts';
import { bytesOf } from './file-bytes.ts';
import { describePreview } from './register-import.text.ts';
import type { ImportChoices } from './register-import.types.ts';

export const registerImportResolvers = {
  Mutation: {
    previewRegisterImport: (_parent, { input }, { registerImport }) =>
      registerImport.preview(bytesOf(input), choicesOf(input)),
    applyRegisterImport: (_parent, { input }, { registerImport }) =>
      registerImport.apply(bytesOf(input), choicesOf(input), input.preview),
  },
  PreviewRegisterImportResult: { __resolveType: ({ __typename }) => __typename },
  ApplyRegisterImportResult: { __resolveType: ({ __typename }) => __typename },
  RegisterImportPreview: { lines: (preview) => describePreview(preview) },
} satisfies Resolvers;

function choicesOf({ populationAsOf, successors }: PreviewRegisterImportInput): ImportChoices {
  return {
    populationAsOf,
    successors: (successors ?? []).map((choice) => ({ ...choice, validUntil: choice.validUntil ?? null })),
  };
}
