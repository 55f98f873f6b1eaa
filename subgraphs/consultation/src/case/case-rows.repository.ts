import { type EntityManager, select } from '@gkz-qe/kit/database.ts';

/** The tables of a case with the columns that are written when it comes into being. */
const columnsOf = {
  consultation_case: [
    ...([
      'id',
      'number',
      'status',
      'version',
      'source',
      'channel',
      'inquirer_kind',
      'reach',
      'inform_kommune',
    ] as const),
    ...(['reasons', 'title', 'concern', 'quartier', 'phase', 'result', 'minutes', 'duplicate_of'] as const),
    ...(['received_at', 'assigned_at', 'first_answered_at', 'first_answer_working_minutes'] as const),
    ...(['first_answer_due_at', 'due_at', 'closed_at'] as const),
  ],
  case_kommune: ['case_id', 'ags', 'position', 'case_received_at', 'case_open'],
  case_topic: ['case_id', 'topic'],
  case_support: ['case_id', 'kind'],
  participation: [
    ...(['case_id', 'association', 'role', 'state', 'advisor_id', 'from_at', 'answer_due_at', 'until_at'] as const),
    ...(['case_received_at', 'case_open'] as const),
  ],
  transition: ['case_id', 'at', 'from_status', 'to_status', 'actor', 'reason'],
  timeline_entry: ['case_id', 'at', 'kind', 'visibility', 'association', 'text'],
  inquiry: ['case_id', 'place_by', 'place', 'further_places', 'wish', 'consent_to_inform_kommune'],
  inquirer: ['case_id', 'name', 'email', 'phone', 'function', 'organisation'],
} as const;

type CaseTable = keyof typeof columnsOf;

/** A row as the database names its columns; moments are dates, lists are arrays. */
export type CaseTableRow<Table extends CaseTable> = Readonly<Record<(typeof columnsOf)[Table][number], unknown>>;

/** Rows by table. */
export type CaseTableRows = { readonly [Table in CaseTable]: readonly CaseTableRow<Table>[] };

/**
 * Inserts the rows of one case or of a thousand in one statement: what they refer to is looked for when all are there.
 *
 * All rows of a table are one parameter: no statement's text, and so no log of the database, ever holds what an inquirer wrote.
 */
export async function insertCaseRows(em: EntityManager, rows: CaseTableRows): Promise<void> {
  const values = tables.map((table) => JSON.stringify(rows[table]));
  await select(em, 'case.insert', insertAll, values);
}

const tables = Object.keys(columnsOf) as CaseTable[];

const insertAll = `with ${tables.map(insertInto).join(', ')} select`;

function insertInto(table: CaseTable, index: number): string {
  const columns = columnsOf[table].join(', ');
  return `new_${table} as (insert into ${table} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${table}, $${index + 1}::jsonb))`;
}
