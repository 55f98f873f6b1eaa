import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import type { AssociationCode, Phase } from '../generated/resolvers.ts';

/** Who brought a project into a phase, and what is told of it. */
export interface PhaseChange {
  readonly projectId: string;
  readonly phase: Phase;
  readonly at: Date;
  readonly actor: string;
  readonly association: AssociationCode | null;
  /** The entry of a timeline that says why; null where nothing is said. */
  readonly entryId: string | null;
}

/** Appends to the history of a project's phases. */
export async function recordPhase(em: EntityManager, change: PhaseChange): Promise<void> {
  const { projectId, phase, at, actor, association, entryId } = change;
  await select(em, 'phase.record', insertPhase, [projectId, at, phase, actor, association, entryId]);
}

const insertPhase = `
  with entered as (
    insert into phase_entry (project_id, at, phase, actor, association) values ($1, $2, $3, $4, $5) returning id)
  insert into phase_note (phase_entry_id, entry_id) select id, $6::bigint from entered where $6::bigint is not null`;

/** What the timelines of the cases say that accompany a project. */
export interface Told {
  readonly projectId: string;
  readonly at: Date;
  readonly association: AssociationCode | null;
  readonly text: string;
}

/**
 * Lets the open cases that accompany a project take its phase over, and tells it in their timelines; where none is open, in that of
 * the latest. A case that is over keeps the phase in which it ended. The project's row must be locked: that comes before its cases.
 *
 * @param except the case through which it happens, which is written by itself
 * @returns the key of one of the entries; null where there is none
 */
export async function tellOpenCases(
  em: EntityManager,
  { projectId, at, association, text }: Told,
  except: string | null = null,
): Promise<string | null> {
  await select(em, 'phase.cases', takeOver, [projectId, except]);
  const row = await selectOne<{ id: string | null }>(em, 'phase.entries', tell, [
    ...[projectId, except, at, association, text],
  ]);
  return row?.id ?? null;
}

const otherCases = `
  select c.id, c.open from consultation_case c join case_project l on l.case_id = c.id
  where l.project_id = $1 and c.id is distinct from $2::uuid`;

const takeOver = `
  update consultation_case c set phase = project.phase, version = c.version + 1
  from project, (${otherCases} and c.open order by c.id for update of c) accompanying
  where project.id = $1 and c.id = accompanying.id and c.phase is distinct from project.phase`;

const tell = `
  with other as (${otherCases}), latest as (
    select id from other where $2::uuid is null and not exists (select from other where open) order by id desc limit 1
  ), told as (
    insert into timeline_entry (case_id, at, kind, visibility, association, text)
    select id, $3, 'NOTE', 'PARTICIPANTS', $4, $5 from (select id from other where open union select id from latest) asked
    returning id)
  select min(id)::text as id from told`;
