import { keyList, mailAddress, numberBetween, optionalText, readInput, requiredText } from '@gkz-qe/kit/input.ts';
import { isUuid } from '@gkz-qe/kit/keys.ts';
import { z } from 'zod';

const nobody = '00000000-0000-0000-0000-000000000000';
/** A key that is none belongs to nothing: that is told like every other thing that is not there. */
const event = z.string().transform((id) => (isUuid(id) ? id.toLowerCase() : nobody));
const seen = { event, version: numberBetween(1, 2_147_483_647, 'Die Fassung ist eine ganze Zahl ab 1.') };
const moment = z.string().transform((text) => new Date(text));

const facts = {
  title: requiredText(3, 200, 'Bitte nennen Sie die Veranstaltung mit 3 bis 200 Zeichen.'),
  kind: z.enum(['EXCHANGE', 'CONFERENCE', 'WORKSHOP', 'TRAINING', 'SITE_VISIT', 'OTHER']),
  ...{ beginsAt: moment, endsAt: moment },
  place: optionalText('Der Ort', 200),
  online: z.boolean().nullish(),
  kommune: z.string().nullish(),
  topics: keyList((code) => /^[A-Z]{2,10}$/.test(code), 20, 'Dieses Handlungsfeld gibt es nicht.').nullish(),
  capacity: numberBetween(1, 1000, 'Eine Veranstaltung hat 1 bis 1.000 Plätze.'),
  registerUntil: moment.nullish(),
};

const idempotencyKey = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,100}$/, 'Der Schlüssel hat 8 bis 100 Buchstaben, Ziffern, „-“ und „_“.');

const schemas = {
  create: z.object(facts),
  change: z.object({
    ...seen,
    ...facts,
    attended: numberBetween(0, 100_000, 'Bitte zählen Sie 0 bis 100.000 Personen.').nullish(),
  }),
  cancel: z.object(seen),
  register: z.object({
    ...{ event, idempotencyKey, email: mailAddress, organisation: optionalText('Die Organisation', 200) },
    name: requiredText(2, 200, 'Bitte nennen Sie Ihren Namen mit 2 bis 200 Zeichen.'),
  }),
};

/**
 * Reads the input of an action on an event: trimmed, and within its limits.
 *
 * @throws Problem BAD_USER_INPUT naming the first field that does not fit
 */
export function readEventInput<Name extends keyof typeof schemas>(
  name: Name,
  input: unknown,
): z.output<(typeof schemas)[Name]> {
  return readInput(schemas[name], input) as z.output<(typeof schemas)[Name]>;
}
