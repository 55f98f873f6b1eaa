import { publicViewer } from '@gkz-qe/kit/viewer.ts';
import { getOperationAST, parse, validate } from 'graphql';
import type { RequestContext } from '../context.ts';
import { prepareOperation } from '../executor.ts';
import type { Generation } from './generation.ts';
import type { OperationInUse } from './operations-in-use.ts';

/** How many operations a new generation knows before it answers, and for how long it may learn, in milliseconds. */
const maxOperations = 500;
const maxMs = 5000;

/** What became of the operations. */
export interface Warmed {
  readonly ready: number;
  /** No longer valid, or no longer to be planned: their clients will hear of it. */
  readonly unfit: number;
}

/**
 * Plans and compiles for a generation what its predecessor is asked, beginning with what was asked last. Nothing is executed;
 * between two operations everything else gets its turn. What there is no time for is planned when somebody asks it.
 */
export async function warm(next: Generation, inUse: readonly OperationInUse[]): Promise<Warmed> {
  const endsAt = performance.now() + maxMs;
  const warmed = { ready: 0, unfit: 0 };
  for (const operation of inUse.slice(0, maxOperations)) {
    if (performance.now() > endsAt) break;
    const isReady = await warmOne(next, operation).catch(() => false);
    warmed[isReady ? 'ready' : 'unfit'] += 1;
  }
  return warmed;
}

async function warmOne(next: Generation, { text, queryHash, operationName, roles }: OperationInUse): Promise<boolean> {
  const document = parse(text);
  const operation = getOperationAST(document, operationName);
  if (!operation || validate(next.schema, document).length > 0) return false;
  const viewer = roles ? { ...publicViewer, subject: 'somebody', roles } : publicViewer;
  // Nothing is executed: of the context only the viewer counts.
  const context = { viewer } as RequestContext;
  const request = { operationName, document, operation, queryHash, source: text, variables: {}, context };
  // What viewers of these roles may not see under the new rules is cut as it will be for them.
  await next.access.answer(request, async (allowed) => {
    await prepareOperation(next, allowed);
    return {};
  });
  return true;
}
