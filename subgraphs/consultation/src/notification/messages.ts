import { eventMessages } from '../event/event-messages.ts';
import { handOverMessages } from '../hand-over/hand-over-messages.ts';
import { introductionMessages } from '../twin/introduction-messages.ts';
import { clockMessages } from './clock-messages.ts';
import { inquirerMessages } from './inquirer-messages.ts';
import type { MessageKind } from './message.ts';
import { staffMessages } from './staff-messages.ts';

/** All that people can be told. A topic with messages of its own adds its table here; their kinds and facts follow from it. */
export const messages = {
  ...staffMessages,
  ...inquirerMessages,
  ...introductionMessages,
  ...eventMessages,
  ...clockMessages,
  ...handOverMessages,
};

export type NotificationKind = keyof typeof messages;

type FactsOf<Kind extends NotificationKind> = (typeof messages)[Kind] extends MessageKind<infer Facts> ? Facts : never;

/** A kind with its facts: codes and moments, never a name, an address or what people wrote. */
export type Told = {
  [Kind in NotificationKind]: { readonly kind: Kind; readonly facts: FactsOf<Kind> };
}[NotificationKind];
