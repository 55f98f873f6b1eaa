import { createHash } from 'node:crypto';
import type { Logger } from '@gkz-qe/kit/log.ts';
import type { Generation } from './generation.ts';
import type { Generations } from './generations.ts';
import { warm } from './warm.ts';

/** Which supergraph is served, and whether a newer one was refused. */
export interface SupergraphState {
  /** The beginning of the SHA-256 of its text. */
  readonly id: string;
  readonly since: string;
  /** The one that lies there and cannot be served. Null once a good one is there. */
  readonly refused: { readonly id: string; readonly at: string } | null;
}

export interface Reloader {
  /** Serves another supergraph if it is good. Never throws; one after the other. */
  readonly offer: (supergraphSdl: string) => Promise<void>;
  readonly state: () => SupergraphState;
}

/**
 * Takes over new supergraphs: verified, then warmed with the operations in use, then swapped in. One that cannot be served is
 * refused, logged and to be seen in the state; the last good one goes on.
 *
 * @param create makes a generation of an SDL, or throws if that cannot be served
 */
export function createReloader(
  generations: Generations,
  create: (supergraphSdl: string) => Promise<Generation>,
  log: Logger,
): Reloader {
  let state: SupergraphState = stateOf(generations.current().supergraphSdl);
  let last: Promise<void> = Promise.resolve();

  async function take(supergraphSdl: string): Promise<void> {
    const id = idOf(supergraphSdl);
    if (id === state.id) {
      state = { ...state, refused: null };
      return;
    }
    if (id === state.refused?.id) return;
    try {
      const next = await create(supergraphSdl);
      await warmAndSwap(next, id);
    } catch (failure) {
      state = { ...state, refused: { id, at: new Date().toISOString() } };
      const reason = failure instanceof Error ? failure.message : String(failure);
      log.error({ supergraph: id, reason }, 'this supergraph cannot be served; the last one goes on');
    }
  }

  async function warmAndSwap(next: Generation, id: string): Promise<void> {
    try {
      const warmed = await warm(next, generations.current().executor.operationsInUse());
      generations.swap(next);
      state = stateOf(next.supergraphSdl);
      log.info({ supergraph: id, ...warmed }, 'serving another supergraph');
    } catch (failure) {
      await next.close();
      throw failure;
    }
  }

  return {
    offer(supergraphSdl) {
      last = last.then(() => take(supergraphSdl));
      return last;
    },
    state: () => state,
  };
}

function stateOf(supergraphSdl: string): SupergraphState {
  return { id: idOf(supergraphSdl), since: new Date().toISOString(), refused: null };
}

function idOf(supergraphSdl: string): string {
  return createHash('sha256').update(supergraphSdl).digest('hex').slice(0, 12);
}
