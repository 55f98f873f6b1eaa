import { type Ask, askRoot } from './ask.ts';
import { advisorOf } from './association-names.ts';
import type { AskFor } from './operations.ts';
import { caseIdOf, formerAdvisorId, leader, ours } from './planted-cases.ts';

/** The name of an action, and what it says besides the case and its version. */
type Action = readonly [name: string, input?: string];

/**
 * Actions on a case in whose status none of them can be done: whoever may do such a thing at all learns that, whoever may not is
 * refused, and nothing is changed.
 */
export function onCase(name: string, ...actions: readonly Action[]): AskFor {
  return (): readonly Ask[] =>
    actions.map(([action, input = '']) =>
      askRoot(
        ours,
        'consultation',
        `${action}(input: { caseId: "${caseIdOf(name)}", version: 1 ${input} }) {
           ... on CaseActionRefused { reason missing case { id } }
           ... on StaleCase { version changes { fact before after } entries { text } } }`,
        'mutation',
      ),
    );
}

const together =
  (...parts: readonly AskFor[]): AskFor =>
  (column) =>
    parts.flatMap((ask) => ask(column));

const association = `association: ${leader.toUpperCase()}`;
const reason = 'reason: "Das ist eine Probe."';
const text = 'text: "Das ist eine Probe."';

/** The work on cases. */
export const caseWorkOperations: Readonly<Record<string, AskFor>> = {
  'accept a case': onCase('closed', ['acceptCase']),
  'give a case back, propose another lead': onCase('closed', ['declineCase', reason], ['proposeLead', association]),
  'accept or decline the lead that is proposed': onCase('closedWithProposal', ['acceptLead'], ['declineLead', reason]),
  'assign an advisor': onCase('closed', ['assignAdvisor', `advisor: "${advisorOf(ours)}"`]),
  'ask for co-advice, end a part': onCase(
    'closed',
    ['requestCoAdvice', association],
    ['endParticipation', `${association}, role: CO_ADVICE, ${reason}`],
  ),
  'answer when asked for co-advice': onCase('closedWithQuestion', ['answerCoAdvice', 'accept: true']),
  'record a contact, set topics': onCase(
    'closed',
    ['recordContact', `kind: PHONE, minutes: 5, ${text}, visibility: PARTICIPANTS`],
    ['setTopics', 'topics: ["PFL"]'],
  ),
  'recommend, set the phase, wait, close, reopen': together(
    onCase(
      'closed',
      ['recommend', text],
      ['updateRecommendation', `recommendation: "${caseIdOf('closed')}", state: DONE`],
      ['setPhase', 'phase: FUNDING'],
      ['waitForInquirer', 'question: "Ist das eine Probe?"'],
      ['resumeCase'],
      ['closeCase', 'result: "Das ist eine Probe."'],
    ),
    onCase('lead', ['reopenCase', reason], ['openFollowUpCase', 'concern: "Das ist eine Probe."']),
  ),
  'make and settle promises and appointments': onCase(
    'closed',
    ['makeCommitment', `kind: PROMISE, dueAt: "2099-01-01T10:00:00Z", ${text}`],
    ['settleCommitment', `commitment: "${caseIdOf('closed')}", state: KEPT`],
  ),
  // A closed case may still have some.
  'record and update funding applications': onCase(
    'referred',
    ['recordFundingApplication', 'programme: "QUARTIERSIMPULSE", appliedOn: "2026-03-01", amountEuro: 20000'],
    [
      'updateFundingApplication',
      `application: "${caseIdOf('closed')}", programme: "QUARTIERSIMPULSE", appliedOn: "2026-03-01", amountEuro: 1, state: APPLIED`,
    ],
  ),
  'see the own promises and appointments': () => [
    askRoot(ours, 'consultation', 'myCommitments { id kind dueAt text visibility state changedAt case { id } }'),
  ],
  // To somebody who cannot take over, so that nothing is handed over.
  'hand over all cases of an advisor': () => [
    askRoot(
      ours,
      'consultation',
      `handOver(input: { advisor: "${advisorOf(ours)}", to: "${formerAdvisorId}" }) {
         ... on HandOverRefused { reason cases { id } } }`,
      'mutation',
    ),
  ],
  'give an advisor new cases again': () => [
    askRoot(
      ours,
      'consultation',
      `readmitAdvisor(input: { advisor: "${caseIdOf('closed')}" }) { ... on ReadmissionRefused { reason } }`,
      'mutation',
    ),
  ],
  'see who gets no new cases': () => [askRoot(ours, 'consultation', 'departedAdvisors { at }')],
  'refer, withdraw, mark as a duplicate': onCase(
    'closed',
    ['referCase', `to: "L-Bank", ${reason}`],
    ['withdrawInquiry', reason],
    ['markDuplicate', `of: "${caseIdOf('lead')}"`],
  ),
  'decline an inquiry': onCase('closed', ['declineInquiry', reason]),
};
