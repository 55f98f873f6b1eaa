import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { viewerHeader } from '@gkz-qe/kit/signature.ts';
import { decodeViewer, publicViewer, type Viewer } from '@gkz-qe/kit/viewer.ts';
import { answerCasePage } from './floor/case-page.ts';
import { openFloorDatabases } from './floor/databases.ts';
import { answerFindPlace } from './floor/find-place.ts';
import { answerSweep } from './floor/sweep.ts';
import { answerWorklist } from './floor/worklist.ts';

/**
 * The floor: one process without federation and without GraphQL, which answers these operations, and no others, with SQL written by hand
 * over all four databases. What is above it is the price of everything that the graph does in general.
 */
const databases = openFloorDatabases(process.env.FLOOR_DATABASES ?? '{}');
const answers = { CasePage: answerCasePage, Worklist: answerWorklist, FindPlace: answerFindPlace, Sweep: answerSweep };

const viewers = new Map<string, Viewer>();

function viewerOf({ headers }: IncomingMessage): Viewer {
  const header = headers[viewerHeader]?.toString() ?? '';
  return viewers.getOrInsertComputed(header, () => decodeViewer(header) ?? publicViewer);
}

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { query, variables = {} } = JSON.parse(Buffer.concat(chunks).toString());
  const name = /query (\w+)/.exec(query)?.[1] as keyof typeof answers;
  const answer = await answers[name]?.(databases, viewerOf(request), variables);
  const text = JSON.stringify(answer ? { data: answer } : { errors: [{ message: `no SQL for ${name}` }] });
  response.writeHead(answer ? 200 : 400, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` });
});
process.on('disconnect', () => process.exit());
