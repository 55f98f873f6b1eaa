import type { Resolvers } from '../generated/resolvers.ts';

export const directoryResolvers = {
  Query: {
    gemeindetagDirectoryChanges: (_parent, { after, first }, { directory }) => directory.changesAfter(after, first),
  },
  DirectoryChange: {
    member: ({ entry }) => ('member' in entry ? entry.member : null),
    advisor: ({ entry }) => ('advisor' in entry ? entry.advisor : null),
    office: ({ entry }) => ('office' in entry ? entry.office : null),
  },
} satisfies Resolvers;
