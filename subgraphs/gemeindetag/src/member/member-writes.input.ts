import { numberBetween, optionalMailAddress, optionalText, readInput, requiredText } from '@gkz-qe/kit/input.ts';
import { isGemeindeAgs } from '@gkz-qe/kit/keys.ts';
import { z } from 'zod';
import type {
  AdmitGemeindetagMemberInput,
  EndGemeindetagMembershipInput,
  UpdateGemeindetagMemberInput,
} from '../generated/resolvers.ts';

const maxContacts = 20;

const ags = z.string().refine(isGemeindeAgs, 'Der Gemeindeschlüssel hat acht Ziffern und beginnt mit 08.');
const version = numberBetween(0, 2_147_483_647, 'Die Fassung ist eine ganze Zahl ab 0.');

const contacts = z
  .array(
    z.object({
      name: requiredText(2, 200, 'Bitte nennen Sie einen Namen mit 2 bis 200 Zeichen.'),
      function: optionalText('Die Funktion', 200),
      email: optionalMailAddress,
      phone: optionalText('Die Telefonnummer', 50),
    }),
  )
  .max(maxContacts, `Ein Mitglied hat höchstens ${maxContacts} Ansprechpersonen.`);

const admission = z.object({
  ags,
  version,
  since: z.string(),
  preferred: z.boolean(),
  kreisverband: z.string().nullish(),
  contacts: contacts.nullish(),
});

const end = z.object({
  ags,
  version,
  until: z.string('Bitte nennen Sie den letzten Tag, oder ausdrücklich null.').nullable(),
});

// Null, where nothing can be null, is taken as left out.
const update = z.object({
  ags,
  version,
  since: z.string().nullish(),
  dormant: z.boolean().nullish(),
  preferred: z.boolean().nullish(),
  // Here null takes away.
  kreisverband: z.string().nullish(),
  contacts: contacts.nullish(),
});

/** @throws Problem BAD_USER_INPUT naming the first field that does not fit */
export const readAdmission = (input: AdmitGemeindetagMemberInput) => readInput(admission, input);

/** @throws Problem BAD_USER_INPUT naming the first field that does not fit, or the end that was not spoken of */
export const readEnd = (input: EndGemeindetagMembershipInput) => readInput(end, input);

/** @throws Problem BAD_USER_INPUT naming the first field that does not fit */
export const readUpdate = (input: UpdateGemeindetagMemberInput) => readInput(update, input);
