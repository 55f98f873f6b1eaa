import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { PageAnswer } from './export.pages.ts';

const statusOfCode: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  BAD_USER_INPUT: 400,
  NOT_FOUND: 404,
  SUBGRAPH_UNAVAILABLE: 503,
};

/** The HTTP status of a file that cannot be made. Who is not signed in can sign in first. */
export function statusOf({ status, errors }: PageAnswer, viewer: Viewer): number {
  const code = String(errors[0]?.extensions?.code);
  if (code === 'UNAUTHORIZED_FIELD_OR_TYPE') return viewer.roles.length === 0 ? 401 : 403;
  return statusOfCode[code] ?? (status >= 400 ? status : 500);
}
