import { mailAddress, readInput, requiredText } from '@gkz-qe/kit/input.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { z } from 'zod';
import type { EraseLandkreistagContactInput } from '../generated/resolvers.ts';
import * as policy from '../policy.ts';
import type { ErasureRepository } from './erasure.repository.ts';
import type { PersonalDataRepository } from './personal-data.repository.ts';

const erasure = z.object({
  email: mailAddress,
  request: requiredText(1, 100, 'Bitte nennen Sie den Antrag mit 1 bis 100 Zeichen.'),
});

export type PrivacyService = ReturnType<typeof createPrivacyService>;

/** What the Landkreistag holds of a person, and how it forgets one: for the privacy officers of all three associations. */
export function createPrivacyService(personal: PersonalDataRepository, erasures: ErasureRepository, viewer: Viewer) {
  return {
    /** @throws Problem FORBIDDEN, BAD_USER_INPUT for what is no mail address */
    async personalData(email: string) {
      policy.mayReadPersonalData(viewer);
      const read = mailAddress.safeParse(email);
      if (!read.success) throw badInput('email', 'Bitte prüfen Sie die E-Mail-Adresse.');
      const [advisors, contacts] = await Promise.all([
        personal.findAdvisors(read.data),
        personal.findContacts(read.data),
      ]);
      return { advisors, contacts };
    },

    /** @throws Problem FORBIDDEN, BAD_USER_INPUT */
    async eraseContact(input: EraseLandkreistagContactInput) {
      policy.mayErasePersonalData(viewer);
      const { email, request } = readInput(erasure, input);
      const contacts = await erasures.eraseContacts(email, { request, subject: viewer.subject ?? 'unknown' });
      if (contacts > 0) return { __typename: 'LandkreistagContactErased' as const, contacts };
      const reason = 'Unter dieser E-Mail-Adresse ist bei keinem Mitglied eine Ansprechperson gespeichert.';
      return { __typename: 'LandkreistagContactUnknown' as const, reason };
    },
  };
}
