import { type GraphQLSchema, graphql } from 'graphql';
import { createErrorFormatter } from '../errors.ts';
import { createLog } from '../log.ts';
import type { Caller } from '../server.ts';
import { publicViewer, type Viewer } from '../viewer.ts';

/** What an operation came to. Errors carry what a client may see of them. */
export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: a test states itself what it expects of the data
  readonly data: any;
  readonly errors: readonly {
    readonly message: string;
    readonly path: string;
    readonly code: unknown;
    /** What a `Problem` says was wrong, as the client wrote it. */
    readonly argument: unknown;
  }[];
}

/** Runs one operation as a caller; nobody in particular where none is given. */
export type Ask = (source: string, variables?: Readonly<Record<string, unknown>>, caller?: Caller) => Promise<Answer>;

/** Runs operations on a subgraph's real schema, each with a context of its own, as the server does it but without HTTP. */
export function createTestGraph(options: {
  readonly schema: GraphQLSchema;
  readonly createContext: (caller: Caller) => object;
}): Ask {
  const format = createErrorFormatter(createLog('test', 'silent'));
  return async (source, variables = {}, caller = asViewer()) => {
    const contextValue = options.createContext(caller);
    const { data, errors = [] } = await graphql({
      schema: options.schema,
      source,
      variableValues: variables,
      contextValue,
    });
    return {
      // Without GraphQL's prototype-less objects, so that tests compare with plain ones.
      data: JSON.parse(JSON.stringify(data ?? null)),
      errors: errors.map((error) => {
        const { message, path, extensions } = format(error.toJSON(), error);
        return { message, path: path?.join('.') ?? '', code: extensions?.code, argument: extensions?.argument };
      }),
    };
  };
}

/** A call that the gateway makes for a viewer. */
export function asViewer(viewer: Partial<Viewer> = {}): Caller {
  return { kind: 'gateway', viewer: { ...publicViewer, ...viewer } };
}

/** Resolves references as the gateway asks for them: `selection` is the body of one inline fragment or of several. */
export function entityQuery(selection: string): string {
  return `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`;
}
