import type { MemberState } from './save-members.repository.ts';

/** Whether a membership is a matter of the past: its last day has gone by, whatever its stored status says. */
export function isOver({ status, until }: Pick<MemberState, 'status' | 'until'>, today: string): boolean {
  return status === 'ENDED' || (until !== null && until < today);
}
