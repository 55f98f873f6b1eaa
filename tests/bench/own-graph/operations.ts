import { readFileSync } from 'node:fs';
import type { ViewerClaims } from '@gkz-qe/infra/identity/issuer.ts';
import { query } from './databases.ts';

/** One of the operations that clients are known to send, and who sends it. */
export interface OwnOperation {
  readonly bodies: readonly string[];
  /** Null: the public. */
  readonly claims: ViewerClaims | null;
  readonly clients: number;
  /** Hides from the comparison what is new in every answer. */
  readonly normalise?: (text: string) => string;
  readonly writes?: boolean;
}

const textOf = (name: string) =>
  readFileSync(
    new URL(
      `../../../schema/operations/${name.replaceAll(/(?<=.)[A-Z]/g, '-$&').toLowerCase()}.graphql`,
      import.meta.url,
    ),
    'utf8',
  );
const bodyOf = (name: string, variables?: object) =>
  JSON.stringify({ query: textOf(name), operationName: name, variables });

const coordinator: ViewerClaims = { sub: 'bench-coordinator', roles: ['coordinator'], association: 'gemeindetag' };

/** The operations by name, for the cases that are in a database. */
export const ownOperations = {
  async CasePage(url: string): Promise<OwnOperation> {
    const { rows } = await query<{ id: string }>(url, pagesText);
    return { bodies: rows.map(({ id }) => bodyOf('CasePage', { id })), claims: coordinator, clients: 20 };
  },
  async Worklist(url: string): Promise<OwnOperation> {
    const { rows } = await query<{ association: string; id: string }>(url, busiestText);
    const [busiest] = rows;
    if (!busiest) throw new Error('no advisor has an open case');
    const association = busiest.association.toLowerCase();
    const claims = { sub: 'bench-advisor', roles: ['advisor'], association, advisor_id: busiest.id };
    return { bodies: [bodyOf('Worklist')], claims, clients: 20 };
  },
  FindPlace: async (): Promise<OwnOperation> => ({ bodies: [bodyOf('FindPlace')], claims: null, clients: 20 }),
  Submit: async (): Promise<OwnOperation> => ({
    ...{ bodies: [bodyOf('Submit', { input: inquiry })], claims: null, clients: 10, writes: true },
    normalise: (text) => text.replaceAll(/"(number|link)":"[^"]*"/g, '"$1":""'),
  }),
  // One at a time: what counts is how long it takes.
  Sweep: async (): Promise<OwnOperation> => ({ bodies: [bodyOf('Sweep')], claims: coordinator, clients: 1 }),
} as const satisfies Record<string, (url: string) => Promise<OwnOperation>>;

/** Thirty cases of the coordinator's own association, spread over all years. */
const pagesText = `
  select id from (
    select c.id, row_number() over (order by c.id) as place, count(*) over () as total from consultation_case c
    where exists (select from participation p where p.case_id = c.id and p.association = 'GEMEINDETAG' and p.role = 'LEAD'
      and p.until_at is null)
  ) own where place % greatest(1, total / 30) = 0 order by id limit 30`;

const busiestText = `
  select association, advisor_id as id from participation p join consultation_case c on c.id = p.case_id
  where advisor_id is not null and role = 'LEAD' and from_at is not null and until_at is null
    and c.status in ('ASSIGNED', 'IN_CONSULTATION')
  group by 1, 2 order by count(*) desc, 2 limit 1`;

const inquiry = {
  idempotencyKey: 'bench-{{new}}',
  place: { ags: '08116019' },
  concern: 'Wir möchten mit den Menschen im Quartier einen Treffpunkt planen und suchen Rat für die Beteiligung.',
  inquirer: { kind: 'KOMMUNE', name: 'Erika Beispiel', email: 'erika@example.org' },
};
