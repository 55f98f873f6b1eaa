import type { EventKind } from '../generated/resolvers.ts';

/** What kinds of events are called. */
export const eventKindWords: Readonly<Record<EventKind, string>> = {
  EXCHANGE: 'Erfahrungsaustausch',
  CONFERENCE: 'Fachtag',
  WORKSHOP: 'Werkstatt',
  TRAINING: 'Fortbildung',
  SITE_VISIT: 'Ortsbesuch',
  OTHER: 'Veranstaltung',
};
