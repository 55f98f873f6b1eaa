import { join } from 'node:path';
import type { EntityManager } from '@gkz-qe/kit/database.ts';
import { readSeedTable } from '@gkz-qe/kit/seed-table.ts';
import { Member } from '../src/member/member.entity.ts';
import { type ContactState, type MemberState, saveMembers } from '../src/member/save-members.repository.ts';

/** A row of `members.csv`. */
export interface SampleMember {
  readonly ags: string;
  readonly since: string;
  /** Last two digits of the ids of those who look after the member. */
  readonly advisors: readonly string[];
}

/** Reads `members.csv`: made up by the rule at its head. */
export function readSampleMembers(): readonly SampleMember[] {
  const rows = readSeedTable(join(import.meta.dirname, 'members.csv'), ['ags', 'since', 'advisors']);
  return rows.map((row) => ({ ...row, advisors: row.advisors.split(' ').filter((number) => number !== '') }));
}

/** The sample memberships, all of them ACTIVE and in the Kreisverband of their Landkreis, with a contact in every tenth. */
export async function seedMembers(em: EntityManager): Promise<boolean> {
  if ((await em.count(Member)) > 0) return false;
  await saveMembers(em, readSampleMembers().map(toState));
  return true;
}

function toState({ ags, since }: SampleMember, index: number): MemberState {
  return {
    ags,
    kreisverband: ags.slice(0, 5),
    status: 'ACTIVE',
    since,
    until: null,
    preferred: false,
    source: 'SAMPLE',
    contacts: index % 10 === 0 ? [contactIn(ags)] : [],
  };
}

function contactIn(ags: string): ContactState {
  return {
    name: 'Beispielstelle Hauptamt',
    function: 'Ansprechstelle der Gemeindeverwaltung (Beispiel)',
    email: `hauptamt-${ags}@gemeinde.beispiel.invalid`,
    phone: null,
  };
}
