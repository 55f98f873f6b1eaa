import type { SubgraphClient } from '../data-source/subgraph.client.ts';

export interface Readiness {
  readonly status: 'ok' | 'unavailable';
  readonly subgraphs: Readonly<Record<string, 'up' | 'down'>>;
}

/** An answer counts this long: however often one asks, the subgraphs are asked a few times a second at most. */
const maxAgeMs = 250;

/** Makes the check whether every subgraph and its database answer. Never throws. */
export function createReadinessCheck(subgraphs: () => Iterable<SubgraphClient>): () => Promise<Readiness> {
  let asked: { readonly answer: Promise<Readiness>; readonly at: number } | undefined;
  return () => {
    if (!asked || performance.now() - asked.at > maxAgeMs)
      asked = { answer: check(subgraphs()), at: performance.now() };
    return asked.answer;
  };
}

async function check(subgraphs: Iterable<SubgraphClient>): Promise<Readiness> {
  const states = await Promise.all(
    [...subgraphs].map(async (client) => [client.name, (await client.isReady()) ? 'up' : 'down'] as const),
  );
  const ready = states.every(([, state]) => state === 'up');
  return { status: ready ? 'ok' : 'unavailable', subgraphs: Object.fromEntries(states) };
}
