import type { Answer } from '../../support/graph-client.ts';

/** Codes with which a field is refused: by the gateway, by a subgraph; the last one for what is not in the clients' contract. */
export const refusals: ReadonlySet<unknown> = new Set([
  'UNAUTHORIZED_FIELD_OR_TYPE',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'GRAPHQL_VALIDATION_FAILED',
]);

/** Fields that are null for good reasons even where one may read them. */
const mayBeNull: ReadonlySet<string> = new Set([
  ...[
    'phone',
    'closedAt',
    'validUntil',
    'successor',
    'verwaltungsgemeinschaft',
    'kreisverband',
    'until',
    'institution',
  ],
  ...[
    'endCursor',
    'startCursor',
    'ground',
    'request',
    'releasedAt',
    'releasedBy',
    'finishedAt',
    'association',
    'advisor',
    'lead',
  ],
  ...[
    'proposedAt',
    'from',
    'note',
    'duplicateOf',
    'follows',
    'line',
    'project',
    'endedOn',
    'settledOn',
    'contacts',
    'waitingPlace',
  ],
  ...['nearest', 'closed', 'open', 'joint', 'firstTimeKommunen', 'shareOfGemeinden'],
  ...['medianHoursToFirstAnswer', 'p90HoursToFirstAnswer'],
  ...['before', 'after', 'member', 'latitude', 'longitude', 'landkreis', 'reason', 'confirmedAt', 'lag'],
  ...['column', 'firstAnswerDueAt', 'workingHoursToFirstAnswer', 'waitingSince'],
  ...['applicant', 'amount', 'round', 'operator', 'funder', 'minEuro', 'factsFrom', 'confirmedOn'],
]);

/** What a cell of the table calls this answer: ✓, –, ∅, or in words what is neither. */
export function outcomeOf({ data, errors, status }: Answer): string {
  const codes = [...new Set(errors.map(({ extensions }) => extensions.code))];
  const leaves = leavesOf(data);
  const present = leaves.filter(({ value }) => value !== null);
  const missing = leaves.filter(({ name, value }) => value === null && !mayBeNull.has(name)).map(({ name }) => name);
  if (present.length === 0) {
    if (codes.length === 0) return status === 200 ? '∅' : `status ${status}`;
    if (codes.every((code) => refusals.has(code))) return '–';
    return codes.every((code) => code === 'NOT_FOUND') ? '∅' : `error ${codes.join()}`;
  }
  if (codes.length > 0) return `partly, with ${codes.join()}`;
  return missing.length > 0 ? `partly, without ${missing.join()}` : '✓';
}

interface Leaf {
  readonly name: string;
  readonly value: unknown;
}

/** All values at the ends of the data, but for type names and counts of nothing. */
function leavesOf(value: unknown, name = ''): readonly Leaf[] {
  if (name === '__typename' || (name === 'totalCount' && value === 0)) return [];
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, name));
  if (typeof value !== 'object' || value === null) return [{ name, value }];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, key));
}
