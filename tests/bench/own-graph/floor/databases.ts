import type { associationNames, PartName } from '@gkz-qe/infra/parts.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import pg from 'pg';

export type FloorDatabases = ReturnType<typeof openFloorDatabases>;

/** Answers one operation: the data of a GraphQL answer. */
export type FloorAnswer = (
  databases: FloorDatabases,
  viewer: Viewer,
  variables: Readonly<Record<string, string>>,
) => Promise<object>;

/** @param urls JSON: the name of a subgraph → the address of its database */
export function openFloorDatabases(urls: string) {
  const pools = Object.fromEntries(
    Object.entries<string>(JSON.parse(urls)).map(([name, connectionString]) => [
      name,
      new pg.Pool({ connectionString, max: 10 }),
    ]),
  ) as Record<PartName, pg.Pool>;
  return {
    /** Prepared under its name on each connection. */
    async select<Row extends pg.QueryResultRow>(
      database: PartName,
      name: string,
      text: string,
      values: unknown[] = [],
    ): Promise<Row[]> {
      return (await pools[database].query<Row>({ name, text, values })).rows;
    },
  };
}

/** What the associations call themselves, by their code. */
export const associations = [
  { code: 'STAEDTETAG', name: 'Städtetag Baden-Württemberg', database: 'staedtetag' },
  { code: 'GEMEINDETAG', name: 'Gemeindetag Baden-Württemberg', database: 'gemeindetag' },
  { code: 'LANDKREISTAG', name: 'Landkreistag Baden-Württemberg', database: 'landkreistag' },
] as const satisfies readonly { code: string; name: string; database: (typeof associationNames)[number] }[];

export function associationOf(code: string): { readonly code: string; readonly name: string } {
  const { name } = associations.find((one) => one.code === code) ?? { name: '' };
  return { code, name };
}

/** The code of the viewer's association. */
export function codeOf({ association }: Viewer): string | null {
  return association?.toUpperCase() ?? null;
}

export interface AdvisorRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** Advisors by id, of all associations at once. */
export async function advisorsById(
  { select }: FloorDatabases,
  wanted: readonly { readonly association: string; readonly advisorId: string | null }[],
): Promise<ReadonlyMap<string, AdvisorRow>> {
  const rows = await Promise.all(
    associations.map(({ code, database }) => {
      const ids = wanted.filter(({ association }) => association === code).flatMap(({ advisorId }) => advisorId ?? []);
      const text = 'select id, name, email from advisor where id = any($1)';
      return ids.length === 0 ? [] : select<AdvisorRow>(database, 'advisors', text, [ids]);
    }),
  );
  return new Map(rows.flat().map((row) => [row.id, row]));
}

/** Today's status of a member, as its subgraph tells it. */
export const memberStatus = `case when until < current_date then 'ENDED' else status end`;
