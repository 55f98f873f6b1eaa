import { z } from 'zod';
import { badInput } from './problem.ts';

/** Whether PostgreSQL holds this text as it is: every character but one, and no half of one. */
export function isStorable(value: string): boolean {
  return value.isWellFormed() && !value.includes('\0');
}

/** Text of a client, trimmed. */
export const text = z
  .string()
  .refine(isStorable, 'Bitte entfernen Sie das unsichtbare Zeichen aus diesem Text.')
  .transform((value) => value.trim());

/** Text that must be there; `sentence` says its limits in German. */
export function requiredText(min: number, max: number, sentence: string) {
  return text.pipe(z.string().min(min, sentence).max(max, sentence));
}

/** Text that may be missing: empty means null. `what` begins the German sentence ('Die Funktion'). */
export function optionalText(what: string, max: number) {
  return text
    .pipe(z.string().max(max, `${what} hat höchstens ${max} Zeichen.`))
    .nullish()
    .transform(emptyAsNull);
}

export const mailAddress = text.pipe(
  z.email('Bitte prüfen Sie die E-Mail-Adresse.').max(254, 'Die E-Mail-Adresse ist zu lang.'),
);

/** A mail address that may be missing: empty means null. */
export const optionalMailAddress = text
  .pipe(z.union([z.literal(''), mailAddress], 'Bitte prüfen Sie die E-Mail-Adresse.'))
  .nullish()
  .transform(emptyAsNull);

/** A list without repetitions, each entry of a form; `sentence` says the form and the limit in German. */
export function keyList(isKey: (key: string) => boolean, max: number, sentence: string) {
  const key = z.string().refine(isKey, sentence);
  return z
    .array(key)
    .max(max, sentence)
    .transform((keys) => [...new Set(keys)]);
}

/** A number within limits; `sentence` says them in German. */
export function numberBetween(min: number, max: number, sentence: string) {
  return z.int(sentence).min(min, sentence).max(max, sentence);
}

/**
 * Reads a mutation's input.
 *
 * @throws Problem BAD_USER_INPUT naming the first field that does not fit, as a client wrote it: `input.contacts.0.email`
 */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const read = schema.safeParse(input);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw badInput(['input', ...(issue?.path ?? [])].join('.'), issue?.message ?? 'Bitte prüfen Sie Ihre Angaben.');
}

function emptyAsNull(value: string | null | undefined): string | null {
  return value || null;
}
