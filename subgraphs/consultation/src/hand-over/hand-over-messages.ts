import { atOnce } from '../notification/message.ts';

/** What teams are told when somebody has left and cases lie with them still. */
export const handOverMessages = {
  ADVISOR_LEFT: atOnce(({ cases }: { readonly cases: number }) => ({
    subject: 'Bitte übergeben Sie die Fälle einer Person',
    text: `Eine Person Ihres Verbands berät nicht mehr. Bei ihr ${
      cases === 1 ? 'liegt noch ein offener Fall' : `liegen noch ${cases} offene Fälle`
    }. Bitte übergeben Sie ${cases === 1 ? 'ihn' : 'sie'} an andere.`,
  })),
};
