import { buildSubgraphSchema } from '@apollo/subgraph';
import { serveStaticSubgraph } from '../measure/static-subgraph.ts';
import { documentOf, type SweepSubgraph } from './sweep-graph.ts';

/** The two subgraphs of the sweep in one process, which tells its parent their addresses. */
const range = (length: number) => Array.from({ length }, (_, index) => index);

const memberOf = (index: number) => ({
  ags: String(8_000_000 + index).padStart(8, '0'),
  advisors: [{ name: `Person ${index % 40}` }, { name: `Person ${(index * 7) % 40}` }],
});

const resolvers: Record<SweepSubgraph, Record<string, unknown>> = {
  members: {
    Query: {
      associations: (_root: unknown, { members }: { members: number }) =>
        range(3).map((place) => ({
          ...{ code: `A${place}`, name: `Association ${place}` },
          members: range(Math.ceil((members - place) / 3)).map((index) => memberOf(3 * index + place)),
        })),
    },
  },
  register: {
    Member: {
      __resolveReference: async ({ ags }: { ags: string }) => ({
        ...{ ags, caseCount: Number(ags) % 17 },
        kommune: {
          name: `Kommune ${ags}`,
          population: Number(ags) % 90_000,
          region: { name: `Region ${Number(ags) % 12}` },
        },
      }),
    },
  },
};

const urls: [string, string][] = [];
for (const name of ['members', 'register'] as const) {
  const schema = buildSubgraphSchema([{ typeDefs: documentOf(name), resolvers: resolvers[name] as never }]);
  urls.push([name, await serveStaticSubgraph(schema)]);
}
process.on('disconnect', () => process.exit());
process.send?.(Object.fromEntries(urls));
