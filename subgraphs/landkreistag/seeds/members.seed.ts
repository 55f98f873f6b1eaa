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

/** Reads `members.csv`; its head says what of it is real. */
export function readSampleMembers(): readonly SampleMember[] {
  const rows = readSeedTable(join(import.meta.dirname, 'members.csv'), ['ags', 'since', 'advisors']);
  return rows.map((row) => ({ ...row, advisors: row.advisors.split(' ').filter((number) => number !== '') }));
}

/** The 35 memberships, all of them ACTIVE, with a contact in each Landratsamt. */
export async function seedMembers(em: EntityManager): Promise<boolean> {
  if ((await em.count(Member)) > 0) return false;
  await saveMembers(em, readSampleMembers().map(toState));
  return true;
}

function toState({ ags, since }: SampleMember): MemberState {
  return { ags, status: 'ACTIVE', since, until: null, source: 'SAMPLE', contacts: [contactIn(ags)] };
}

function contactIn(ags: string): ContactState {
  return {
    name: 'Beispielstelle Sozialdezernat',
    function: 'Ansprechstelle im Landratsamt (Beispiel)',
    email: `soziales-${ags}@landratsamt.beispiel.invalid`,
    phone: null,
  };
}
