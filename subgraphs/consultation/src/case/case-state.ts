import type { CaseStatus } from '../generated/resolvers.ts';

/** The ways a case can go on, from each status. Everything else is refused. */
const sideways = ['REFERRED', 'WITHDRAWN', 'DECLINED', 'DUPLICATE'] as const;

export const nextStatuses: Readonly<Record<CaseStatus, readonly CaseStatus[]>> = {
  RECEIVED: ['IN_TRIAGE', 'ASSIGNED', ...sideways],
  IN_TRIAGE: ['ASSIGNED', ...sideways],
  ASSIGNED: ['IN_CONSULTATION', 'IN_TRIAGE', ...sideways],
  IN_CONSULTATION: ['WAITING_FOR_INQUIRER', 'CLOSED', ...sideways],
  WAITING_FOR_INQUIRER: ['IN_CONSULTATION', 'CLOSED', ...sideways],
  CLOSED: ['IN_CONSULTATION', 'ANONYMISED'],
  ANONYMISED: [],
  REFERRED: ['ANONYMISED'],
  WITHDRAWN: ['ANONYMISED'],
  DECLINED: ['ANONYMISED'],
  DUPLICATE: ['ANONYMISED'],
};

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
