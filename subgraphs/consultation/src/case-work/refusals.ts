import { Problem } from '@gkz-qe/kit/problem.ts';
import type { CaseStatus } from '../generated/resolvers.ts';
import type { Refusal } from './case-work.types.ts';
import { type Action, daysToReopen, type Obstacle, type Relation } from './transitions.ts';

/** How statuses stand in German sentences. */
export const statusWords: Readonly<Record<CaseStatus, string>> = {
  RECEIVED: 'Eingegangen',
  IN_TRIAGE: 'In Klärung',
  ASSIGNED: 'Zugewiesen',
  IN_CONSULTATION: 'In Beratung',
  WAITING_FOR_INQUIRER: 'Wartet auf Anfragende',
  CLOSED: 'Abgeschlossen',
  ANONYMISED: 'Anonymisiert',
  REFERRED: 'Verwiesen',
  WITHDRAWN: 'Zurückgezogen',
  DECLINED: 'Abgelehnt',
  DUPLICATE: 'Doppelt',
};

/** Object and verb, between which a sentence says „nicht“. */
const actionWords: Readonly<Record<Action, readonly [object: string, verb: string]>> = {
  ACCEPT_CASE: ['den Fall', 'annehmen'],
  DECLINE_CASE: ['den Fall', 'zurückgeben'],
  ASSIGN_ADVISOR: ['den Fall', 'zuweisen'],
  PROPOSE_LEAD: ['die Abgabe', 'vorschlagen'],
  ACCEPT_LEAD: ['die Federführung', 'übernehmen'],
  DECLINE_LEAD: ['die Federführung', 'ablehnen'],
  REQUEST_CO_ADVICE: ['um Mitberatung', 'bitten'],
  ANSWER_CO_ADVICE: ['auf eine Bitte um Mitberatung', 'antworten'],
  END_PARTICIPATION: ['die Beteiligung', 'beenden'],
  RECORD_CONTACT: ['einen Kontakt', 'festhalten'],
  RECOMMEND: ['eine Empfehlung', 'geben'],
  UPDATE_RECOMMENDATION: ['den Stand einer Empfehlung', 'ändern'],
  MAKE_COMMITMENT: ['eine Zusage', 'festhalten'],
  SETTLE_COMMITMENT: ['den Stand einer Zusage', 'ändern'],
  RECORD_FUNDING_APPLICATION: ['einen Förderantrag', 'festhalten'],
  UPDATE_FUNDING_APPLICATION: ['den Stand eines Förderantrags', 'ändern'],
  SET_PHASE: ['die Projektphase', 'ändern'],
  START_PROJECT: ['ein Projekt', 'anlegen'],
  LINK_PROJECT: ['den Fall einem Projekt', 'zuordnen'],
  REQUEST_INTRODUCTION: ['eine Vernetzung', 'anfragen'],
  SET_TOPICS: ['die Handlungsfelder', 'ändern'],
  WAIT_FOR_INQUIRER: ['eine Rückfrage', 'stellen'],
  RESUME_CASE: ['die Beratung', 'fortsetzen'],
  CLOSE_CASE: ['den Fall', 'abschließen'],
  REOPEN_CASE: ['den Fall', 'wieder aufnehmen'],
  OPEN_FOLLOW_UP_CASE: ['einen Folgefall', 'eröffnen'],
  REFER_CASE: ['den Fall', 'verweisen'],
  WITHDRAW_INQUIRY: ['die Anfrage', 'zurückziehen'],
  DECLINE_INQUIRY: ['die Anfrage', 'ablehnen'],
  MARK_DUPLICATE: ['den Fall', 'als doppelt kennzeichnen'],
  HAND_OVER: ['den Fall', 'übergeben'],
  ROUTE: ['den Fall', 'zuweisen'],
  TIME_OUT: ['den Fall', 'zurückholen'],
  ANONYMISE: ['den Fall', 'anonymisieren'],
};

const relationWords: Readonly<Record<Relation, string>> = {
  LEAD_ADVISOR: 'wer den Fall leitet',
  LEAD_TEAM: 'die Teamleitung des Verbands, der den Fall leitet',
  PROPOSED_ADVISOR: 'wem die Leitung angeboten ist',
  PROPOSED_TEAM: 'die Teamleitung des Verbands, dem die Leitung angeboten ist',
  CO_ADVISOR: 'wer mitberät',
  CO_TEAM: 'die Teamleitung des Verbands, der mitberät',
  ASKED_ADVISOR: 'wer um Mitberatung gebeten ist',
  ASKED_TEAM: 'die Teamleitung des Verbands, der um Mitberatung gebeten ist',
  COORDINATOR: 'die Koordination',
  INQUIRER: 'wer angefragt hat',
  SYSTEM: 'das System',
};

/**
 * Says in German what is in the way of an action.
 *
 * @throws Problem FORBIDDEN where no case in any status would let this viewer do it
 */
export function refuse(action: Action, obstacle: Obstacle, status: CaseStatus): Refusal {
  const [object, verb] = actionWords[action];
  switch (obstacle.kind) {
    case 'NEVER':
      throw new Problem('FORBIDDEN', `Sie können ${object} nicht ${verb}: Dafür fehlt Ihnen die Berechtigung.`);
    case 'STATUS':
      return { refused: `Im Status „${statusWords[status]}“ können Sie ${object} nicht ${verb}.` };
    case 'OTHERS':
      return {
        refused: `Im Status „${statusWords[status]}“ kann das nur: ${[...new Set(obstacle.by)].map((one) => relationWords[one]).join('; ')}.`,
      };
    case 'NEEDS':
      return {
        refused:
          obstacle.need === 'within90Days'
            ? `Der Fall ist seit mehr als ${daysToReopen} Tagen abgeschlossen. Bitte eröffnen Sie einen Folgefall.`
            : `Der Fall ist erst seit Kurzem abgeschlossen. Bis zu ${daysToReopen} Tage lang nehmen Sie ihn wieder auf.`,
      };
  }
}
