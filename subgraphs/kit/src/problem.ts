/** What a caller can do something about. Anything that is not a `Problem` is a bug or a breakdown and gets masked. */
export type ProblemCode =
  | 'BAD_USER_INPUT'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE';

/**
 * A failure the caller can understand and act on.
 *
 * `message` is one plain German sentence for people, `code` is for machines, and `details` names what was wrong
 * (an argument, a limit). None of them may hold personal data, addresses or SQL.
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(code: ProblemCode, message: string, details: Readonly<Record<string, string | number>> = {}) {
    super(message);
    this.name = 'Problem';
    this.code = code;
    this.details = details;
  }
}

/** The caller sent something that does not fit: `argument` names it, as a client wrote it. */
export function badInput(argument: string, message: string): Problem {
  return new Problem('BAD_USER_INPUT', message, { argument });
}
