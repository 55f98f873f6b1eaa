import type { AssociationCode, CaseStatus, TimelineKind } from '../generated/resolvers.ts';
import { association as nameOf } from '../routing/wording.ts';
import { atOnce, endings, entryWords, inDigest } from './message.ts';

/** What who asked is told of their inquiry. A mail may be read by others: what was said stands behind the link alone. */
export const inquirerMessages = {
  INQUIRY_RECEIVED: atOnce(({ lead }: { readonly lead: AssociationCode | null }) => ({
    subject: 'Wir haben Ihre Anfrage erhalten',
    text: `Ihre Anfrage ist eingegangen. ${
      lead === null ? 'Wir klären, welcher Verband Sie berät' : `Der ${nameOf(lead)} berät Sie`
    }. Wir melden uns bei Ihnen.`,
  })),
  INQUIRY_QUESTION: atOnce((_facts: object) => ({
    subject: 'Bitte antworten Sie auf eine Rückfrage',
    text: 'Für die Beratung brauchen wir noch eine Auskunft von Ihnen. Die Rückfrage finden Sie unter dem Link. Dort können Sie auch antworten.',
  })),

  INQUIRY_ASSIGNED: inDigest(({ association }: { readonly association: AssociationCode }) => ({
    subject: 'Ihre Anfrage ist zugeteilt',
    text: `Der ${nameOf(association)} übernimmt die Beratung.`,
  })),
  INQUIRY_UNASSIGNED: inDigest((_facts: object) => ({
    subject: 'Wir klären neu, wer Sie berät',
    text: 'Die Koordination klärt neu, wer die Beratung übernimmt. Sie müssen nichts tun.',
  })),
  INQUIRY_CONSULTED: inDigest((_facts: object) => ({
    subject: 'Ihre Beratung hat begonnen',
    text: 'Jemand kümmert sich jetzt um Ihre Anfrage. Sie müssen nichts tun.',
  })),
  INQUIRY_LEAD_CHANGED: inDigest(({ association }: { readonly association: AssociationCode }) => ({
    subject: 'Eine andere Person berät Sie',
    text: `Ihre Beratung leitet jetzt eine andere Person, und zwar im ${nameOf(association)}. Sie müssen nichts tun.`,
  })),
  INQUIRY_ENTRY: inDigest(({ entry }: { readonly entry: TimelineKind }) => ({
    subject: 'Es gibt etwas Neues',
    text: `Zu Ihrer Anfrage steht unter dem Link ${entryWords[entry]}.`,
  })),
  INQUIRY_RESUMED: inDigest((_facts: object) => ({
    subject: 'Ihre Beratung geht weiter',
    text: 'Wir arbeiten wieder an Ihrer Anfrage.',
  })),
  INQUIRY_REOPENED: inDigest((_facts: object) => ({
    subject: 'Ihre Beratung ist wieder aufgenommen',
    text: 'Wir haben Ihre Anfrage wieder aufgenommen.',
  })),
  INQUIRY_FOLLOWED: inDigest((_facts: object) => ({
    subject: 'Ihre Beratung geht mit einer neuen Nummer weiter',
    text: 'Wir setzen Ihre frühere Beratung fort. Bitte nennen Sie von jetzt an diese Nummer.',
  })),
  INQUIRY_ENDED: inDigest(({ status }: { readonly status: CaseStatus }) => ({
    subject: 'Ihre Anfrage ist beendet',
    text: `Ihre Anfrage ist ${endings[status] ?? 'beendet'}. Was dazu festgehalten ist, lesen Sie unter dem Link.`,
  })),
};
