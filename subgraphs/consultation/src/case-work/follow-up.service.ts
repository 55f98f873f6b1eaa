import { randomUUIDv7 } from 'node:crypto';
import { acceptanceDue, firstAnswerDue } from '../clock/deadlines.ts';
import { officeOf } from '../clock/office.ts';
import type { OpenFollowUpCaseInput } from '../generated/resolvers.ts';
import { yearOf } from '../inquiry/new-case.ts';
import { notificationsFor } from './case-notifications.ts';
import { readCaseInput } from './case-work.input.ts';
import type { PartFact, Plan, Refusal } from './case-work.types.ts';
import type { CaseChanges, ChangeOutcome } from './change.service.ts';
import { obstacleToAdvisor, stillAdvises } from './named-advisor.ts';
import { leadOf } from './relations.ts';
import { the, toParticipants } from './wording.ts';

/** The new case, or why there is none. */
export type FollowUpOutcome = ChangeOutcome | { readonly kind: 'OPENED'; readonly caseId: string };

/** When a case has been closed for long, a new one that points to it goes on. */
export function createFollowUpWork({ change }: CaseChanges) {
  return {
    async openFollowUpCase(input: OpenFollowUpCaseInput): Promise<FollowUpOutcome> {
      const { concern, advisor, ...seen } = readCaseInput('followUp', input);
      const id = randomUUIDv7();
      const outcome = await change(
        'OPEN_FOLLOW_UP_CASE',
        seen,
        async ({ facts, actor, at }, turn): Promise<Plan | Refusal> => {
          const lead = leadOf(facts.parts);
          if (lead === null) throw new Error('a closed case has no lead');
          const { association } = lead;
          const obstacle = advisor && (await obstacleToAdvisor(turn, facts, association, advisor));
          if (obstacle) return obstacle;
          const former = (await stillAdvises(turn, association, lead.advisorId)) ? lead.advisorId : null;
          const receivedAt = at;
          const office = officeOf((await turn.findClock(facts.id)).offices, association);
          const leads = `${the(association)} leitet die Beratung`;
          const advisorId = advisor ?? former;
          const dueAt = acceptanceDue(office, at);
          await turn.openFollowUp({
            ...{ id, concern, receivedAt, lead: association, follows: facts.id, actor: actor.subject },
            number: await turn.takeNumber(yearOf(Temporal.Instant.fromEpochMilliseconds(at.getTime()))),
            reasons: [`Folgefall zu ${facts.number}.`, `${leads} wie bisher.`],
            ...{ dueAt, advisorId, firstAnswerDueAt: firstAnswerDue(office, receivedAt) },
            entries: [`Die Beratung zu ${facts.number} geht mit einem Folgefall weiter.`, `Zugewiesen: ${leads}.`],
            notifications: notificationsFor('FOLLOW_UP', {
              before: { id, status: 'RECEIVED', dueAt: null, parts: [] },
              after: { id, status: 'ASSIGNED', dueAt, parts: [newLead(association, advisorId)] },
              entries: [],
              actor,
            }),
          });
          return { entries: [toParticipants('NOTE', association, 'Ein Folgefall ist eröffnet.')] };
        },
      );
      return outcome.kind === 'CHANGED' ? { kind: 'OPENED', caseId: id } : outcome;
    },
  };
}

function newLead(association: PartFact['association'], advisorId: string | null): PartFact {
  return { id: '', association, role: 'LEAD', state: 'REQUESTED', advisorId, inForce: true, answerDueAt: null };
}
