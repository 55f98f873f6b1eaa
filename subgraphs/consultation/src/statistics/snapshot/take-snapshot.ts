import { randomUUIDv7 } from 'node:crypto';
import { releaseYear } from '../release/release-year.ts';
import type { SnapshotRepository, SnapshotRow, TakenBy } from './snapshot.repository.ts';

/** What is still written down about a year's cases after its end goes into its figures, so long. */
const settles = { months: 1 };

export interface SnapshotOptions {
  readonly snapshots: SnapshotRepository;
  readonly takenBy: TakenBy;
  /** The day on which it is taken; ISO 8601. */
  readonly today: string;
  /** Ends the work between two tables. What has been published stays, and the next one goes on from there. */
  readonly signal?: AbortSignal;
}

/** Publishes the years that are due, each in a transaction of its own, and notes a snapshot of all that are published. */
export async function takeSnapshot({ snapshots, takenBy, today, signal }: SnapshotOptions): Promise<SnapshotRow> {
  const last = lastDueYear(today);
  const span = { begin: last + 1, published: null as number | null };
  await snapshots.inOneRead(async ({ facts, releases }) => {
    span.published = await releases.findLastYear();
    span.begin = span.published === null ? ((await facts.findFirstYear()) ?? last + 1) : span.published + 1;
  });
  for (let year = span.begin; year <= last; year++) {
    await snapshots.inOneRead((parts) => releaseYear({ ...parts, year, at: new Date(), signal }));
    span.published = year;
  }
  const snapshot = { id: randomUUIDv7(), takenAt: new Date(), takenBy, lastYear: span.published };
  await snapshots.save(snapshot);
  return snapshot;
}

/** The last year whose figures may be published on a day. */
export function lastDueYear(today: string): number {
  return Temporal.PlainDate.from(today).subtract(settles).year - 1;
}
