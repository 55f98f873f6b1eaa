import { atOnce } from '../notification/message.ts';

/** What advisors are told of introductions. Who wishes them, and who has not agreed, no mail says. */
export const introductionMessages = {
  INTRODUCTION_ASKED: atOnce((_facts: object) => ({
    subject: 'Bitte um Vernetzung',
    text: 'Eine andere Kommune möchte sich über ein Projekt austauschen, das Sie begleiten. Bitte fragen Sie Ihre Kommune, ob sie einverstanden ist, und halten Sie die Antwort beim Projekt fest.',
  })),
  INTRODUCTION_MADE: atOnce((_facts: object) => ({
    subject: 'Vernetzung: Beide haben zugestimmt',
    text: 'Beide Kommunen sind mit dem Austausch einverstanden. Sie sehen jetzt, wen Sie erreichen können.',
  })),
};
