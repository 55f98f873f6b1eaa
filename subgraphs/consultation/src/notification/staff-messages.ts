import type { AssociationCode, CaseStatus, TimelineKind } from '../generated/resolvers.ts';
import { association as nameOf } from '../routing/wording.ts';
import { atOnce, endings, entryWords, inDigest, until } from './message.ts';

interface Due {
  /** Until when somebody is to decide, ISO 8601; null where the clock stands still. */
  readonly dueAt: string | null;
}

interface Of {
  readonly association: AssociationCode;
}

/** What advisors, teams and coordinators are told of a case. Everything in it is also in the case's header, or known to who reads it. */
export const staffMessages = {
  // Who is to do something.
  CASE_ASSIGNED: atOnce(({ dueAt }: Due, to) => ({
    subject: 'Bitte übernehmen Sie den Fall',
    text:
      to === 'TEAM'
        ? `Ihr Verband soll den Fall leiten. Bitte benennen Sie${until(dueAt)}, wer ihn übernimmt.`
        : `Sie sollen den Fall leiten. Bitte nehmen Sie ihn${until(dueAt)} an, oder geben Sie ihn mit einem Grund zurück.`,
  })),
  CASE_GIVEN: atOnce((_facts: object, to) => ({
    subject: to === 'TEAM' ? 'Der Fall liegt bei Ihrem Team' : 'Sie leiten jetzt den Fall',
    text: 'Die Beratung läuft schon. Bitte lesen Sie den Verlauf.',
  })),
  CASE_IN_TRIAGE: atOnce(({ dueAt }: Due) => ({
    subject: 'Bitte entscheiden Sie, wer berät',
    text: `Eine Anfrage ist eingegangen. Welcher Verband berät, ist offen. Bitte entscheiden Sie${until(dueAt)}.`,
  })),
  CASE_BACK_IN_TRIAGE: atOnce(
    ({ association, cause, dueAt }: Of & Due & { readonly cause: 'DECLINED' | 'TIMED_OUT' }) => ({
      subject: 'Bitte entscheiden Sie neu, wer berät',
      text: `Der ${nameOf(association)} hat den Fall ${
        cause === 'DECLINED' ? 'zurückgegeben' : 'nicht rechtzeitig angenommen'
      }. Bitte entscheiden Sie${until(dueAt)}, wer ihn übernimmt.`,
    }),
  ),
  LEAD_PROPOSED: atOnce(({ association, dueAt }: Of & Due, to) => ({
    subject: 'Bitte antworten Sie auf ein Angebot',
    text: `Der ${nameOf(association)} bietet ${
      to === 'TEAM' ? 'Ihrem Verband' : 'Ihnen'
    } an, den Fall zu leiten. Bitte nehmen Sie${until(dueAt)} an, oder lehnen Sie mit einem Grund ab. Bis dahin bleibt der ${nameOf(association)} zuständig.`,
  })),
  LEAD_DECLINED: atOnce(({ association }: Of) => ({
    subject: 'Ihr Angebot ist abgelehnt',
    text: `Der ${nameOf(association)} übernimmt den Fall nicht. Sie bleiben zuständig.`,
  })),
  CO_ADVICE_REQUESTED: atOnce(({ dueAt }: Due, to) => ({
    subject: 'Bitte beraten Sie mit',
    text: `${to === 'TEAM' ? 'Ihr Verband ist' : 'Sie sind'} um Mitberatung gebeten. Bitte sagen Sie${until(dueAt)} zu, oder sagen Sie mit einem Grund ab.`,
  })),
  CO_ADVICE_GIVEN: atOnce((_facts: object) => ({
    subject: 'Sie beraten jetzt mit',
    text: 'Die Mitberatung liegt jetzt bei Ihnen. Bitte lesen Sie den Verlauf.',
  })),
  INQUIRER_ANSWERED: atOnce((_facts: object) => ({
    subject: 'Es gibt eine Antwort',
    text: 'Die anfragende Person hat geantwortet. Bitte lesen Sie die Antwort im Verlauf.',
  })),
  CASE_WITHDRAWN: atOnce((_facts: object) => ({
    subject: 'Die Anfrage ist zurückgezogen',
    text: 'Die anfragende Person hat die Anfrage zurückgezogen. Sie müssen nichts mehr tun.',
  })),

  // What is good to know.
  CASE_INFORMED: inDigest((_facts: object) => ({
    subject: 'Zu Ihrer Kenntnis',
    text: 'Die Anfrage berät ein anderer Verband. Ihr Verband ist informiert, ohne den Inhalt zu kennen. Sie müssen nichts tun.',
  })),
  LEAD_CHANGED: inDigest(({ association }: Of) => ({
    subject: 'Neue Federführung',
    text: `Die Beratung leitet jetzt eine andere Person, und zwar im ${nameOf(association)}.`,
  })),
  CO_ADVICE_ANSWERED: inDigest(({ association, accepts }: Of & { readonly accepts: boolean }) => ({
    subject: accepts ? 'Zusage zur Mitberatung' : 'Absage zur Mitberatung',
    text: `Der ${nameOf(association)} ${accepts ? 'berät mit' : 'kann nicht mitberaten'}.`,
  })),
  PART_ENDED: inDigest((_facts: object, to) => ({
    subject: 'Ihre Beteiligung ist beendet',
    text: `${to === 'TEAM' ? 'Ihr Verband ist' : 'Sie sind'} an dem Fall nicht mehr beteiligt. Sie müssen nichts mehr tun.`,
  })),
  OTHER_PART_ENDED: inDigest(({ association }: Of) => ({
    subject: 'Eine Beteiligung ist beendet',
    text: `Der ${nameOf(association)} ist an dem Fall nicht mehr wie bisher beteiligt.`,
  })),
  CONSULTATION_BEGUN: inDigest((_facts: object) => ({
    subject: 'Die Beratung hat begonnen',
    text: 'Der Fall ist angenommen.',
  })),
  CASE_ENTRY: inDigest(({ entry }: { readonly entry: TimelineKind }) => ({
    subject: 'Neues im Verlauf',
    text: `Im Verlauf steht ${entryWords[entry]}.`,
  })),
  CASE_WAITING: inDigest((_facts: object) => ({
    subject: 'Rückfrage gestellt',
    text: 'Der Fall wartet auf eine Antwort der anfragenden Person.',
  })),
  CASE_RESUMED: inDigest((_facts: object) => ({
    subject: 'Die Beratung geht weiter',
    text: 'Der Fall wartet nicht mehr.',
  })),
  CASE_REOPENED: inDigest((_facts: object) => ({
    subject: 'Wieder aufgenommen',
    text: 'Die Beratung ist wieder aufgenommen.',
  })),
  CASE_ENDED: inDigest(({ status }: { readonly status: CaseStatus }) => ({
    subject: 'Der Fall ist beendet',
    text: `Der Fall ist ${endings[status] ?? 'beendet'}.`,
  })),
  CASE_JOINED: inDigest((_facts: object) => ({
    subject: 'Eine weitere Anfrage gehört dazu',
    text: 'Eine weitere Anfrage zum selben Anliegen gehört jetzt zu dem Fall.',
  })),
};
