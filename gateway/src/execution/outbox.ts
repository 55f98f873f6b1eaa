import { readAnswer, type SubgraphAnswer } from '../data-source/answer.ts';
import { distributeAnswer, errorsOfPart, failAsks } from './entity-answer.ts';
import type { EntityAsk, EntityDesks } from './entity-desk.ts';
import type { FetchPlan } from './fetch-plan.ts';
import { type MergedOperation, type OperationMerger, representationsOf } from './merged-operation.ts';
import type { JsonObject } from './object-tools.ts';
import { closeBody, variableMembers } from './request-body.ts';
import type { Send } from './subgraph-call.ts';

/** Where the fetches of one request leave what they ask, and from where it is sent. */
export interface Outbox {
  /** Sends at once. Rejects with the error for the client if there is no answer. */
  send(fetch: FetchPlan): Promise<SubgraphAnswer>;
  /** Sends at the end of the tick, together with what else goes to the same subgraph then. Settles the ask. */
  ask(ask: EntityAsk): void;
}

/** What an outbox needs to know of its request. */
export interface OutboxOptions<Context> {
  readonly send: Send<Context>;
  readonly context: Context;
  readonly variables: JsonObject;
  readonly desks: EntityDesks;
  readonly merge: OperationMerger;
}

/** Asks that send the same operation, so that their representations can travel in one list. */
type Bundle = readonly [EntityAsk, ...EntityAsk[]];

/** An operation that is ready to be sent but for its variables. */
type Sendable = Pick<FetchPlan, 'subgraph' | 'kind' | 'bodyHead'>;

export function createOutbox<Context>(options: OutboxOptions<Context>): Outbox {
  let waiting: EntityAsk[] = [];
  const flush = () => {
    const asks = waiting;
    waiting = [];
    for (const bundles of bundlesBySubgraph(asks)) void sendBundles(options, bundles);
  };
  return {
    send: (fetch) => call(options, fetch, variableMembers(fetch.variables, options.variables)),
    ask(ask) {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push(ask);
    },
  };
}

async function call<Context>(
  { send, context }: OutboxOptions<Context>,
  { subgraph, kind, bodyHead }: Sendable,
  members: readonly string[],
): Promise<SubgraphAnswer> {
  return readAnswer(subgraph, await send({ subgraph, kind, body: closeBody(bodyHead, members) }, context));
}

function bundlesBySubgraph(asks: readonly EntityAsk[]): Iterable<Bundle[]> {
  const bySubgraph = new Map<string, Map<number, [EntityAsk, ...EntityAsk[]]>>();
  for (const ask of asks) {
    const { subgraph, desk } = ask.fetch;
    const byDesk = bySubgraph.getOrInsertComputed(subgraph, () => new Map());
    const bundle = byDesk.get(desk);
    if (bundle) bundle.push(ask);
    else byDesk.set(desk, [ask]);
  }
  return [...bySubgraph.values()].map((byDesk) => [...byDesk.values()]);
}

async function sendBundles<Context>(options: OutboxOptions<Context>, bundles: Bundle[]): Promise<void> {
  const merged = bundles.length > 1 ? options.merge(bundles.map(([ask]) => ask.fetch)) : undefined;
  if (merged && (await sendMerged(options, bundles, merged))) return;
  await Promise.all(bundles.map((bundle) => sendBundle(options, bundle)));
}

async function sendBundle<Context>(options: OutboxOptions<Context>, bundle: Bundle): Promise<void> {
  const { fetch } = bundle[0];
  try {
    const members = [listMember('representations', bundle), ...variableMembers(fetch.variables, options.variables)];
    const { data, errors = [] } = await call(options, fetch, members);
    distributeAnswer(options.desks, bundle, { hasData: Boolean(data), entities: data?._entities, errors });
  } catch (error) {
    failAsks(options.desks, bundle, error);
  }
}

/**
 * Sends bundles as one operation.
 *
 * @returns false if the subgraph has refused the operation as a whole: which part was at fault is not to be seen, and
 * asked separately the others may well be answered.
 */
async function sendMerged<Context>(
  options: OutboxOptions<Context>,
  bundles: readonly Bundle[],
  merged: MergedOperation,
): Promise<boolean> {
  const { subgraph } = (bundles[0] as Bundle)[0].fetch;
  try {
    const lists = bundles.map((bundle, part) => listMember(representationsOf(part), bundle));
    const members = [...lists, ...variableMembers(merged.variables, options.variables)];
    const { data, errors = [] } = await call(options, { ...merged, subgraph, kind: 'query' }, members);
    if (!data) return false;
    for (const [part, bundle] of bundles.entries()) {
      const alias = merged.aliases[part] as string;
      const ofPart = errors.length === 0 ? errors : errorsOfPart(errors, merged.aliases, alias);
      distributeAnswer(options.desks, bundle, { hasData: true, entities: data[alias], errors: ofPart });
    }
  } catch (error) {
    for (const bundle of bundles) failAsks(options.desks, bundle, error);
  }
  return true;
}

function listMember(variable: string, bundle: Bundle): string {
  const texts = bundle.map((ask) => ask.slots.map((slot) => slot.representation).join(','));
  return `"${variable}":[${texts.join(',')}]`;
}
