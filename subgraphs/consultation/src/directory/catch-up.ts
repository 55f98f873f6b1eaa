import type { EntityManager } from '@gkz-qe/kit/database.ts';
import { fetchChanges, pageSize } from './change-log.client.ts';
import { type ChangeLogEntry, digestOf, type EntryFault, type ReadEntries, readEntries } from './change-log.entry.ts';
import type { DirectorySource } from './directory.types.ts';
import { applyStep, type DirectoryPosition, readPosition } from './directory-cursor.repository.ts';

/** How one look into a change log ended. */
export type CatchUp =
  /** The copy has all there was to have. */
  | { readonly kind: 'COMPLETE' }
  /** There is more to have at once, here or by way of another process. */
  | { readonly kind: 'MORE' }
  /** An entry cannot be applied. The cursor stands before it. */
  | { readonly kind: 'FAULTY'; readonly fault: EntryFault }
  /** The log has begun anew, and the copy with it. */
  | { readonly kind: 'RESTARTED' }
  /** The log has begun anew and holds nothing yet: the copy stays as it was. */
  | { readonly kind: 'EMPTIED' };

/** A longer log is not read in one go after a restart. */
const mostPages = 1_000;

/**
 * Asks for what came after the cursor, once, and applies it.
 *
 * The last applied entry is asked for again: where the log no longer has it, or has another one at its place, the association's
 * database was made anew or restored, and positions mean nothing any more. Then the whole log is read and replaces the copy.
 *
 * @throws Error where the association or the database does not answer
 */
export async function catchUp(em: EntityManager, source: DirectorySource, signal: AbortSignal): Promise<CatchUp> {
  const from = await readPosition(em, source.association);
  const isStart = from.digest === null;
  const page = await fetchChanges(source, isStart ? 0n : from.seq - 1n, signal);
  const known = isStart ? [] : page.slice(0, 1);
  if (!isStart && (known.length === 0 || digestOf(known[0]) !== from.digest)) {
    return restart(em, source, from, signal);
  }
  const { entries, fault } = readEntries(page.slice(known.length), from.seq);
  const isComplete = fault === null && page.length < pageSize;
  const applied = await applyStep(em, source.association, { from, entries, isComplete, isRestart: false });
  if (applied && fault) return { kind: 'FAULTY', fault };
  return { kind: applied && isComplete ? 'COMPLETE' : 'MORE' };
}

async function restart(
  em: EntityManager,
  source: DirectorySource,
  from: DirectoryPosition,
  signal: AbortSignal,
): Promise<CatchUp> {
  const { entries, fault } = await fetchWholeLog(source, signal);
  // A copy that is old is worth more than one that stops at a fault, and more than none.
  if (fault) return { kind: 'FAULTY', fault };
  if (entries.length === 0) return { kind: 'EMPTIED' };
  const applied = await applyStep(em, source.association, { from, entries, isComplete: true, isRestart: true });
  return { kind: applied ? 'RESTARTED' : 'MORE' };
}

async function fetchWholeLog(source: DirectorySource, signal: AbortSignal): Promise<ReadEntries> {
  const entries: ChangeLogEntry[] = [];
  for (let pages = 0; pages < mostPages; pages++) {
    const after = BigInt(entries.at(-1)?.seq ?? 0);
    const page = await fetchChanges(source, after, signal);
    const read = readEntries(page, after);
    entries.push(...read.entries);
    if (read.fault || page.length < pageSize) return { entries, fault: read.fault };
  }
  throw new Error('the change log is too long to be read in one go');
}
