import type { Approval } from '@gkz-qe/kit/approval.ts';
import { mailAddress, readInput, requiredText } from '@gkz-qe/kit/input.ts';
import { isUuid } from '@gkz-qe/kit/keys.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { z } from 'zod';
import type { EraseStaedtetagContactInput } from '../generated/resolvers.ts';
import * as policy from '../policy.ts';
import type { ErasureRepository } from './erasure.repository.ts';
import type { PersonalDataRepository } from './personal-data.repository.ts';

const erasure = z.object({
  approval: requiredText(1, 4096, 'Bitte geben Sie den Nachweis der Bestätigung an.'),
});

const notApproved =
  'Der Nachweis gilt nicht oder nicht mehr. Bitte holen Sie für diesen Verband einen neuen, als eine andere Person als die, die den Antrag bestätigt hat.';
const unknown = 'Unter dieser E-Mail-Adresse ist bei keinem Mitglied eine Ansprechperson gespeichert.';

export type PrivacyService = ReturnType<typeof createPrivacyService>;

export interface PrivacyParts {
  readonly viewer: Viewer;
  readonly personal: PersonalDataRepository;
  readonly erasures: ErasureRepository;
  /** Null for what is no approval for the Städtetag, or holds no longer. */
  readonly openApproval: (text: string) => Promise<Approval | null>;
}

/** What the Städtetag holds of a person, and how it forgets one: for the privacy officers of all three associations. */
export function createPrivacyService({ viewer, personal, erasures, openApproval }: PrivacyParts) {
  return {
    /**
     * @param request key of the request for which the viewer reads, for the access log
     * @throws Problem FORBIDDEN, BAD_USER_INPUT for what is no mail address, or no key
     */
    async personalData(email: string, request: string | null) {
      const subject = policy.readerOfPersonalData(viewer);
      const read = mailAddress.safeParse(email);
      if (!read.success) throw badInput('email', 'Bitte prüfen Sie die E-Mail-Adresse.');
      if (request !== null && !isUuid(request)) throw badInput('request', 'Diesen Antrag gibt es nicht.');
      const reader = { subject, request };
      const [advisors, contacts, coordinators] = await Promise.all([
        personal.findAdvisors(read.data, reader),
        personal.findContacts(read.data, reader),
        personal.findCoordinators(read.data, reader),
      ]);
      return { advisors, contacts, coordinators };
    },

    /**
     * Erases the person whom an approval names, if another person than the viewer gave it, and gave it to the viewer.
     *
     * @throws Problem FORBIDDEN, BAD_USER_INPUT
     */
    async eraseContact(input: EraseStaedtetagContactInput) {
      policy.mayErasePersonalData(viewer);
      const approval = await openApproval(readInput(erasure, input).approval);
      if (approval === null || !policy.isSecondPerson(viewer, approval)) {
        return { __typename: 'StaedtetagErasureNotApproved' as const, reason: notApproved };
      }
      const contacts = await erasures.eraseContacts(approval);
      if (contacts > 0) return { __typename: 'StaedtetagContactErased' as const, contacts };
      return { __typename: 'StaedtetagContactUnknown' as const, reason: unknown };
    },
  };
}
