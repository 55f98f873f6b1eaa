import type { Resolvers } from '../generated/resolvers.ts';

export const similarResolvers = {
  Query: {
    similarCases: async (_parent, args, { similar, cases }) => {
      const found = await similar.find(args);
      const rows = await Promise.all(found.map(({ id }) => cases.find(id)));
      return found.flatMap(({ reasons }, index) => {
        const row = rows[index];
        return row ? [{ case: row, reasons }] : [];
      });
    },
  },
} satisfies Resolvers;
