import type { CaseStatus } from '../generated/resolvers.ts';

const sideways = ['REFERRED', 'WITHDRAWN', 'DECLINED', 'DUPLICATE'] as const;

/** The ways a case can go on, from each status, as the domain names them: what the table of transitions is measured by. */
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
