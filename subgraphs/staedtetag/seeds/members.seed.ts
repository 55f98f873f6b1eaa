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

/** The sample memberships, all of them ACTIVE, with a contact in each Stadtkreis. */
export async function seedMembers(em: EntityManager): Promise<boolean> {
  if ((await em.count(Member)) > 0) return false;
  await saveMembers(em, readSampleMembers().map(toState));
  return true;
}

function toState({ ags, since }: SampleMember): MemberState {
  const contacts = isStadtkreis(ags) ? [contactIn(ags)] : [];
  return { ags, status: 'ACTIVE', since, until: null, preferred: false, source: 'SAMPLE', contacts };
}

function isStadtkreis(ags: string): boolean {
  return /^08\d{2}[1-4]/.test(ags);
}

function contactIn(ags: string): ContactState {
  return {
    name: 'Beispielstelle Quartiersentwicklung',
    function: 'Ansprechstelle im Rathaus (Beispiel)',
    email: `quartier-${ags}@rathaus.beispiel.invalid`,
    phone: null,
  };
}
