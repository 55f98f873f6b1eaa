import { gatewayOptions } from '../gateways/gateways.ts';
import type { AddResult, Group, Session } from '../group.ts';
import { type Contender, firstMessage, startChild, stop } from '../measure/contender.ts';
import { writeSupergraph } from '../measure/supergraph-file.ts';
import { measureCasePages } from './case-pages.ts';
import { measureFigures } from './figures.ts';
import { measureMemory } from './memory.ts';
import { composeSweep, type SweepSubgraph, sweepOf } from './sweep-graph.ts';

/** What grows with the data, and what must not. */
export const growth: Group = {
  cases: ['growth/Sweep', 'growth/memory', 'growth/CasePage', 'growth/Figures'],
  async measure(session, names, add) {
    if (names.includes('growth/Sweep')) await measureSweeps(session, add);
    if (names.includes('growth/memory')) add(await measureMemory(session));
    if (names.includes('growth/CasePage')) await measureCasePages(session, add);
    if (names.includes('growth/Figures')) await measureFigures(session, add);
  },
};

/** The gateways alone: subgraphs whose answers are ready, so that what grows is theirs. */
async function measureSweeps(session: Session, add: AddResult): Promise<void> {
  const subgraphs = startChild(new URL('sweep-subgraphs.ts', import.meta.url).pathname, { NODE_ENV: 'production' });
  const urls = await firstMessage<Record<SweepSubgraph, string>>(subgraphs, 'the subgraphs');
  using supergraph = writeSupergraph(composeSweep(urls));
  const contenders = await session.start(await gatewayOptions({ supergraph: supergraph.file }));
  try {
    for (const members of session.quick ? [1_000] : [100, 1_000, 10_000])
      add(await session.measure(caseOf(members, contenders)));
  } finally {
    await Promise.all(contenders.map((contender) => contender.stop()));
    await stop(subgraphs);
  }
}

function caseOf(members: number, contenders: readonly Contender[]) {
  return {
    name: `growth/Sweep, ${members.toLocaleString('en')} members`,
    ...{ contenders, headers: {}, clients: 1, expect: 'same' as const },
    bodies: [JSON.stringify({ query: sweepOf(members) })],
  };
}
