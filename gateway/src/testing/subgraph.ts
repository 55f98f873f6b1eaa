import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLFieldResolver, graphql, parse } from 'graphql';

type Resolver = GraphQLFieldResolver<unknown, unknown> | ((reference: never) => unknown);
export type Resolvers = Readonly<Record<string, Readonly<Record<string, Resolver>>>>;

export interface SubgraphSource {
  readonly name: string;
  /** Without the `@link`: the test helper adds one for all directives that tests use. */
  readonly typeDefs: string;
  readonly resolvers?: Resolvers;
}

/** One call as it arrived. */
export interface ReceivedCall {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** What it was answered; empty until then, or where mischief answered. */
  answer: string;
}

/** Does with a call whatever a test needs instead of answering it; true: it took care of the response. */
export type Mischief = (call: ReceivedCall, response: ServerResponse, request: IncomingMessage) => boolean;

export interface TestSubgraph extends AsyncDisposable {
  readonly name: string;
  readonly url: string;
  readonly calls: ReceivedCall[];
  /** Stops answering: the port is closed. */
  readonly stop: () => Promise<void>;
  /** Answers again, at the same address. */
  readonly start: () => Promise<void>;
  misbehave: Mischief | undefined;
}

export const federationLink = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@requires", "@external", "@shareable", "@inaccessible", "@interfaceObject",
  "@authenticated", "@requiresScopes", "@policy", "@cost", "@listSize", "@tag"])\n`;

/** A real subgraph on a port of its own that remembers what it was asked. */
export async function startSubgraph(source: SubgraphSource): Promise<TestSubgraph> {
  const schema = buildSubgraphSchema([
    { typeDefs: parse(federationLink + source.typeDefs), resolvers: (source.resolvers ?? {}) as never },
  ]);
  const calls: ReceivedCall[] = [];
  let server: Server;
  let port = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/health/ready') {
      response.end('{"status":"ok"}');
      return;
    }
    const body = await readBody(request);
    const { query, variables = {}, operationName } = JSON.parse(body);
    const call: ReceivedCall = { query, variables, headers: request.headers, body, answer: '' };
    calls.push(call);
    if (subgraph.misbehave?.(call, response, request)) return;
    const result = await graphql({ schema, source: query, variableValues: variables, operationName, contextValue: {} });
    response.setHeader('content-type', 'application/json');
    call.answer = JSON.stringify(result);
    response.end(call.answer);
  }

  async function start(): Promise<void> {
    server = createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  }

  async function stop(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  const subgraph: TestSubgraph = {
    name: source.name,
    get url() {
      return `http://127.0.0.1:${port}/graphql`;
    },
    calls,
    start,
    stop,
    misbehave: undefined,
    [Symbol.asyncDispose]: stop,
  };
  await start();
  return subgraph;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
