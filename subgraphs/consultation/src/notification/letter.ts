import { timeZone } from '@gkz-qe/kit/local-day.ts';
import { short } from '../routing/wording.ts';
import type { EntryRow, MailRow } from './mail.repository.ts';
import type { Message, MessageKind } from './message.ts';
import { messages } from './messages.ts';

/** What a letter says, for whom and where its links lead. */
export interface LetterParts {
  readonly mail: Pick<MailRow, 'recipient' | 'isDigest'>;
  readonly entries: readonly EntryRow[];
  /** For a team that gets it instead of somebody who advises no more. */
  readonly isStandIn: boolean;
  /** Where the clients of this system are reached. */
  readonly publicUrl: string;
  /** Secret of the inquirer's link; null for all others. */
  readonly link: string | null;
}

/** Everything about one case, or what is about none. */
interface Section {
  readonly number: string | null;
  readonly where: string;
  readonly messages: readonly (Message & { readonly at: Date })[];
}

const day = new Intl.DateTimeFormat('de-DE', { timeZone, day: '2-digit', month: '2-digit', year: 'numeric' });

/** Puts a mail into words: plain German, plain text, one section for each case. */
export function writeLetter({ mail, entries, isStandIn, publicUrl, link }: LetterParts): Message {
  const sections = sectionsOf(entries, mail.recipient);
  const what = mail.recipient === 'INQUIRER' ? 'Ihre Anfrage' : 'Fall';
  const paragraphs = [
    'Guten Tag,',
    ...(isStandIn
      ? ['diese Nachricht war für eine Person bestimmt, die nicht mehr berät. Bitte kümmern Sie sich darum.']
      : []),
    ...sections.flatMap((section) => [
      ...(section.number === null ? [] : [`${what} ${section.number}${section.where}`]),
      ...section.messages.map(({ at, text }) => (mail.isDigest ? `${day.format(at)}: ${text}` : text)),
      ...new Set(section.messages.flatMap(({ page }) => (page ? `${page.name}: ${publicUrl}${page.path}` : []))),
      ...(section.number === null || link !== null ? [] : [`Zum Fall: ${publicUrl}/faelle/${section.number}`]),
    ]),
    ...(link === null ? [] : [`Zu Ihrer Anfrage: ${publicUrl}/anfrage#${link}`, keepLink]),
    'Freundliche Grüße\nGemeinsames Kommunales Kompetenzzentrum Quartiersentwicklung',
    `Diese Nachricht ist automatisch verschickt. Bitte antworten Sie nicht darauf. ${whyShort}`,
  ];
  return { subject: subjectOf(sections, what), text: `${paragraphs.join('\n\n')}\n` };
}

const keepLink =
  'Der Link ist nur für Sie. Wer ihn hat, sieht Ihre Anfrage. Bitte geben Sie ihn nicht weiter. Er gilt ein Jahr.';
const whyShort = 'Einzelheiten nennen wir in E-Mails nicht, denn Fremde könnten sie lesen.';

function sectionsOf(entries: readonly EntryRow[], recipient: MailRow['recipient']): readonly Section[] {
  const byCase = Map.groupBy(entries, ({ number }) => number);
  return [...byCase].map(([number, ofCase]) => {
    const told = new Map<string, Message & { at: Date }>();
    for (const { kind, facts, at } of ofCase) {
      const message = write(kind, facts, recipient);
      // The same once more says nothing new.
      if (!told.has(message.text)) told.set(message.text, { ...message, at });
    }
    return { number, where: whereOf(ofCase[0]?.kommunen ?? []), messages: [...told.values()] };
  });
}

/** Facts were written by the type of their kind: see `messages.ts`. */
function write(kind: string, facts: object, recipient: MailRow['recipient']): Message {
  const message: MessageKind<never> | undefined = Object.hasOwn(messages, kind)
    ? messages[kind as keyof typeof messages]
    : undefined;
  if (message === undefined) throw new Error(`there are no words for ${kind}`);
  return message.write(facts as never, recipient);
}

/** „ (Schopfheim und 2 weitere Kommunen)“ */
function whereOf([seat, ...others]: EntryRow['kommunen']): string {
  if (seat === undefined) return '';
  const more = others.length === 1 ? ' und eine weitere Kommune' : ` und ${others.length} weitere Kommunen`;
  return ` (${short(seat)}${others.length === 0 ? '' : more})`;
}

function subjectOf(sections: readonly Section[], what: string): string {
  const subjects = new Set(sections.flatMap((section) => section.messages.map(({ subject }) => subject)));
  const [first] = subjects;
  const [section] = sections;
  const about = section?.number == null ? '' : `${what} ${section.number}: `;
  if (sections.length === 1) return `${about}${subjects.size === 1 ? first : `${subjects.size} Neuigkeiten`}`;
  return subjects.size === 1 ? `${first} (${sections.length} Fälle)` : `Neuigkeiten zu ${sections.length} Fällen`;
}
