import type { DocumentNode, GraphQLError } from 'graphql';
import { createOperationStore } from './operation-store.ts';
import { createSupergraphFacts, type SupergraphFacts, type SupergraphSource } from './planning/supergraph-facts.ts';
import { prepareOperation } from './prepare-operation.ts';
import type { ExecutionAnswer, ExecutionRequest } from './prepared-operation.ts';
import { createRunMemory } from './run-memory.ts';
import type { Send } from './subgraph-call.ts';

/** Which operation a request is for. */
export interface OperationSource<Origin = unknown> {
  /**
   * Equal keys mean equal operations: made of the text's hash, the operation's name, and what the viewer may see if
   * that changes the document.
   */
  readonly key: string;
  /** The document, parsed and valid for the client's schema. Called only for keys that are not known. */
  readonly document: () => DocumentNode;
  /** As the client gave it. */
  readonly operationName: string | undefined;
  /** Kept with the operation, for `operationsInUse`. Called only for keys that are not known. */
  readonly origin?: () => Origin;
}

export interface ExecutorOptions<Context> {
  readonly supergraph: SupergraphSource;
  readonly send: Send<Context>;
  /**
   * For how many bytes of runs there is room, whose results are used again where all answers are the same again: see
   * `rememberRuns`. 0: none.
   */
  readonly runMemoryBytes?: number;
}

/** How often what happened; for metrics and tests. */
export interface ExecutorCounters {
  /** Operations prepared, by what came of it. */
  compiled: number;
  fallback: number;
  refused: number;
  /** Why operations went to Apollo's executor, by the reason's text. */
  readonly fallbackReasons: Map<string, number>;
}

/** Executes operations over one supergraph. A new supergraph gets a new executor. */
export interface Executor<Context, Origin = unknown> {
  /** Plans and compiles, so that the first request does not have to wait for it. */
  prepare(source: OperationSource<Origin>): Promise<void>;
  /**
   * Answers a request. Errors of subgraphs are part of the answer; it rejects with a `GraphQLError` for a fault of the
   * client's (nothing was executed), with anything else for a fault of ours.
   */
  execute(source: OperationSource<Origin>, request: ExecutionRequest<Context>): Promise<ExecutionAnswer>;
  /** The origins of what is prepared, beginning with what is most in use. */
  operationsInUse(): Origin[];
  readonly counters: Readonly<ExecutorCounters>;
}

export function createExecutor<Context, Origin = unknown>(
  options: ExecutorOptions<Context>,
): Executor<Context, Origin> {
  const facts: SupergraphFacts = createSupergraphFacts(options.supergraph);
  const counters: ExecutorCounters = { compiled: 0, fallback: 0, refused: 0, fallbackReasons: new Map() };
  const store = createOperationStore<Context, Origin>();
  const bytes = options.runMemoryBytes ?? 0;
  const memory = bytes > 0 ? createRunMemory(bytes) : undefined;
  const find = (source: OperationSource<Origin>) => {
    const moved = facts.drawMoved();
    const prepare = () => ({
      operation: prepareOperation(source, moved, { facts, send: options.send, counters, memory }),
      origin: source.origin?.(),
    });
    return [source.key + moved.key, prepare] as const;
  };
  return {
    counters,
    prepare: (source) => store.prepareAhead(...find(source)),
    async execute(source, request) {
      const known = store.get(...find(source));
      const operation = known instanceof Promise ? await known : known;
      return operation.execute(request);
    },
    operationsInUse: () => store.origins(),
  };
}

export type { GraphQLError };
