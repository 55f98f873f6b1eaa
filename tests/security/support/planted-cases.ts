import type { AssociationName } from '@gkz-qe/infra/parts.ts';
import { otherThan } from './viewers.ts';

/** Somebody who advises no more: routing chooses nobody like that, and nobody can take over to them. */
export const formerAdvisorId = '5a3b1e00-00ff-4000-8000-000000000001';

/** The association that the planted cases are about, and the one that leads where this one does not. */
export const ours: AssociationName = 'gemeindetag';
/** Takes no part in any planted case. */
export const stranger: AssociationName = otherThan(ours);
export const leader: AssociationName = otherThan(stranger);

export interface PlantedPart {
  readonly association: AssociationName;
  readonly role: 'LEAD' | 'CO_ADVICE' | 'INFORMED';
  readonly state?: 'REQUESTED' | 'ACCEPTED' | 'DECLINED';
  /** Last digits of a sample advisor; 1 is the viewer. */
  readonly advisor?: number;
}

export interface PlantedCase {
  /** Letters alone: it is part of the case's markers. */
  readonly name: string;
  readonly parts: readonly PlantedPart[];
  readonly inTriage?: boolean;
  /** Nobody works on it any more, so that no action on it changes anything. */
  readonly closed?: boolean;
  /** Closed because somebody else is responsible: what can still be done with a closed case cannot be done with it. */
  readonly referred?: boolean;
  readonly restricted?: boolean;
  /** Whether the inquirer has a link that works. */
  readonly linked?: boolean;
  readonly held?: boolean;
  /** Whether the person has asked for erasure. */
  readonly erasureAsked?: boolean;
}

const weLead = { association: ours, role: 'LEAD', advisor: 1 } as const;
const theyLead = { association: leader, role: 'LEAD', advisor: 9 } as const;

/** A case for each line of `caseSight`, under the words of that line. */
export const casesBySight: Readonly<Record<string, PlantedCase>> = {
  'leads, the viewer being the advisor': {
    name: 'lead',
    parts: [weLead, { association: leader, role: 'CO_ADVICE', advisor: 9 }],
  },
  'leads with another advisor': { name: 'leadOfColleague', parts: [{ ...weLead, advisor: 2 }] },
  'gives co-advice, the viewer being the advisor': {
    name: 'coAdvice',
    parts: [theyLead, { association: ours, role: 'CO_ADVICE', advisor: 1 }],
  },
  'gives co-advice with another advisor': {
    name: 'coAdviceOfColleague',
    parts: [theyLead, { association: ours, role: 'CO_ADVICE', advisor: 2 }],
  },
  'is informed': { name: 'informed', parts: [theyLead, { association: ours, role: 'INFORMED' }] },
  'is proposed as the next lead': {
    name: 'proposed',
    parts: [theyLead, { association: ours, role: 'LEAD', state: 'REQUESTED', advisor: 1 }],
  },
  'has declined its part': {
    name: 'declined',
    parts: [theyLead, { association: ours, role: 'CO_ADVICE', state: 'DECLINED', advisor: 1 }],
  },
  'takes no part': { name: 'foreign', parts: [theyLead] },
  'takes no part, the case is in triage': { name: 'triage', parts: [], inTriage: true },
  'leads, the person has restricted the processing': { name: 'restricted', parts: [weLead], restricted: true },
};

export const plantedCases: readonly PlantedCase[] = [
  ...Object.values(casesBySight),
  { name: 'linked', parts: [weLead], linked: true },
  { name: 'withdrawn', parts: [weLead], linked: true },
  { name: 'revoked', parts: [weLead] },
  { name: 'held', parts: [weLead], held: true },
  { name: 'asked', parts: [weLead], erasureAsked: true },
  { name: 'closed', parts: [weLead], closed: true },
  { name: 'referred', parts: [weLead], closed: true, referred: true },
  {
    name: 'closedWithProposal',
    parts: [theyLead, { association: ours, role: 'LEAD', state: 'REQUESTED', advisor: 1 }],
    closed: true,
  },
  {
    name: 'closedWithQuestion',
    parts: [theyLead, { association: ours, role: 'CO_ADVICE', state: 'REQUESTED', advisor: 1 }],
    closed: true,
  },
];

/** About whom the cases are: a Gemeinde of ours alone, its Landkreis, and a Stadt of the Städtetag. */
export const plantedKommunen = { gemeinde: '08336010', landkreis: '08336', stadt: '08226085' } as const;

/** A Sunday in the middle of the sample years, so that other tests' lists neither begin nor end with ours. */
export const plantedDay = '2021-05-02';

/** When what is planted was received. */
export const receivedAt = `${plantedDay}T09:00:00Z`;

/** Later than any test runs. */
export const farAway = '2099-01-01T00:00:00Z';

/** A project whose Kommune consents to show it, and which the case `lead` accompanies; in its second version. */
export const plantedProject = '5ec0de00-0002-4000-8000-000000000001';

/** For which the case `foreign` asks; the Kommune of the planted project has said no once. */
export const plantedIntroduction = '5ec0de00-0003-4000-8000-000000000001';

/** An event that is cancelled, in its second version, and somebody who is registered to it with the code `linkOf('event')`. */
export const plantedEvent = '5ec0de00-0004-4000-8000-000000000001';

export function caseIdOf(name: string): string {
  return `5ec0de00-0000-4000-8000-${numberOf(name)}`;
}

export function caseNumberOf(name: string): string {
  return `2021-9${numberOf(name).slice(-4)}`;
}

/** Key of the request for erasure that concerns the case, or of the one by which it was restricted. */
export function requestIdOf(name: string): string {
  return `5ec0de00-0001-4000-8000-${numberOf(name)}`;
}

/** Key of the request for erasure of the same person that somebody has approved. */
export const approvedRequestId = '5ec0de00-0002-4000-8000-000000000001';

/** Secret of the link to the case; 43 characters as those of real ones. */
export function linkOf(name: string): string {
  return `planted-link-${name}`.padEnd(43, '0');
}

/** Every number of a planted case in a text: no sample case of that year comes so far. */
export const plantedNumbers = /2021-9\d{4}/g;

/** The planted case with this number; undefined for any other number. */
export function caseOfNumber(number: string): PlantedCase | undefined {
  return plantedCases.find(({ name }) => caseNumberOf(name) === number);
}

function numberOf(name: string): string {
  return String(plantedCases.findIndex((planted) => planted.name === name) + 1).padStart(12, '0');
}
