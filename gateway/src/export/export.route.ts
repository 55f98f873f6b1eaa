import { finished, Readable } from 'node:stream';
import { HeaderMap } from '@apollo/server';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type RunningBudget, runBudget } from '../data-source/budget.ts';
import { createRefusal } from '../errors/refusal.ts';
import type { GraphqlRouteParts } from '../http/graphql.route.ts';
import { identifyAndCount } from '../http/identify-and-count.ts';
import { clientOf } from '../limits/rate.limits.ts';
import type { Generations } from '../supergraph/generations.ts';
import { excelCsv, plainCsv } from './csv.format.ts';
import { type ExportDefinition, readExports, readShape } from './export.definition.ts';
import { type AskPage, type PageAnswer, readFacts, readPages } from './export.pages.ts';
import { requireExport } from './export.policy.ts';
import { createExportSlots } from './export.slots.ts';
import { statusOf } from './export.status.ts';
import { readVariables } from './export.variables.ts';
import { parquet } from './parquet.format.ts';
import type { TableFormat } from './table.format.ts';

export interface ExportRouteParts
  extends Pick<GraphqlRouteParts, 'apollo' | 'verifyToken' | 'rates' | 'operations' | 'maxBudgetMs'> {
  readonly generations: Pick<Generations, 'enter' | 'current'>;
}

const formats: ReadonlyMap<string, TableFormat> = new Map([
  ['csv', excelCsv],
  ['csv-plain', plainCsv],
  ['parquet', parquet],
]);

/**
 * Known operations as files: each page is an operation of its own, asked as the viewer in the same way as at `/graphql`, so nobody
 * sees more than there, and limits are the same. What a page may not show ends the whole file.
 */
export function registerExports(app: FastifyInstance, parts: ExportRouteParts): void {
  const exports = readExports(parts.operations);
  const takeSlot = createExportSlots();

  app.get<{ Params: { name: string } }>('/export/:name', async (request, reply) => {
    const viewer = await identifyAndCount(request, parts);
    const definition = exports.get(request.params.name);
    if (!definition) {
      throw createRefusal('NOT_FOUND', `Diesen Abruf gibt es nicht. Möglich sind: ${[...exports.keys()].join(', ')}.`);
    }
    const { format, variables } = readAddress(request, definition);
    const generation = parts.generations.current();
    requireExport(viewer, definition, generation);
    const shape = readShape(generation.schema, definition);
    const pager = createPager(parts, request, viewer, definition, variables);
    const giveBack = takeSlot(viewer.subject ?? clientOf(request.ip));
    // Also where the client left while it was found out who they are: an event of that would be missed by now.
    finished(reply.raw, () => {
      giveBack();
      pager.leave();
    });
    const first = await pager.ask(null);
    if (first.errors.length > 0) {
      return reply.code(statusOf(first, viewer)).send({ errors: first.errors.slice(0, 1) });
    }
    const facts = [['Abgerufen', new Date().toISOString()] as const, ...readFacts(shape, first.data)];
    const table = { columns: shape.columns, facts, pages: readPages(shape, first, pager.ask) };
    const file = `${request.params.name}-${new Date().toISOString().slice(0, 10)}.${format.ending}`;
    return reply
      .type(format.mediaType)
      .header('content-disposition', `attachment; filename="${file}"`)
      .header('cache-control', 'no-store')
      .send(Readable.from(format.write(table), { highWaterMark: 1 }));
  });
}

function readAddress(request: FastifyRequest, { operation }: ExportDefinition) {
  const at = request.url.indexOf('?');
  const search = new URLSearchParams(at < 0 ? '' : request.url.slice(at));
  const format = formats.get(search.get('format') ?? 'csv');
  if (!format) {
    throw createRefusal('BAD_REQUEST', `Dieses Format gibt es nicht. Möglich sind: ${[...formats.keys()].join(', ')}.`);
  }
  search.delete('format');
  return { format, variables: readVariables(operation, search) };
}

/** Asks pages one at a time, each with a budget and a generation of its own; leaving ends the one that is under way. */
function createPager(
  { apollo, generations, maxBudgetMs }: ExportRouteParts,
  request: FastifyRequest,
  viewer: Viewer,
  { text }: ExportDefinition,
  variables: Readonly<Record<string, unknown>>,
): { readonly ask: AskPage; readonly leave: () => void } {
  let running: RunningBudget | undefined;
  const headers = new HeaderMap([['content-type', 'application/json']]);
  return {
    async ask(after) {
      const clock = runBudget(maxBudgetMs, maxBudgetMs);
      running = clock;
      const body = { query: text, variables: { ...variables, ...(after !== null && { after }) } };
      const leaveGeneration = generations.enter();
      const answer = await apollo
        .executeHTTPGraphQLRequest({
          httpGraphQLRequest: { method: 'POST', headers, search: '', body },
          context: async () => ({ viewer, requestId: request.id, budget: clock.budget, httpRequest: request }),
        })
        .finally(() => {
          leaveGeneration();
          clock.end();
        });
      if (answer.body.kind !== 'complete') throw new Error('an answer in parts, which no operation here asks for');
      const { data = null, errors = [] } = JSON.parse(answer.body.string) as Partial<PageAnswer>;
      return { status: answer.status ?? 200, data, errors };
    },
    leave: () => running?.leave(),
  };
}
