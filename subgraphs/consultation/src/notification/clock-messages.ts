import type { AssociationCode, ParticipationRole } from '../generated/resolvers.ts';
import { association as nameOf } from '../routing/wording.ts';
import { atOnce, until } from './message.ts';

interface Due {
  /** ISO 8601. */
  readonly dueAt: string;
}

/** A part that an association is asked to take. */
interface Asked extends Due {
  readonly role: ParticipationRole;
}

/** „Sie sind …“ */
const asked = (role: ParticipationRole) => (role === 'LEAD' ? 'gebeten, den Fall zu leiten' : 'um Mitberatung gebeten');

/** What people are told because time has passed. */
export const clockMessages = {
  FIRST_ANSWER_DUE: atOnce(({ dueAt }: Due) => ({
    subject: 'Bitte denken Sie an die erste Antwort',
    text: `Die anfragende Person wartet auf eine erste Antwort. Bitte antworten Sie${until(dueAt)}.`,
  })),
  FIRST_ANSWER_OVERDUE: atOnce(({ dueAt }: Due, to) => ({
    subject: 'Die erste Antwort ist überfällig',
    text: `Die erste Antwort war${until(dueAt)} fällig. ${
      to === 'ADVISOR'
        ? 'Bitte antworten Sie jetzt, oder geben Sie den Fall ab.'
        : 'Bitte sorgen Sie dafür, dass jemand antwortet.'
    }`,
  })),
  TRIAGE_OVERDUE: atOnce(({ dueAt }: Due) => ({
    subject: 'Es ist noch nicht entschieden, wer berät',
    text: `Die Entscheidung war${until(dueAt)} fällig. Bitte entscheiden Sie jetzt, welcher Verband berät.`,
  })),
  REQUEST_DUE: atOnce(({ role, dueAt }: Asked, to) => ({
    subject: 'Bitte denken Sie an Ihre Antwort',
    text: `${to === 'TEAM' ? 'Ihr Verband ist' : 'Sie sind'} ${asked(role)}. Bitte antworten Sie${until(dueAt)}.`,
  })),
  REQUEST_OVERDUE: atOnce(({ role, dueAt }: Asked, to) => ({
    subject: 'Ihre Antwort ist überfällig',
    text: `${to === 'TEAM' ? 'Ihr Verband ist' : 'Sie sind'} ${asked(role)}. Die Antwort war${until(dueAt)} fällig. ${
      to === 'TEAM' ? 'Bitte sorgen Sie dafür, dass jemand antwortet.' : 'Bitte antworten Sie jetzt.'
    }`,
  })),
  REQUEST_UNANSWERED: atOnce(({ association, role, dueAt }: Asked & { readonly association: AssociationCode }, to) => ({
    subject: 'Eine Antwort steht aus',
    text: `Der ${nameOf(association)} ist ${asked(role)}. Die Antwort war${until(dueAt)} fällig. ${
      to === 'COORDINATORS'
        ? 'Bitte fragen Sie dort nach.'
        : 'Bitte fragen Sie dort nach, oder nehmen Sie die Bitte zurück und fragen Sie jemand anderen.'
    }`,
  })),
  CLOSING_POSSIBLE: atOnce((_facts: object) => ({
    subject: 'Sie können den Fall abschließen',
    text: 'Der Fall wartet seit 45 Tagen auf eine Antwort. Wir haben der anfragenden Person angeboten, die Beratung abzuschließen.',
  })),

  INQUIRY_REMINDER: atOnce((_facts: object) => ({
    subject: 'Wir warten noch auf Ihre Antwort',
    text: 'Wir haben Ihnen eine Rückfrage gestellt. Sie finden sie unter dem Link. Dort können Sie auch antworten.',
  })),
  INQUIRY_CLOSING_OFFER: atOnce((_facts: object) => ({
    subject: 'Sollen wir Ihre Beratung abschließen?',
    text: 'Wir haben lange nichts von Ihnen gehört. Wenn Sie noch Beratung brauchen, antworten Sie bitte unter dem Link auf unsere Rückfrage. Sonst können wir die Beratung abschließen.',
  })),
};
