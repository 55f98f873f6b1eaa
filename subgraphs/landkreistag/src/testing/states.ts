import { randomUUID } from 'node:crypto';
import type { AdvisorState } from '../advisor/save-advisors.repository.ts';
import type { MemberState } from '../member/save-members.repository.ts';

/** A member with nothing special about it, but for what a test says. */
export function memberState(state: Partial<MemberState> & Pick<MemberState, 'ags'>): MemberState {
  return { status: 'ACTIVE', since: '1990-01-01', until: null, source: 'SAMPLE', ...state };
}

/** An advisor with nothing special about them, but for what a test says. */
export function advisorState(state: Partial<AdvisorState> = {}): AdvisorState {
  const id = state.id ?? randomUUID();
  return {
    id,
    name: 'Mia Beispiel',
    email: `${id}@landkreistag.beispiel.invalid`,
    phone: null,
    kind: 'INTERNAL',
    institution: null,
    disciplines: [],
    active: true,
    capacity: 10,
    source: 'SAMPLE',
    topics: [],
    areas: ['08'],
    conflicts: [],
    members: [],
    absences: [],
    ...state,
  };
}
