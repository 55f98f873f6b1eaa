import { gatewayOptions } from '../gateways/gateways.ts';
import type { Group, Session } from '../group.ts';
import { type Contender, firstMessage, startChild, stop } from '../measure/contender.ts';
import type { CaseResult } from '../measure/results.ts';
import { writeSupergraph } from '../measure/supergraph-file.ts';
import { measureCasePages } from './case-pages.ts';
import { measureMemory } from './memory.ts';
import { composeSweep, type SweepSubgraph, sweepOf } from './sweep-graph.ts';

/** What grows with the data, and what must not. */
export const growth: Group = {
  cases: ['growth/Sweep', 'growth/memory', 'growth/CasePage'],
  async measure(session, names) {
    const results: CaseResult[] = [];
    if (names.includes('growth/Sweep')) results.push(...(await measureSweeps(session)));
    if (names.includes('growth/memory')) results.push(await measureMemory(session));
    if (names.includes('growth/CasePage')) results.push(...(await measureCasePages(session)));
    return results;
  },
};

/** The gateways alone: subgraphs whose answers are ready, so that what grows is theirs. */
async function measureSweeps(session: Session): Promise<CaseResult[]> {
  const subgraphs = startChild(new URL('sweep-subgraphs.ts', import.meta.url).pathname, { NODE_ENV: 'production' });
  const urls = await firstMessage<Record<SweepSubgraph, string>>(subgraphs, 'the subgraphs');
  using supergraph = writeSupergraph(composeSweep(urls));
  const contenders = await session.start(await gatewayOptions({ supergraph: supergraph.file }));
  try {
    const results: CaseResult[] = [];
    for (const members of session.quick ? [1_000] : [100, 1_000, 10_000])
      results.push(await session.measure(caseOf(members, contenders)));
    return results;
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
