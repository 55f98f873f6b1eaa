import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { readColumns } from './columns.ts';
import type { FactRepository } from './fact.repository.ts';
import type { NewCell, ReleaseRepository } from './release.repository.ts';
import { readFrame } from './year.ts';
import type { YearParts } from './year-cells.ts';
import type { YearRepository } from './year-facts.repository.ts';
import { yearFactsOf } from './year-facts.ts';

export interface ReleaseOptions {
  readonly facts: FactRepository;
  readonly releases: ReleaseRepository;
  readonly years: YearRepository;
  readonly year: number;
  readonly at: Date;
  /** Ends the work; nothing of the year is published then. */
  readonly signal?: AbortSignal | undefined;
}

/** Publishes a year, in the transaction of the three repositories. */
export async function releaseYear({ facts, releases, years, year, at, signal }: ReleaseOptions): Promise<void> {
  const isSecond = year % 2 === 0 && (await releases.findLastYear()) === year - 1;
  const published = isSecond ? await releases.findCellsOf(year - 1) : [];
  await releases.begin(year, at);
  await facts.freeze(year);
  const frame = await readFrame(facts);
  const own = await readColumns(facts, year, frame.dimensions);
  const before = isSecond ? await readColumns(facts, year - 1, frame.dimensions) : null;
  await releases.saveCells(year, await makeCells({ year, frame, own, before, published }, signal));
  const { sample, counted } = await years.count(year);
  await years.save(year, sample, yearFactsOf(counted));
  await facts.forgetUntil(year % 2 === 0 ? year : year - 1);
}

/** In a thread of its own: it takes seconds of a year with many cases, and the process that does it at night serves meanwhile. */
async function makeCells(parts: YearParts, signal?: AbortSignal): Promise<readonly NewCell[]> {
  const worker = new Worker(new URL('year-cells.worker.ts', import.meta.url), { workerData: parts });
  try {
    const [cells] = await once(worker, 'message', { signal });
    return cells;
  } finally {
    await worker.terminate();
  }
}
