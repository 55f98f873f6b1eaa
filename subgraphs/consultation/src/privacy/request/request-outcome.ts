import type { PrivacyObstacle } from '../../generated/resolvers.ts';

/** What keeps a request from going on, in words. */
export const obstacleReasons: Readonly<Record<PrivacyObstacle, string>> = {
  WRONG_STATE: 'So, wie der Antrag steht, geht das nicht.',
  SECOND_PERSON_NEEDED: 'Das muss eine andere Person tun als die, die den Antrag bestätigt hat.',
  LEGAL_HOLD: 'Eine Sperre verbietet das Löschen. Heben Sie zuerst die Sperre auf, oder lehnen Sie den Antrag ab.',
  OTHER_REQUEST_OPEN:
    'Die Person wartet noch auf die Antwort auf einen anderen Antrag. Schließen Sie zuerst diesen ab.',
};
