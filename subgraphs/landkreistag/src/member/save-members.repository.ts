import { randomUUID } from 'node:crypto';
import { inLoggedTransaction } from '@gkz-qe/kit/change-log.ts';
import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { Problem } from '@gkz-qe/kit/problem.ts';
import { logMembers } from '../directory/directory.repository.ts';
import { recordMembers } from '../revision/revision.repository.ts';
import { Member, MemberContact } from './member.entity.ts';

/** What a member shall be from now on. Days are ISO 8601. */
export interface MemberState {
  readonly ags: string;
  readonly status: Member['status'];
  readonly since: string | null;
  readonly until: string | null;
  readonly source: Member['source'];
  /** Replaces all contacts; left out, they stay. */
  readonly contacts?: readonly ContactState[];
  /** The version that this state was made from; left out, the state counts whatever is there. */
  readonly version?: number;
}

export interface ContactState {
  readonly name: string;
  readonly function: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/**
 * Writes members, new ones and known ones, records what each is now and logs it for the directory, in one transaction.
 * Nothing else writes members.
 *
 * @throws Problem CONFLICT where a state was made from a version that is no longer the newest
 */
export async function saveMembers(em: EntityManager, states: readonly MemberState[]): Promise<void> {
  await inLoggedTransaction(em, async (transaction) => {
    const keys = states.map((state) => state.ags);
    const rows = await transaction.find(Member, { ags: { $in: keys } }, { refresh: true });
    const known = new Map(rows.map((row) => [row.ags, row]));
    const added = states.filter((state) => !known.has(state.ags));
    await transaction.insertMany(Member, added.map(columnsOf));
    for (const state of states) {
      const row = known.get(state.ags);
      if (!row) continue;
      refuseStale(state, row);
      transaction.assign(row, columnsOf(state));
    }
    const versions = new Map(rows.map((row) => [row, row.version]));
    await transaction.flush();
    await raiseVersions(transaction, versions);
    await replaceContacts(transaction, states);
    const touched = states.filter(({ contacts }) => contacts).map(({ ags }) => [ags, ['contacts']] as const);
    await recordMembers(transaction, keys, new Map(touched));
    await logMembers(transaction, keys);
  });
}

function refuseStale(state: MemberState, { version }: Member): void {
  if (state.version === undefined || state.version === version) return;
  throw new Problem('CONFLICT', 'Das Mitglied wurde inzwischen geändert. Bitte laden Sie es neu.', { version });
}

/** A save makes a new version also where only the contacts have changed, which the ORM does not see. */
async function raiseVersions(em: EntityManager, before: ReadonlyMap<Member, number>): Promise<void> {
  const same = [...before].filter(([row, version]) => row.version === version).map(([row]) => row.ags);
  await select(em, 'member.raiseVersions', 'update member set version = version + 1 where ags = any($1)', [same]);
}

function columnsOf({ contacts: _contacts, version: _version, ...columns }: MemberState) {
  return columns;
}

async function replaceContacts(em: EntityManager, states: readonly MemberState[]): Promise<void> {
  const given = states.flatMap(({ ags, contacts }) => (contacts ? [{ ags, contacts }] : []));
  if (given.length === 0) return;
  await em.nativeDelete(MemberContact, { member: { $in: given.map(({ ags }) => ags) } });
  const rows = given.flatMap(({ ags, contacts }) =>
    contacts.map((contact) => ({ id: randomUUID(), member: ags, ...contact })),
  );
  await em.insertMany(MemberContact, rows);
}
