import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import type { SampleCase, SampleKommune, SampleTopic } from './sample.types.ts';
import { createSampleCases } from './sample-cases.ts';

/** So many cases are sent at once: some megabytes. */
const chunkSize = 1_000;

/**
 * Makes sample cases and saves them, one statement per table for a thousand cases; all in the transaction of `em`, if it has one.
 *
 * @param count 2,000 to look at; 200,000 or 2,000,000 to measure with
 */
export async function saveSampleCases(em: EntityManager, count: number): Promise<void> {
  const kommunen = await select<SampleKommune>(em, 'sample.kommunen', existingKommunen);
  const topics = await select<SampleTopic>(em, 'sample.topics', 'select code, label from topic order by position');
  let chunk: SampleCase[] = [];
  for (const row of createSampleCases({ kommunen, topics, count })) {
    if (chunk.push(row) < chunkSize) continue;
    await saveChunk(em, chunk);
    chunk = [];
  }
  await saveChunk(em, chunk);
  await select(em, 'sample.counter', nextNumbers);
}

/** The rows of the register from which samples are made. */
export const existingKommunen = `
  select k.ags, k.name, k.kind, k.population, l.name as "landkreisName", null as "validUntil", null as "successorAgs"
  from kommune k left join kommune l on l.ags = k.landkreis_ags where k.valid_until is null order by k.ags`;

/** Real cases go on counting where the samples end. */
const nextNumbers = `
  insert into case_counter (year, last)
  select left(number, 4)::smallint, max(substr(number, 6)::integer) from consultation_case where source = 'SAMPLE' group by 1
  on conflict (year) do update set last = greatest(case_counter.last, excluded.last)`;

async function saveChunk(em: EntityManager, cases: readonly SampleCase[]): Promise<void> {
  for (const { table, columns, rowsOf } of tables) {
    const rows = cases.flatMap(rowsOf);
    if (rows.length === 0) continue;
    await select(
      em,
      `sample.${table}`,
      `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
      [JSON.stringify(rows)],
    );
  }
}

/** How a sample case lies in one table; the database turns the texts into the types of the columns. */
interface SampleTable {
  readonly table: string;
  readonly columns: string;
  readonly rowsOf: (row: SampleCase) => readonly object[];
}

const ofCase = ({ id, receivedAt, closedAt }: SampleCase) => ({
  case_id: id,
  case_received_at: receivedAt,
  case_open: closedAt === null,
});

const tables: readonly SampleTable[] = [
  {
    table: 'consultation_case',
    columns: `id, number, status, version, source, channel, inquirer_kind, reach, inform_kommune, reasons, title, concern, quartier,
      phase, result, minutes, duplicate_of, received_at, assigned_at, first_answered_at, due_at, closed_at`,
    rowsOf: (row) => [toCaseRow(row)],
  },
  {
    table: 'case_kommune',
    columns: 'case_id, ags, position, case_received_at, case_open',
    rowsOf: (row) => row.kommunen.map((ags, index) => ({ ...ofCase(row), ags, position: index + 1 })),
  },
  {
    table: 'case_topic',
    columns: 'case_id, topic',
    rowsOf: ({ id, topics }) => topics.map((topic) => ({ case_id: id, topic })),
  },
  {
    table: 'case_support',
    columns: 'case_id, kind',
    rowsOf: ({ id, support }) => support.map((kind) => ({ case_id: id, kind })),
  },
  {
    table: 'participation',
    columns: 'case_id, association, role, state, advisor_id, from_at, until_at, case_received_at, case_open',
    rowsOf: (row) =>
      row.participations.map(({ advisorId, fromAt, untilAt, ...part }) => ({
        ...{ ...ofCase(row), ...part, advisor_id: advisorId, from_at: fromAt, until_at: untilAt },
      })),
  },
  {
    table: 'transition',
    columns: 'case_id, at, from_status, to_status, actor, reason',
    rowsOf: ({ id, transitions }) =>
      transitions.map(({ fromStatus, toStatus, ...rest }) => ({
        ...{ ...rest, case_id: id, from_status: fromStatus, to_status: toStatus },
      })),
  },
  {
    table: 'timeline_entry',
    columns: 'case_id, at, kind, visibility, association, text',
    rowsOf: ({ id, timeline }) => timeline.map((entry) => ({ ...entry, case_id: id })),
  },
  {
    table: 'inquiry',
    columns: 'case_id, place_by, place, further_places, wish, consent_to_inform_kommune',
    rowsOf: ({ id, inquiry }) => (inquiry === null ? [] : [toInquiryRow(id, inquiry)]),
  },
  {
    table: 'inquirer',
    columns: 'case_id, name, email, phone, function, organisation',
    rowsOf: ({ id, inquiry }) => (inquiry === null ? [] : [{ ...inquiry.person, case_id: id }]),
  },
];

function toCaseRow(row: SampleCase): object {
  const { id, number, status, version, channel, reach, reasons, title, phase, result, minutes } = row;
  return {
    ...{ id, number, status, version, channel, reach, reasons, title, phase, result, minutes, source: 'SAMPLE' },
    ...{ inquirer_kind: row.inquirerKind, inform_kommune: row.informKommune, duplicate_of: row.duplicateOf },
    ...{ concern: row.inquiry?.concern ?? null, quartier: row.inquiry?.quartier ?? null },
    ...{ received_at: row.receivedAt, assigned_at: row.assignedAt, first_answered_at: row.firstAnsweredAt },
    ...{ due_at: row.dueAt, closed_at: row.closedAt },
  };
}

function toInquiryRow(id: string, inquiry: NonNullable<SampleCase['inquiry']>): object {
  const { place, furtherPlaces, wish, consent } = inquiry;
  return {
    ...{ case_id: id, place_by: place?.by ?? null, place: place?.value ?? null, further_places: furtherPlaces, wish },
    consent_to_inform_kommune: consent,
  };
}
