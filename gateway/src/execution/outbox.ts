import { readAnswer, type SubgraphAnswer } from '../data-source/answer.ts';
import { distributeAnswer, errorsOfPart, failAsks } from './entity-answer.ts';
import { createAsk, deskOf, type EntityAsk, type EntityDesks } from './entity-desk.ts';
import type { EntityFetchPlan, FetchPlan } from './fetch-plan.ts';
import { type MergedOperation, type OperationMerger, representationsOf } from './merged-operation.ts';
import type { JsonObject } from './object-tools.ts';
import { closeBody, variableMembers } from './request-body.ts';
import type { SubgraphCall } from './subgraph-call.ts';

/** Where the fetches of one request leave what they ask, and from where it is sent. */
export interface Outbox {
  /** Sends at once. Rejects with the error for the client if there is no answer. */
  send(fetch: FetchPlan): Promise<SubgraphAnswer>;
  /** Sends at the end of the tick, together with what else goes to the same subgraph then. Settles the ask. */
  ask(ask: EntityAsk): void;
}

/** Asks that send the same operation, so that their representations can travel in one list. */
export type Bundle = readonly [EntityAsk, ...EntityAsk[]];

/** What a call is about: a fetch of root fields, or entities of one or more fetches. */
export type CallContents = { readonly fetch: FetchPlan } | { readonly bundles: readonly Bundle[] };

/** Sends a call and gives the text of the answer. Rejects with the error for the client. */
export type Transport = (call: SubgraphCall, contents: CallContents) => Promise<string>;

/** A call that has been sent before the fetch it is for came to it. */
export interface EarlyCall {
  readonly contents: { readonly fetch: FetchPlan } | { readonly bundles: readonly (readonly EarlyAsk[])[] };
  readonly answer: Promise<string>;
}

export interface EarlyAsk {
  readonly fetch: EntityFetchPlan;
  readonly entities: readonly { readonly representation: string; readonly typename: unknown }[];
}

/** What an outbox needs to know of its request. */
export interface OutboxOptions {
  readonly transport: Transport;
  readonly variables: JsonObject;
  readonly desks: EntityDesks;
  readonly merge: OperationMerger;
  readonly earlyCalls?: readonly EarlyCall[];
}

export function createOutbox(options: OutboxOptions): Outbox {
  const earlyAnswers = new Map<FetchPlan, Promise<string>>();
  for (const early of options.earlyCalls ?? []) {
    if ('fetch' in early.contents) earlyAnswers.set(early.contents.fetch, early.answer);
    else void settleEarly(options, early.contents.bundles, early.answer);
  }
  let waiting: EntityAsk[] = [];
  const flush = () => {
    const asks = waiting;
    waiting = [];
    for (const bundles of bundlesBySubgraph(asks)) void sendBundles(options, bundles);
  };
  return {
    async send(fetch) {
      return readAnswer(fetch.subgraph, await (earlyAnswers.get(fetch) ?? sendRootFetch(options, fetch)));
    },
    ask(ask) {
      // Whatever else arrives in this turn of the event loop may have something to ask, too.
      if (waiting.length === 0) setImmediate(flush);
      waiting.push(ask);
    },
  };
}

function sendRootFetch({ transport, variables }: OutboxOptions, fetch: FetchPlan): Promise<string> {
  const body = closeBody(fetch.bodyHead, variableMembers(fetch.variables, variables));
  return transport({ subgraph: fetch.subgraph, kind: fetch.kind, body }, { fetch });
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

/** Sends what goes to one subgraph: as one operation, if that is possible and the subgraph takes it. */
async function sendBundles(options: OutboxOptions, bundles: readonly Bundle[]): Promise<void> {
  try {
    const merged = bundles.length > 1 ? options.merge(bundles.map(([ask]) => ask.fetch)) : undefined;
    if (merged && (await settle(options, bundles, merged, sendMerged(options, bundles, merged)))) return;
  } catch (error) {
    for (const bundle of bundles) failAsks(options.desks, bundle, error);
    return;
  }
  await Promise.all(bundles.map((bundle) => settle(options, [bundle], undefined, sendBundle(options, bundle))));
}

async function sendBundle({ transport, variables }: OutboxOptions, bundle: Bundle): Promise<string> {
  const { subgraph, bodyHead, variables: names } = bundle[0].fetch;
  const members = [listMember('representations', bundle), ...variableMembers(names, variables)];
  return transport({ subgraph, kind: 'query', body: closeBody(bodyHead, members) }, { bundles: [bundle] });
}

async function sendMerged(
  { transport, variables }: OutboxOptions,
  bundles: readonly Bundle[],
  merged: MergedOperation,
): Promise<string> {
  const { subgraph } = (bundles[0] as Bundle)[0].fetch;
  const lists = bundles.map((bundle, part) => listMember(representationsOf(part), bundle));
  const body = closeBody(merged.bodyHead, [...lists, ...variableMembers(merged.variables, variables)]);
  return transport({ subgraph, kind: 'query', body }, { bundles });
}

function listMember(variable: string, bundle: Bundle): string {
  const texts = bundle.map((ask) => ask.slots.map((slot) => slot.representation).join(','));
  return `"${variable}":[${texts.join(',')}]`;
}

/**
 * Settles the asks of a call with its answer.
 *
 * @param merged the operation, if it was one of several parts
 * @returns false if the subgraph has refused a merged operation as a whole: which part was at fault is not to be seen,
 * and asked separately the others may well be answered
 */
async function settle(
  { desks }: OutboxOptions,
  bundles: readonly Bundle[],
  merged: MergedOperation | undefined,
  answer: Promise<string>,
): Promise<boolean> {
  const { subgraph } = (bundles[0] as Bundle)[0].fetch;
  try {
    const { data, errors = [] } = readAnswer(subgraph, await answer);
    if (merged && !data) return false;
    for (const [part, bundle] of bundles.entries()) {
      const name = merged?.aliases[part] ?? '_entities';
      const ofPart = merged && errors.length > 0 ? errorsOfPart(errors, merged.aliases, name) : errors;
      distributeAnswer(desks, bundle, { hasData: Boolean(data), entities: data?.[name], errors: ofPart });
    }
  } catch (error) {
    for (const bundle of bundles) failAsks(desks, bundle, error);
  }
  return true;
}

/** Makes the asks of a call that is already on its way, so that the fetches that come to them find them at the desk. */
async function settleEarly(
  options: OutboxOptions,
  early: readonly (readonly EarlyAsk[])[],
  answer: Promise<string>,
): Promise<void> {
  const bundles = early.map((asks) => asks.map((ask) => createEarlyAsk(options.desks, ask)) as unknown as Bundle);
  const merged = bundles.length > 1 ? options.merge(bundles.map(([ask]) => ask.fetch)) : undefined;
  if (await settle(options, bundles, merged, answer)) return;
  await Promise.all(bundles.map((bundle) => settle(options, [bundle], undefined, sendBundle(options, bundle))));
}

function createEarlyAsk(desks: EntityDesks, { fetch, entities }: EarlyAsk): EntityAsk {
  const ask = createAsk(fetch);
  const desk = deskOf(desks, fetch);
  for (const { representation, typename } of entities) {
    const slot = { representation, typename, ask, entity: null };
    ask.slots.push(slot);
    desk.set(representation, slot);
  }
  return ask;
}
