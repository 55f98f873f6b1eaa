import { gatewayOptions } from '../gateways/gateways.ts';
import type { Group, Session } from '../group.ts';
import type { BenchCase } from '../measure/bench-case.ts';
import { type Contender, type ContenderOptions, firstMessage, pin, startChild, stop } from '../measure/contender.ts';
import type { CaseResult } from '../measure/results.ts';
import { writeSupergraph } from '../measure/supergraph-file.ts';
import { composeSupergraph, operation, type SubgraphName } from './graph.ts';
import type { SubgraphsMessage } from './subgraphs.ts';

/** The gateway has this processor alone; subgraphs and clients have the other. */
const gatewayProcessor = 0;
const otherProcessor = 1;
const clients = 50;

const here = (file: string) => new URL(file, import.meta.url).pathname;

const variants = {
  'public/differing': { differ: true, sharing: 'off' },
  'public/repeating': { differ: false, sharing: 'off' },
  'public/shared': { differ: true, sharing: 'on' },
} as const;

/** The public shape: how many answers of about 90 KB a gateway gives on one processor, and what each costs it. */
export const publicShape: Group = {
  cases: Object.keys(variants),
  async measure(session, names, add) {
    const subgraphs = await startSubgraphs();
    try {
      for (const name of names) add(await measureVariant(session, name as keyof typeof variants, subgraphs));
    } finally {
      await subgraphs.stop();
    }
  },
};

async function measureVariant(
  session: Session,
  name: keyof typeof variants,
  subgraphs: Subgraphs,
): Promise<CaseResult> {
  const { differ, sharing } = variants[name];
  await subgraphs.set({ differ });
  const gateways = await gatewayOptions({ supergraph: subgraphs.supergraph, sharing });
  const wanted = sharing === 'on' ? gateways.filter(({ name }) => name !== 'stock') : [...gateways, ...singleProcesses];
  const contenders = await session.start(wanted.map((options) => ({ ...options, processor: gatewayProcessor })));
  try {
    return await session.measure(caseOf(name, contenders, differ, subgraphs), otherProcessor);
  } finally {
    await Promise.all(contenders.map((contender) => contender.stop()));
  }
}

const singleProcesses: readonly ContenderOptions[] = [
  { name: 'single', module: here('single-process.contender.ts'), env: { NODE_ENV: 'production' } },
  { name: 'single-jit', module: here('single-process.contender.ts'), env: { NODE_ENV: 'production', ENGINE: 'jit' } },
];

function caseOf(name: string, contenders: readonly Contender[], differ: boolean, subgraphs: Subgraphs): BenchCase {
  return {
    ...{ name, contenders, clients },
    bodies: [JSON.stringify({ query: operation })],
    headers: {},
    expect: differ ? 'no errors' : 'same',
    normalise: (text) => text.replaceAll(/#\d{8}/g, '#'),
    countCalls: () => subgraphs.set({ differ }),
  };
}

interface Subgraphs {
  readonly supergraph: string;
  /** Answers how many calls there have been so far. */
  readonly set: (message: SubgraphsMessage) => Promise<number>;
  readonly stop: () => Promise<void>;
}

async function startSubgraphs(): Promise<Subgraphs> {
  const child = startChild(here('subgraphs.ts'), { NODE_ENV: 'production' });
  const urls = await firstMessage<Record<SubgraphName, string>>(child, 'the subgraphs');
  pin(child.pid, otherProcessor);
  const supergraph = writeSupergraph(composeSupergraph(urls));
  return {
    supergraph: supergraph.file,
    set(message) {
      const answer = firstMessage<number>(child, 'the subgraphs');
      child.send(message);
      return answer;
    },
    async stop() {
      await stop(child);
      supergraph[Symbol.dispose]();
    },
  };
}
