import { keyList, numberBetween, optionalText, readInput, requiredText } from '@gkz-qe/kit/input.ts';
import { isUuid } from '@gkz-qe/kit/keys.ts';
import { z } from 'zod';
import { associationCodes } from '../association/associations.ts';

const key = (sentence: string) =>
  z
    .string()
    .refine(isUuid, sentence)
    .transform((id) => id.toLowerCase());

const advisor = key('Diese Beraterin oder diesen Berater gibt es nicht.').nullish();
const reason = requiredText(5, 500, 'Bitte nennen Sie den Grund mit 5 bis 500 Zeichen.');
const maybeReason = optionalText('Der Grund', 500);
const minutes = numberBetween(0, 1_440, 'Bitte nennen Sie die Dauer mit 0 bis 1.440 Minuten.');
const topicList = keyList((code) => /^[A-Z]{2,10}$/.test(code), 20, 'Dieses Handlungsfeld gibt es nicht.');

/** Which case, and its version, as every action on a case says. */
export const seenCase = {
  // A key that is none belongs to no case: that is told like every other case that is not there.
  caseId: z.string().transform((id) => (isUuid(id) ? id.toLowerCase() : '00000000-0000-0000-0000-000000000000')),
  version: numberBetween(1, 2_147_483_647, 'Die Fassung ist eine ganze Zahl ab 1.'),
};

const seen = seenCase;

const schemas = {
  seen: z.object(seen),
  reason: z.object({ ...seen, reason }),
  maybeReason: z.object({ ...seen, reason: maybeReason }),
  assignment: z.object({
    ...seen,
    association: z.enum(associationCodes).nullish(),
    advisor,
  }),
  proposal: z.object({
    ...{ ...seen, association: z.enum(associationCodes), advisor },
    reason: maybeReason,
  }),
  advisor: z.object({ ...seen, advisor }),
  answer: z.object({ ...seen, accept: z.boolean(), advisor, reason: reason.nullish() }),
  ending: z.object({
    ...{ ...seen, reason, role: z.enum(['LEAD', 'CO_ADVICE', 'INFORMED']) },
    association: z.enum(associationCodes),
  }),
  contact: z.object({
    ...{ ...seen, minutes, travelMinutes: minutes.nullish().transform((value) => value ?? 0) },
    kind: z.enum(['PHONE', 'MAIL', 'LETTER', 'VIDEO', 'ON_SITE', 'EVENT', 'INTERNAL']),
    at: z.string().nullish(),
    text: requiredText(1, 10_000, 'Bitte schreiben Sie 1 bis 10.000 Zeichen.'),
    visibility: z.enum(['OWN_ASSOCIATION', 'PARTICIPANTS', 'INQUIRER']),
  }),
  recommendation: z.object({
    ...seen,
    text: requiredText(5, 4_000, 'Bitte empfehlen Sie mit 5 bis 4.000 Zeichen.'),
    topic: z.string().nullish(),
    visibility: z.enum(['OWN_ASSOCIATION', 'PARTICIPANTS', 'INQUIRER']).nullish(),
  }),
  recommendationState: z.object({
    ...{ ...seen, recommendation: key('Diese Empfehlung gibt es nicht.') },
    state: z.enum(['PROPOSED', 'IN_PROGRESS', 'BLOCKED', 'DONE', 'NOT_WANTED', 'ALREADY_DONE']),
    note: optionalText('Die Anmerkung', 500),
  }),
  commitment: z.object({
    ...{ ...seen, kind: z.enum(['PROMISE', 'APPOINTMENT']), dueAt: z.string() },
    text: requiredText(5, 1_000, 'Bitte schreiben Sie 5 bis 1.000 Zeichen.'),
    visibility: z
      .enum(['PARTICIPANTS', 'INQUIRER'], 'Zusagen und Termine lesen alle, die am Fall beteiligt sind.')
      .nullish()
      .transform((value) => value ?? 'INQUIRER'),
  }),
  commitmentState: z.object({
    ...{ ...seen, commitment: key('Diese Zusage gibt es nicht.') },
    state: z.enum(['KEPT', 'DROPPED'], 'Eine Zusage ist eingehalten oder entfallen.'),
    note: optionalText('Die Anmerkung', 500),
  }),
  phase: z.object({ ...seen, phase: phases() }),
  topics: z.object({ ...seen, topics: topicList }),
  question: z.object({
    ...seen,
    question: requiredText(5, 4_000, 'Bitte fragen Sie mit 5 bis 4.000 Zeichen.'),
  }),
  closing: z.object({
    ...seen,
    result: requiredText(5, 4_000, 'Bitte nennen Sie das Ergebnis mit 5 bis 4.000 Zeichen.'),
    topics: topicList.nullish(),
    phase: phases().nullish(),
    minutes: numberBetween(0, 1_000_000, 'Bitte nennen Sie den Zeitaufwand in Minuten.').nullish(),
  }),
  reopening: z.object({ ...seen, reason, advisor }),
  followUp: z.object({
    ...{ ...seen, advisor },
    concern: requiredText(10, 10_000, 'Bitte beschreiben Sie das Anliegen mit 10 bis 10.000 Zeichen.'),
  }),
  referral: z.object({
    ...{ ...seen, reason },
    to: requiredText(2, 200, 'Bitte nennen Sie mit 2 bis 200 Zeichen, wer zuständig ist.'),
  }),
  duplicate: z.object({ ...seen, of: key('Diesen anderen Fall gibt es nicht.') }),
};

/** One of the phases of a project. */
export function phases() {
  return z.enum([
    ...(['ORIENTATION', 'INVENTORY', 'PARTICIPATION', 'CONCEPT'] as const),
    ...(['FUNDING', 'IMPLEMENTATION', 'CONSOLIDATION', 'EVALUATION'] as const),
  ]);
}

/**
 * Reads the input of an action: trimmed, and within its limits.
 *
 * @throws Problem BAD_USER_INPUT naming the first field that does not fit
 */
export function readCaseInput<Name extends keyof typeof schemas>(
  name: Name,
  input: unknown,
): z.output<(typeof schemas)[Name]> {
  return readInput(schemas[name], input) as z.output<(typeof schemas)[Name]>;
}
