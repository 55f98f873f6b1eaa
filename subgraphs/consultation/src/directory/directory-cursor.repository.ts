import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import type { AssociationCode } from '../generated/resolvers.ts';
import { tellOfLeftBehind } from '../hand-over/left-behind.repository.ts';
import type { ChangeLogEntry } from './change-log.entry.ts';

/** How far the copy of an association's directory reaches, for the follower. */
export interface DirectoryPosition {
  readonly seq: bigint;
  /** Digest of the entry at `seq`; null at the beginning. */
  readonly digest: string | null;
  /** The database's clock when the position was read: what is asked for from now on is at least as new. */
  readonly readAt: Date;
}

export async function readPosition(em: EntityManager, association: AssociationCode): Promise<DirectoryPosition> {
  const row = await selectOne<{ seq: string; digest: string | null; readAt: Date }>(
    em,
    'directory.position',
    `select coalesce(applied_seq, 0)::text as seq, applied_digest as digest, clock_timestamp() as "readAt"
     from (select) as always left join directory_cursor on association = $1`,
    [association],
  );
  if (row === null) throw new Error('the position of a directory was not read');
  return { ...row, seq: BigInt(row.seq) };
}

/** A step of the copy: from the position that was read to the last of the entries. */
export interface DirectoryStep {
  readonly from: DirectoryPosition;
  readonly entries: readonly ChangeLogEntry[];
  /** Whether the copy is complete with these entries as of the time when the position was read. */
  readonly isComplete: boolean;
  /** Whether the entries are the whole of another log, and replace what was copied from the one before. */
  readonly isRestart: boolean;
}

/**
 * Applies entries and moves the cursor in one transaction.
 *
 * Answers false, and does nothing, where the cursor is no longer where it was read: another process was quicker.
 */
export async function applyStep(
  em: EntityManager,
  association: AssociationCode,
  step: DirectoryStep,
): Promise<boolean> {
  return em.fork().transactional(async (transaction) => {
    if (!(await lockCursor(transaction, association, step.from))) return false;
    if (step.isRestart) await forgetCopy(transaction, association);
    await saveMembers(transaction, association, step.entries);
    await saveAdvisors(transaction, association, step);
    await saveOffice(transaction, association, step.entries);
    await moveCursor(transaction, association, step);
    return true;
  });
}

async function lockCursor(em: EntityManager, association: string, from: DirectoryPosition): Promise<boolean> {
  await select(
    em,
    'directory.ensureCursor',
    'insert into directory_cursor (association) values ($1) on conflict do nothing',
    [association],
  );
  const row = await selectOne<{ seq: string; digest: string | null }>(
    em,
    'directory.lockCursor',
    `select applied_seq::text as seq, applied_digest as digest from directory_cursor
     where association = $1 for update`,
    [association],
  );
  return row !== null && BigInt(row.seq) === from.seq && row.digest === from.digest;
}

async function forgetCopy(em: EntityManager, association: string): Promise<void> {
  await select(em, 'directory.forgetMembers', 'delete from directory_member where association = $1', [association]);
  await select(em, 'directory.forgetAdvisors', 'delete from directory_advisor where association = $1', [association]);
  await select(em, 'directory.forgetOffice', 'delete from directory_office where association = $1', [association]);
}

async function saveMembers(em: EntityManager, association: string, entries: readonly ChangeLogEntry[]): Promise<void> {
  // Of several states of one member in one step only the last one counts, and one statement cannot write a row twice.
  const members = new Map(entries.flatMap(({ member }) => (member === null ? [] : [[member.ags, member]])));
  if (members.size === 0) return;
  await select(
    em,
    'directory.saveMembers',
    `insert into directory_member (association, ags, status, since, until, preferred)
     select $1, ags, status, since, until, preferred
     from jsonb_to_recordset($2::jsonb) as row (ags text, status text, since date, until date, preferred boolean)
     on conflict (association, ags) do update set
       status = excluded.status, since = excluded.since, until = excluded.until, preferred = excluded.preferred`,
    [association, JSON.stringify([...members.values()])],
  );
}

async function saveAdvisors(em: EntityManager, association: AssociationCode, step: DirectoryStep): Promise<void> {
  const { entries, from } = step;
  const advisors = new Map(entries.flatMap(({ advisor }) => (advisor === null ? [] : [[advisor.id, advisor]])));
  if (advisors.size === 0) return;
  await select(
    em,
    'directory.saveAdvisors',
    `insert into directory_advisor (association, id, active, capacity, topics, areas, conflicts, members, absences)
     select $1, id, active, capacity, topics, areas, conflicts, members, absences
     from jsonb_to_recordset($2::jsonb) as row (id uuid, active boolean, capacity integer, topics jsonb,
       areas text[], conflicts text[], members text[], absences jsonb)
     on conflict (association, id) do update set
       active = excluded.active, capacity = excluded.capacity, topics = excluded.topics, areas = excluded.areas,
       conflicts = excluded.conflicts, members = excluded.members, absences = excluded.absences`,
    [association, JSON.stringify([...advisors.values()])],
  );
  // From here on the association's own word counts: who comes back one day is active again by it.
  await select(
    em,
    'directory.endDepartures',
    `delete from advisor_departure d using directory_advisor a
     where a.association = $1 and a.id = d.advisor_id and not a.active`,
    [association],
  );
  await tellOfLeftBehind(em, association, [...advisors.keys()], from.readAt);
}

async function saveOffice(em: EntityManager, association: string, entries: readonly ChangeLogEntry[]): Promise<void> {
  const office = entries.findLast((entry) => entry.office !== null)?.office;
  if (!office) return;
  const { serviceHours, closedDays, firstAnswerWorkingHours, acceptanceWorkingDays } = office;
  await select(
    em,
    'directory.saveOffice',
    `insert into directory_office
       (association, service_hours, closed_days, first_answer_working_hours, acceptance_working_days)
     values ($1, $2::jsonb, $3::jsonb, $4, $5)
     on conflict (association) do update set service_hours = excluded.service_hours, closed_days = excluded.closed_days,
       first_answer_working_hours = excluded.first_answer_working_hours,
       acceptance_working_days = excluded.acceptance_working_days`,
    [
      ...[association, JSON.stringify(serviceHours), JSON.stringify(closedDays)],
      ...[firstAnswerWorkingHours, acceptanceWorkingDays],
    ],
  );
}

async function moveCursor(em: EntityManager, association: string, step: DirectoryStep): Promise<void> {
  const last = step.entries.at(-1);
  await select(
    em,
    'directory.moveCursor',
    `update directory_cursor set applied_seq = $2::bigint, applied_digest = $3,
       confirmed_at = case when $4::boolean then greatest(confirmed_at, $5::timestamptz) else confirmed_at end
     where association = $1`,
    [
      association,
      last?.seq ?? String(step.from.seq),
      last?.digest ?? step.from.digest,
      step.isComplete,
      step.from.readAt,
    ],
  );
}
