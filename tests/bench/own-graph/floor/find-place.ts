import { type FloorAnswer, type FloorDatabases, memberStatus } from './databases.ts';

interface Row {
  readonly ags: string;
  readonly name: string;
  readonly kind: string;
}

/** The places that "sankt leon" finds: with the one spelling rule that this needs, where the graph knows them all. */
export const answerFindPlace: FloorAnswer = async (databases) => {
  const rows = await databases.select<Row>('consultation', 'places', text);
  const keys = rows.map(({ ags }) => ags);
  const [staedtetag, gemeindetag] = await Promise.all([
    statusesOf(databases, 'staedtetag', keys),
    statusesOf(databases, 'gemeindetag', keys),
  ]);
  const nodes = rows.map(({ ags, name, kind }) => ({
    ...{ ags, name, kind },
    ...{ staedtetagMember: staedtetag.get(ags) ?? null, gemeindetagMember: gemeindetag.get(ags) ?? null },
  }));
  return { kommunen: { nodes } };
};

const text = `
  select ags, name, kind from kommune
  where replace(lower(name), 'st. ', 'sankt ') like '%sankt leon%' and kind <> 'LANDKREIS' and valid_until is null
  order by name limit 10`;

async function statusesOf({ select }: FloorDatabases, database: 'staedtetag' | 'gemeindetag', keys: readonly string[]) {
  const statuses = `select ags, ${memberStatus} as status from member where ags = any($1)`;
  const rows = await select<{ ags: string; status: string }>(database, 'statuses', statuses, [keys]);
  return new Map(rows.map(({ ags, status }) => [ags, { status }]));
}
