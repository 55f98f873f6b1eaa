import { text } from '@gkz-qe/kit/input.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
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

function optional(what: string, max: number) {
  const inLimit = text.pipe(z.string().max(max, `${what} hat höchstens ${max} Zeichen.`));
  return inLimit.nullish().transform((value) => value || null);
}

const concernLimits = 'Bitte beschreiben Sie Ihr Anliegen mit 10 bis 10.000 Zeichen.';
const nameLimits = 'Bitte nennen Sie Ihren Namen mit 2 bis 200 Zeichen.';

const schema = z.object({
  idempotencyKey: z
    .string()
    .regex(/^[\w-]{8,100}$/, 'Der Schlüssel hat 8 bis 100 Buchstaben, Ziffern, Binde- und Unterstriche.'),
  concern: text.pipe(z.string().min(10, concernLimits).max(10_000, concernLimits)),
  quartier: optional('Der Name des Quartiers', 200),
  inquirer: z.object({
    name: text.pipe(z.string().min(2, nameLimits).max(200, nameLimits)),
    email: text.pipe(z.email('Bitte prüfen Sie die E-Mail-Adresse.').max(254, 'Die E-Mail-Adresse ist zu lang.')),
    phone: optional('Die Telefonnummer', 50),
    function: optional('Die Funktion', 200),
    organisation: optional('Der Name der Organisation', 200),
  }),
});

/** @throws Problem BAD_USER_INPUT naming the first field that does not fit */
export function readSubmissionText(input: SubmitInquiryInput): SubmissionText {
  const read = schema.safeParse(input);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw badInput(['input', ...(issue?.path ?? [])].join('.'), issue?.message ?? 'Bitte prüfen Sie Ihre Angaben.');
  }
  const { inquirer, ...rest } = read.data;
  return {
    ...rest,
    support: [...new Set(input.support ?? [])].sort(),
    inquirer: { kind: input.inquirer.kind, ...inquirer },
  };
}
