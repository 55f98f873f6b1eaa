/**
 * Every subgraph: its name in the supergraph, of its folder under `subgraphs/` and of its database; its port follows from its place.
 * A new one is added at the end.
 */
export const subgraphNames = ['staedtetag', 'gemeindetag', 'landkreistag', 'consultation'] as const;

/** Name of one of our subgraphs. */
export type SubgraphName = (typeof subgraphNames)[number];
