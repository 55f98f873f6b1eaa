import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type GraphQLSchema, graphql } from 'graphql';

/** Where an answer is meant to differ from the one before, another number of as many digits stands in this place. */
export const number = '#00000000';

/**
 * Serves a subgraph whose data never change: a request that was seen before is answered with the bytes of the first answer, so that what
 * is measured is the gateway.
 *
 * @param next called for each request; answers the number to put in place of {@link number}, null to leave it
 * @returns its address
 */
export async function serveStaticSubgraph(
  schema: GraphQLSchema,
  next: () => number | null = () => null,
): Promise<string> {
  const answers = new Map<string, Promise<Answer>>();
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    const answer = await answers.getOrInsertComputed(body, () => execute(schema, body));
    const value = next();
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.bytes.length });
    response.end(value === null ? answer.bytes : withNumber(answer, value));
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

interface Answer {
  readonly bytes: Buffer;
  /** Where the numbers stand. */
  readonly numbers: readonly number[];
}

async function execute(schema: GraphQLSchema, body: string): Promise<Answer> {
  const { query, variables, operationName } = JSON.parse(body);
  const result = await graphql({ schema, source: query, variableValues: variables, operationName });
  const bytes = Buffer.from(JSON.stringify(result));
  const numbers: number[] = [];
  for (let at = bytes.indexOf(number); at >= 0; at = bytes.indexOf(number, at + 1)) numbers.push(at);
  return { bytes, numbers };
}

function withNumber({ bytes, numbers }: Answer, value: number): Buffer {
  const copy = Buffer.from(bytes);
  const text = `#${String(value).padStart(number.length - 1, '0')}`;
  for (const at of numbers) copy.write(text, at, 'latin1');
  return copy;
}
