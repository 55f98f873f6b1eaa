import type { CaseStatus } from '../generated/resolvers.ts';

const open: ReadonlySet<CaseStatus> = new Set([
  'RECEIVED',
  'IN_TRIAGE',
  'ASSIGNED',
  'IN_CONSULTATION',
  'WAITING_FOR_INQUIRER',
]);

/** Whether somebody still works on a case of this status. The database says the same in `consultation_case.open`. */
export function isOpen(status: CaseStatus): boolean {
  return open.has(status);
}
