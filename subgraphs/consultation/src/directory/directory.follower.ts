import type { Orm } from '@gkz-qe/kit/database.ts';
import { describeFailure } from '@gkz-qe/kit/errors.ts';
import type { Logger } from '@gkz-qe/kit/log.ts';
import { keepDoing } from '../steady-loop.ts';
import { reasonOf } from './association-call.ts';
import { type CatchUp, catchUp } from './catch-up.ts';
import type { DirectorySource } from './directory.types.ts';

export interface FollowerOptions {
  readonly orm: Orm;
  readonly log: Logger;
  readonly sources: readonly DirectorySource[];
  /** Milliseconds between two looks into a log that has nothing new. */
  readonly pollMs: number;
}

/** The pause after an entry that cannot be applied: somebody has to see to it. */
const faultyPauseMs = 30_000;

/**
 * Keeps the copy of every association's directory up to date, one loop for each, so that none waits for another.
 *
 * Any number of processes may follow at once. Dispose of it to stop; that waits for what is under way.
 */
export function followDirectories(options: FollowerOptions): AsyncDisposable {
  const stopping = new AbortController();
  const loops = options.sources.map((source) => follow(source, options, stopping.signal));
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

async function follow(source: DirectorySource, options: FollowerOptions, signal: AbortSignal): Promise<void> {
  const log = options.log.child({ association: source.association });
  const report = createReport(log);
  const step = async () => {
    const result = await catchUp(options.orm.em.fork(), source, signal);
    report(result);
    return pauseAfter(result, options.pollMs);
  };
  await keepDoing({ step, onFailure: (error) => report({ kind: 'FAILED', error }) }, signal);
}

type Result = CatchUp | { readonly kind: 'FAILED'; readonly error: unknown };

/** Writes a line when something changes, and none while it stays as it is. */
function createReport(log: Logger): (result: Result) => void {
  let told = '';
  return (result) => {
    const state = result.kind === 'FAULTY' ? `FAULTY ${result.fault.seq}` : result.kind;
    if (state === told || result.kind === 'MORE') return;
    const wasTrouble = told !== '' && told !== 'COMPLETE';
    told = state;
    switch (result.kind) {
      case 'COMPLETE':
        log.info(wasTrouble ? 'the directory is followed again' : 'the directory is complete');
        break;
      case 'FAULTY':
        log.error({ ...result.fault }, 'the directory stops before an entry that cannot be applied');
        break;
      case 'RESTARTED':
        log.error('the change log has begun anew: the directory was copied from its beginning');
        break;
      case 'EMPTIED':
        log.error('the change log has begun anew and is empty: the directory stays as it was');
        break;
      case 'FAILED':
        log.warn(describeFailure(reasonOf(result.error)), 'the directory cannot be followed');
    }
  };
}

function pauseAfter({ kind }: CatchUp, pollMs: number): number {
  if (kind === 'MORE') return 0;
  return kind === 'FAULTY' ? Math.max(faultyPauseMs, pollMs) : pollMs;
}
