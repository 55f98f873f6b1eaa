import type { Logger } from '@gkz-qe/kit/log.ts';
import type { StepKind } from './clock-plan.ts';
import type { ClockRepository } from './clock-step.repository.ts';

/** Cases that are asked for at once. */
const batchSize = 200;

/** A run that finds ever more to do leaves the rest to the next one. */
const mostBatches = 1_000;

/** How long a case is put off that cannot be looked at, in milliseconds: an hour. */
const putOffMs = 3_600_000;

export interface ClockRun {
  readonly cases: ClockRepository;
  /** Looks at one case, in a transaction of its own; answers what it did. */
  readonly look: (caseId: string) => Promise<readonly StepKind[]>;
  readonly log: Logger;
  readonly now: () => Date;
  readonly batchSize?: number;
  /** Ends the run between two cases. The next one goes on where it stopped. */
  readonly signal?: AbortSignal;
}

/**
 * Looks at every case whose time has come; answers how many steps of each kind were done.
 *
 * What is left to do is read from the cases, so a run that broke off needs no repair, and two at once share the work.
 */
export async function runClock(run: ClockRun): Promise<Readonly<Partial<Record<StepKind, number>>>> {
  const done: Partial<Record<StepKind, number>> = {};
  for (let batch = 0; batch < mostBatches; batch++) {
    const due = await run.cases.findDue(run.now(), run.batchSize ?? batchSize);
    if (due.length === 0) break;
    for (const caseId of due) {
      run.signal?.throwIfAborted();
      for (const kind of await lookSafely(run, caseId)) done[kind] = (done[kind] ?? 0) + 1;
    }
  }
  return done;
}

/** One case that cannot be worked on must not keep the others waiting. */
async function lookSafely({ cases, look, log, now }: ClockRun, caseId: string): Promise<readonly StepKind[]> {
  try {
    return await look(caseId);
  } catch (error) {
    await cases.putOff(caseId, new Date(now().getTime() + putOffMs));
    log.error(
      { failure: (error as Error).name, code: (error as { code?: unknown }).code, caseId },
      'a case is put off',
    );
    return [];
  }
}
