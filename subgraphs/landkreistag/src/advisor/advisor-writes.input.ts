import { keyList, mailAddress, numberBetween, optionalText, readInput, requiredText } from '@gkz-qe/kit/input.ts';
import { isGemeindeAgs, isKreisAgs, isLandkreisAgs, isUuid } from '@gkz-qe/kit/keys.ts';
import { addDays } from '@gkz-qe/kit/local-day.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
import { z } from 'zod';
import type {
  CancelLandkreistagAbsenceInput,
  RecordLandkreistagAbsenceInput,
  SaveLandkreistagAdvisorInput,
} from '../generated/resolvers.ts';

/** A longer absence is a departure, or a slip of the pen. */
const maxAbsenceDays = 731;

const id = z
  .string()
  .refine(isUuid, 'Diesen Schlüssel einer Person gibt es nicht.')
  .transform((key) => key.toLowerCase());
const version = numberBetween(0, 2_147_483_647, 'Die Fassung ist eine ganze Zahl ab 0.');

const topic = z.object({
  code: z.string().regex(/^[A-Z]{2,8}$/, 'Das Kürzel eines Handlungsfelds hat 2 bis 8 große Buchstaben.'),
  level: numberBetween(1, 3, 'Die Erfahrung ist 1, 2 oder 3.'),
});

const advisor = z.object({
  id: id.nullish(),
  version,
  name: requiredText(2, 200, 'Bitte nennen Sie den Namen mit 2 bis 200 Zeichen.'),
  email: mailAddress,
  phone: optionalText('Die Telefonnummer', 50),
  kind: z.enum(['INTERNAL', 'EXTERNAL']),
  institution: optionalText('Die Institution', 200),
  disciplines: z
    .array(requiredText(2, 100, 'Eine Fachrichtung hat 2 bis 100 Zeichen.'))
    .max(20, 'Bitte nennen Sie höchstens 20 Fachrichtungen.'),
  topics: z
    .array(topic)
    .max(20, 'Bitte nennen Sie höchstens 20 Handlungsfelder.')
    .refine((topics) => new Set(topics.map(({ code }) => code)).size === topics.length, {
      message: 'Bitte nennen Sie jedes Handlungsfeld einmal.',
    }),
  areas: keyList(
    (key) => /^08\d{0,3}$/.test(key),
    100,
    'Ein Gebiet ist 08, ein Regierungsbezirk, eine Region oder ein Kreis.',
  ),
  conflicts: keyList(
    (key) => isGemeindeAgs(key) || isKreisAgs(key),
    200,
    'Bitte nennen Sie höchstens 200 Gemeinde- oder Kreisschlüssel.',
  ),
  members: keyList(isLandkreisAgs, 1_500, 'Bitte nennen Sie Kreisschlüssel von Mitgliedern.'),
  capacity: numberBetween(0, 200, 'Die Kapazität liegt zwischen 0 und 200 Fällen.'),
  active: z.boolean(),
});

const absence = z.object({
  advisor: id,
  version,
  from: z.string(),
  until: z.string(),
  deputy: id.nullish().transform((key) => key ?? null),
});

const cancellation = z.object({ advisor: id, version, from: z.string() });

/** @throws Problem BAD_USER_INPUT naming the first field that does not fit */
export const readAdvisor = (input: SaveLandkreistagAdvisorInput) => readInput(advisor, input);

/** @throws Problem BAD_USER_INPUT naming the first field that does not fit, and where the days are over, turned round or too many */
export function readAbsence(input: RecordLandkreistagAbsenceInput, today: string) {
  const read = readInput(absence, input);
  if (read.until < read.from) throw badInput('input.until', 'Der letzte Tag liegt vor dem ersten.');
  if (read.until < today) throw badInput('input.until', 'Diese Tage sind schon vorbei.');
  if (read.until > addDays(read.from, maxAbsenceDays)) {
    throw badInput('input.until', 'Eine Abwesenheit dauert höchstens zwei Jahre.');
  }
  return read;
}

/** @throws Problem BAD_USER_INPUT naming the first field that does not fit */
export const readCancellation = (input: CancelLandkreistagAbsenceInput) => readInput(cancellation, input);
