import { pino } from 'pino';
import { readGatewayEnv } from '../env.ts';
import { createGatewayServer } from '../server.ts';
import { createGeneration } from '../supergraph/generation.ts';
import type { Generations } from '../supergraph/generations.ts';
import { composeSupergraph } from './compose.ts';
import { type SubgraphSource, startSubgraph, type TestSubgraph } from './subgraph.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of all shapes
  readonly body: any;
}

export interface Question {
  readonly token?: string | undefined;
  readonly variables?: unknown;
  readonly operationName?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestGateway extends AsyncDisposable {
  readonly url: string;
  /** Every line that was logged, as text. */
  readonly log: readonly string[];
  readonly subgraphs: Readonly<Record<string, TestSubgraph>>;
  readonly ask: (query: string, question?: Question) => Promise<Answer>;
  readonly send: (path: string, init?: RequestInit) => Promise<Answer>;
  /** Offers another supergraph, as the watcher of the file does. */
  readonly offer: (supergraphSdl: string) => Promise<void>;
  readonly generations: Generations;
}

/** Starts subgraphs, composes them and starts the real gateway server in front, all on ports of their own. */
export async function startGateway(
  sources: readonly SubgraphSource[],
  env: Readonly<Record<string, string>> = {},
): Promise<TestGateway> {
  const subgraphs = await Promise.all(sources.map(startSubgraph));
  const sdl = composeSupergraph(sources.map((source, at) => ({ ...source, url: subgraphs[at]?.url ?? '' })));
  const settings = readGatewayEnv({ NODE_ENV: 'development', ...env });
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  const { app, generations, reloader } = await createGatewayServer(
    settings,
    await createGeneration(sdl, settings, log),
    log,
  );
  const url = await app.listen({ host: '127.0.0.1', port: 0 });

  async function send(path: string, init?: RequestInit): Promise<Answer> {
    const response = await fetch(url + path, init);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  return {
    url,
    log: lines,
    subgraphs: Object.fromEntries(subgraphs.map((subgraph) => [subgraph.name, subgraph])),
    send,
    offer: reloader.offer,
    generations,
    ask: (query, { token, variables, operationName, headers } = {}) =>
      send('/graphql', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...headers,
        },
        body: JSON.stringify({ query, variables, operationName }),
      }),
    async [Symbol.asyncDispose]() {
      await app.close();
      await Promise.all(subgraphs.map((subgraph) => subgraph.stop().catch(() => undefined)));
    },
  };
}
