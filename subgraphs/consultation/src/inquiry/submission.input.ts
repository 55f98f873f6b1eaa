import { mailAddress, optionalText, readInput, requiredText } from '@gkz-qe/kit/input.ts';
import { z } from 'zod';
import type { InquirerKind, SubmitInquiryInput, SupportKind } from '../generated/resolvers.ts';

/** The part of a submission that routing does not check: trimmed, and within its limits. */
export interface SubmissionText {
  readonly idempotencyKey: string;
  readonly concern: string;
  readonly quartier: string | null;
  /** Each kind once, in alphabetical order. */
  readonly support: readonly SupportKind[];
  readonly inquirer: {
    readonly kind: InquirerKind;
    readonly name: string;
    readonly email: string;
    readonly phone: string | null;
    readonly function: string | null;
    readonly organisation: string | null;
  };
}

const schema = z.object({
  idempotencyKey: z
    .string()
    .regex(/^[\w-]{8,100}$/, 'Der Schlüssel hat 8 bis 100 Buchstaben, Ziffern, Binde- und Unterstriche.'),
  concern: requiredText(10, 10_000, 'Bitte beschreiben Sie Ihr Anliegen mit 10 bis 10.000 Zeichen.'),
  quartier: optionalText('Der Name des Quartiers', 200),
  inquirer: z.object({
    name: requiredText(2, 200, 'Bitte nennen Sie Ihren Namen mit 2 bis 200 Zeichen.'),
    email: mailAddress,
    phone: optionalText('Die Telefonnummer', 50),
    function: optionalText('Die Funktion', 200),
    organisation: optionalText('Der Name der Organisation', 200),
  }),
});

/** @throws Problem BAD_USER_INPUT naming the first field that does not fit */
export function readSubmissionText(input: SubmitInquiryInput): SubmissionText {
  const { inquirer, ...rest } = readInput(schema, input);
  return {
    ...rest,
    support: [...new Set(input.support ?? [])].sort(),
    inquirer: { kind: input.inquirer.kind, ...inquirer },
  };
}
