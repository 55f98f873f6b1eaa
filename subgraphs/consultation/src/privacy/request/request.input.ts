import { mailAddress, readInput, text } from '@gkz-qe/kit/input.ts';
import { timeZone } from '@gkz-qe/kit/local-day.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
import { z } from 'zod';
import type {
  InquirerCorrectionInput,
  OpenPrivacyRequestInput,
  PrivacyRequestKind,
} from '../../generated/resolvers.ts';

/** Whose request it is: of the person with a mail address, or of who made one inquiry. */
export type RequestScope = { readonly email: string } | { readonly case: string };

/** A request as the staff record it. */
export interface NewRequestText {
  readonly scope: RequestScope;
  /** Null where it came just now. */
  readonly received: Temporal.Instant | null;
}

/** What is right of a person's data. Left out: stays; null: is removed. */
export interface Correction {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | null | undefined;
  readonly function?: string | null | undefined;
  readonly organisation?: string | null | undefined;
}

const emailInput = z.object({ email: mailAddress });

/**
 * @param today the day on which it is recorded
 * @throws Problem BAD_USER_INPUT
 */
export function readNewRequest(input: OpenPrivacyRequestInput, today: string): NewRequestText {
  if (input.proof === 'LINK') {
    throw badInput(
      'input.proof',
      'Einen Antrag mit dem Link stellt die Person selbst. Bitte nennen Sie Ihren Nachweis.',
    );
  }
  return { scope: readScope(input), received: readReceived(input.receivedOn, today) };
}

function readScope(input: OpenPrivacyRequestInput): RequestScope {
  if ((input.email == null) === (input.case == null)) {
    throw badInput('input.email', 'Bitte nennen Sie entweder die E-Mail-Adresse der Person oder einen Fall.');
  }
  if (input.case != null) return { case: input.case };
  return readInput(emailInput, input);
}

function readReceived(day: string | null | undefined, today: string): Temporal.Instant | null {
  if (day == null || day === today) return null;
  if (day > today || day < Temporal.PlainDate.from(today).subtract({ years: 1 }).toString()) {
    throw badInput('input.receivedOn', 'Der Tag des Eingangs liegt im vergangenen Jahr und nicht in der Zukunft.');
  }
  return Temporal.PlainDate.from(day).toZonedDateTime(timeZone).toInstant();
}

const line = (what: string, min: number, max: number) =>
  text.pipe(z.string().min(min, `${what} fehlt.`).max(max, `${what} hat höchstens ${max} Zeichen.`));

const removable = (what: string, max: number) =>
  line(what, 0, max)
    .transform((value) => value || null)
    .optional();

const correctionInput = z.object({
  correction: z.object({
    name: line('Der Name', 2, 200).optional(),
    email: mailAddress.optional(),
    phone: removable('Die Telefonnummer', 50),
    function: removable('Die Funktion', 200),
    organisation: removable('Der Name der Organisation', 200),
  }),
});

/**
 * Null for what is no rectification.
 *
 * @throws Problem BAD_USER_INPUT for a field that does not fit, and where a correction is missing or is none
 */
export function readCorrection(
  kind: PrivacyRequestKind,
  input: InquirerCorrectionInput | null | undefined,
): Correction | null {
  const given = Object.fromEntries(Object.entries(input ?? {}).filter(([, value]) => value != null));
  const needed = kind === 'RECTIFICATION';
  if (needed !== Object.keys(given).length > 0) {
    const message = needed
      ? 'Bitte nennen Sie, was richtig ist.'
      : 'Zu berichtigen gibt es nur bei einer Berichtigung etwas.';
    throw badInput('input.correction', message);
  }
  return needed ? readInput(correctionInput, { correction: given }).correction : null;
}
