/**
 * Codes with which PostgreSQL, or the way to it, says that it cannot be asked at all just now. All others say that it was asked
 * and that something was wrong with the question.
 */
const codes: ReadonlySet<unknown> = new Set([
  // no connection, or no more of one: class 08 without the protocol violation, which is a fault of ours
  ...['08000', '08001', '08003', '08004', '08006'],
  // shutting down, crashed, starting up; too many connections; no such database
  ...['57P01', '57P02', '57P03', '53300', '3D000'],
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
]);

/** How `pg` says it where it gives no code. */
const words =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Whether a failure says that the database is away, and nothing about what was asked of it. */
export function isDatabaseAway(failure: unknown): boolean {
  if (!(failure instanceof Error)) return false;
  const { code } = failure as Error & { code?: unknown };
  return code === undefined ? words.test(failure.message) : codes.has(code);
}
