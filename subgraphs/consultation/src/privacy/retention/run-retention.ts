import { randomUUIDv7 } from 'node:crypto';
import { timeZone } from '@gkz-qe/kit/local-day.ts';
import type { NewRun, RetentionRepository } from './retention.repository.ts';
import type { RetentionRunRow } from './retention.types.ts';

/** How long what is known of a person stays after a case has ended. */
const keptFor = { years: 3 };

/** How long it is kept who came to an event. */
const participantsKeptFor = { days: 30 };

/** Cases to a transaction: some tenths of a second, so that nobody who wants one of them waits for long. */
const batchSize = 200;

export interface RetentionOptions {
  readonly retention: RetentionRepository;
  /** Subject of who wants it, or `nightly`, or `command`. */
  readonly startedBy: string;
  /** Reports what would change and changes nothing. */
  readonly rehearsal: boolean;
  /** The day on which it takes place. */
  readonly today: string;
  readonly batchSize?: number;
  /** Ends the run between two batches. The next one goes on where it stopped. */
  readonly signal?: AbortSignal;
}

/**
 * Makes every case anonymous that ended more than three years ago and that nothing keeps, and forgets who came to events.
 *
 * What is left to do is read from the cases themselves, so a run that broke off needs no repair, and two at once share the work.
 */
export async function runRetention(options: RetentionOptions): Promise<RetentionRunRow> {
  const { retention, startedBy, rehearsal, signal } = options;
  const run: NewRun = {
    ...{ id: randomUUIDv7(), rehearsal, startedBy },
    startedAt: new Date(),
    endedBefore: endedBefore(options.today),
  };
  await retention.start(run);
  if (rehearsal) {
    await retention.rehearse(run, new Date());
  } else {
    for (let number = 1; await retention.doBatch(run, number, options.batchSize ?? batchSize, new Date()); number++) {
      signal?.throwIfAborted();
    }
    await retention.forgetParticipants(midnightBefore(options.today, participantsKeptFor));
  }
  await retention.finish(run, new Date());
  return retention.get(run.id);
}

/** The midnight three years before a day: what ended on a later day stays. */
export function endedBefore(today: string): Date {
  return midnightBefore(today, keptFor);
}

function midnightBefore(today: string, ago: Temporal.DurationLike): Date {
  const day = Temporal.PlainDate.from(today).subtract(ago);
  return new Date(day.toZonedDateTime(timeZone).epochMilliseconds);
}
