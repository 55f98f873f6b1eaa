import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { type CaseTableRow, insertCaseRows } from '../case/case-rows.repository.ts';
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
  await insertCaseRows(em, {
    consultation_case: cases.map(toCaseRow),
    case_kommune: cases.flatMap((row) =>
      row.kommunen.map((ags, index) => ({ ...ofCase(row), ags, position: index + 1 })),
    ),
    case_topic: cases.flatMap(({ id, topics }) => topics.map((topic) => ({ case_id: id, topic }))),
    case_support: cases.flatMap(({ id, support }) => support.map((kind) => ({ case_id: id, kind }))),
    participation: cases.flatMap(toParticipationRows),
    transition: cases.flatMap(({ id, transitions }) =>
      transitions.map(({ at, fromStatus, toStatus, actor, reason }) => ({
        ...{ case_id: id, at, from_status: fromStatus, to_status: toStatus, actor, reason },
      })),
    ),
    timeline_entry: cases.flatMap(({ id, timeline }) => timeline.map((entry) => ({ ...entry, case_id: id }))),
    inquiry: cases.flatMap(toInquiryRows),
    inquirer: cases.flatMap(({ id, inquiry }) => (inquiry === null ? [] : [{ ...inquiry.person, case_id: id }])),
  });
}

const ofCase = ({ id, receivedAt, closedAt }: SampleCase) => ({
  ...{ case_id: id, case_received_at: receivedAt, case_open: closedAt === null },
});

function toCaseRow(row: SampleCase): CaseTableRow<'consultation_case'> {
  const { id, number, status, version, channel, reach, reasons, title, phase, result, minutes } = row;
  return {
    ...{ id, number, status, version, channel, reach, reasons, title, phase, result, minutes, source: 'SAMPLE' },
    ...{ inquirer_kind: row.inquirerKind, inform_kommune: row.informKommune, duplicate_of: row.duplicateOf },
    ...{ concern: row.inquiry?.concern ?? null, quartier: row.inquiry?.quartier ?? null },
    ...{ received_at: row.receivedAt, assigned_at: row.assignedAt, first_answered_at: row.firstAnsweredAt },
    ...{ first_answer_working_minutes: row.firstAnswerWorkingMinutes, first_answer_due_at: row.firstAnswerDueAt },
    ...{ due_at: row.dueAt, closed_at: row.closedAt },
  };
}

function toParticipationRows(row: SampleCase): CaseTableRow<'participation'>[] {
  return row.participations.map(({ association, role, state, advisorId, fromAt, untilAt }) => ({
    ...{ ...ofCase(row), association, role, state, advisor_id: advisorId, from_at: fromAt, until_at: untilAt },
    answer_due_at: null,
  }));
}

function toInquiryRows({ id, inquiry }: SampleCase): CaseTableRow<'inquiry'>[] {
  if (inquiry === null) return [];
  const { place, furtherPlaces, wish, consent } = inquiry;
  return [
    {
      ...{ case_id: id, place_by: place?.by ?? null, place: place?.value ?? null, further_places: furtherPlaces, wish },
      consent_to_inform_kommune: consent,
    },
  ];
}
