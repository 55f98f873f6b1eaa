import { randomUUID } from 'node:crypto';
import { inLoggedTransaction } from '@gkz-qe/kit/change-log.ts';
import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { Problem } from '@gkz-qe/kit/problem.ts';
import { logAdvisors } from '../directory/directory.repository.ts';
import { recordAdvisors } from '../revision/revision.repository.ts';
import { Absence } from './absence.entity.ts';
import { Advisor, AdvisorArea, AdvisorConflict, AdvisorTopic, MemberAdvisor } from './advisor.entity.ts';

/** What an advisor shall be from now on, with all that belongs to the advisor. Days are ISO 8601. */
export interface AdvisorState {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
  readonly kind: Advisor['kind'];
  readonly institution: string | null;
  readonly disciplines: readonly string[];
  readonly active: boolean;
  readonly capacity: number;
  readonly source: Advisor['source'];
  readonly topics: readonly { readonly code: string; readonly level: number }[];
  readonly areas: readonly string[];
  /** Keys of the Kommunen for which the advisor does not work. */
  readonly conflicts: readonly string[];
  /** Keys of the members that the advisor looks after. */
  readonly members: readonly string[];
  readonly absences: readonly AbsenceState[];
  /** The version that this state was made from; left out, the state counts whatever is there. */
  readonly version?: number;
}

export interface AbsenceState {
  readonly from: string;
  readonly until: string;
  readonly deputyId: string | null;
}

/**
 * Writes advisors, new ones and known ones, records what each is now and logs it for the directory, in one transaction.
 * Nothing else writes advisors.
 *
 * @throws Problem CONFLICT where a state was made from a version that is no longer the newest
 */
export async function saveAdvisors(em: EntityManager, states: readonly AdvisorState[]): Promise<void> {
  await inLoggedTransaction(em, async (transaction) => {
    const ids = states.map((state) => state.id);
    const rows = await transaction.find(Advisor, { id: { $in: ids } }, { refresh: true });
    const known = new Map(rows.map((row) => [row.id, row]));
    const added = states.filter((state) => !known.has(state.id));
    await transaction.insertMany(Advisor, added.map(columnsOf));
    const touched = new Map<string, readonly string[]>();
    for (const state of states) {
      const row = known.get(state.id);
      if (!row) continue;
      refuseStale(state, row);
      touched.set(
        state.id,
        contactData.filter((name) => row[name] !== state[name]),
      );
      transaction.assign(row, columnsOf(state));
    }
    const versions = new Map(rows.map((row) => [row, row.version]));
    await transaction.flush();
    await raiseVersions(transaction, versions);
    await replaceParts(transaction, states);
    await recordAdvisors(transaction, ids, touched);
    await logAdvisors(transaction, ids);
  });
}

/** Of these a revision says only that they have changed. */
const contactData = ['name', 'email', 'phone', 'institution'] as const;

function refuseStale(state: AdvisorState, { version }: Advisor): void {
  if (state.version === undefined || state.version === version) return;
  throw new Problem('CONFLICT', 'Die Person wurde inzwischen geändert. Bitte laden Sie sie neu.', { version });
}

/** A save makes a new version also where only what belongs to an advisor has changed, which the ORM does not see. */
async function raiseVersions(em: EntityManager, before: ReadonlyMap<Advisor, number>): Promise<void> {
  const same = [...before].filter(([row, version]) => row.version === version).map(([row]) => row.id);
  await select(em, 'advisor.raiseVersions', 'update advisor set version = version + 1 where id = any($1)', [same]);
}

function columnsOf(state: AdvisorState) {
  const { id, name, email, phone, kind, institution, disciplines, active, capacity, source } = state;
  return { id, name, email, phone, kind, institution, disciplines: [...disciplines], active, capacity, source };
}

/** What belongs to an advisor is replaced as a whole: two statements per table, however many advisors. */
async function replaceParts(em: EntityManager, states: readonly AdvisorState[]): Promise<void> {
  const advisors = { advisor: { $in: states.map((state) => state.id) } };
  await em.nativeDelete(AdvisorTopic, advisors);
  await em.insertMany(
    AdvisorTopic,
    states.flatMap(({ id, topics }) => topics.map(({ code, level }) => ({ advisor: id, code, level }))),
  );
  await em.nativeDelete(AdvisorArea, advisors);
  await em.insertMany(
    AdvisorArea,
    states.flatMap(({ id, areas }) => areas.map((area) => ({ advisor: id, area }))),
  );
  await em.nativeDelete(AdvisorConflict, advisors);
  await em.insertMany(
    AdvisorConflict,
    states.flatMap(({ id, conflicts }) => conflicts.map((ags) => ({ advisor: id, ags }))),
  );
  await em.nativeDelete(MemberAdvisor, advisors);
  await em.insertMany(
    MemberAdvisor,
    states.flatMap(({ id, members }) => members.map((member) => ({ advisor: id, member }))),
  );
  await em.nativeDelete(Absence, advisors);
  await em.insertMany(
    Absence,
    states.flatMap(({ id, absences }) => absences.map((absence) => absenceRow(id, absence))),
  );
}

function absenceRow(advisor: string, { from, until, deputyId }: AbsenceState) {
  return { id: randomUUID(), advisor, firstDay: from, lastDay: until, deputy: deputyId };
}
