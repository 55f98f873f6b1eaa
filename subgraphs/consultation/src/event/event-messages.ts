import type { EventKind } from '../generated/resolvers.ts';
import { atOnce, moment } from '../notification/message.ts';
import { eventKindWords } from './event-wording.ts';

/** Which event, by codes and moments: its title is what people wrote. */
interface Of {
  readonly event: string;
  readonly eventKind: EventKind;
  /** ISO 8601. */
  readonly beginsAt: string;
}

/** What participants of an event are told. Name and place of the event stand behind the link. */
export const eventMessages = {
  EVENT_SEAT: atOnce((of: Of) => ({
    subject: 'Sie haben jetzt einen Platz',
    text: `${headOf(of)}: Sie standen auf der Warteliste und haben jetzt einen Platz. Wenn Sie nicht kommen können, sagen Sie bitte mit Ihrem Code ab.`,
    page: pageOf(of),
  })),
  EVENT_MOVED: atOnce(({ movedTo, ...of }: Of & { /** ISO 8601. */ readonly movedTo: string }) => ({
    subject: 'Zeit oder Ort der Veranstaltung ist geändert',
    text: `${headOf(of)}: Zeit oder Ort ist geändert. Die Veranstaltung beginnt am ${moment(movedTo)}. Alles Weitere finden Sie unter dem Link. Wenn Sie nicht kommen können, sagen Sie bitte mit Ihrem Code ab.`,
    page: pageOf(of),
  })),
  EVENT_CANCELLED: atOnce((of: Of) => ({
    subject: 'Die Veranstaltung ist abgesagt',
    text: `${headOf(of)}: Die Veranstaltung ist abgesagt. Sie müssen nichts tun.`,
    page: pageOf(of),
  })),
};

const headOf = ({ eventKind, beginsAt }: Of) => `${eventKindWords[eventKind]} am ${moment(beginsAt)}`;

const pageOf = ({ event }: Of) => ({ name: 'Zur Veranstaltung', path: `/veranstaltungen/${event}` });
