import { gatewayOptions } from '../gateways/gateways.ts';
import type { Session } from '../group.ts';
import { firstMessage, startChild, stop } from '../measure/contender.ts';
import { startLoad } from '../measure/load.ts';
import type { CaseResult, Measured } from '../measure/results.ts';
import { writeSupergraph } from '../measure/supergraph-file.ts';
import { composeSupergraph, type SubgraphName } from '../public-shape/graph.ts';

const steps = 10;
const operations = 30_000;
const fullOperations = 100_000;
const quickOperations = 500;

/** Nobody has ever asked this before: parsed, checked, planned and compiled anew each time. */
const body = JSON.stringify({
  query: '{ a{{new}}: topProducts(first: 2) { upc inStock reviews { id author { username } } } }',
});

/** How much memory our gateway has after a number of operations that are all different, in ten steps. */
export async function measureMemory(session: Session): Promise<CaseResult> {
  const each = (session.quick ? quickOperations : session.full ? fullOperations : operations) / steps;
  const subgraphs = startChild(new URL('../public-shape/subgraphs.ts', import.meta.url).pathname, {
    NODE_ENV: 'production',
  });
  using supergraph = writeSupergraph(
    composeSupergraph(await firstMessage<Record<SubgraphName, string>>(subgraphs, 'the subgraphs')),
  );
  const all = await gatewayOptions({ supergraph: supergraph.file });
  const [ours] = await session.start(all.filter(({ name }) => name === 'ours'));
  if (!ours) throw new Error('our gateway does not start');
  const load = startLoad();
  const contenders: Record<string, Measured> = {};
  try {
    for (let step = 1; step <= steps; step++) {
      const before = ours.cpuSeconds();
      const seen = await load.run({
        ...{ url: ours.url, headers: {}, bodies: [body], clients: 8, expect: 'no errors' },
        ...{ seconds: 600, maxRequests: each },
      });
      if (seen.faults > 0) throw new Error(`wrong answers: ${seen.firstFault}`);
      const name = `after ${(step * each).toLocaleString('en')}`;
      contenders[name] = {
        ...{ rps: seen.requests / seen.seconds, p50Ms: seen.p50Ms, p99Ms: seen.p99Ms, rssMb: ours.rssMb() },
        cpuSecondsPer1000: (1000 * (ours.cpuSeconds() - before)) / seen.requests,
        ...{ callsPerAnswer: Number.NaN, halfLoad: null, differs: null },
      };
      session.say(`growth/memory: ${name} different operations: ${ours.rssMb().toFixed(0)} MB`);
    }
  } finally {
    await load.stop();
    await ours.stop();
    await stop(subgraphs);
  }
  return { name: 'growth/memory', answerBytes: 0, clients: 8, contenders };
}
