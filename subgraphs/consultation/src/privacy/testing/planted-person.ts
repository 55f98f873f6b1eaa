import { select } from '@gkz-qe/kit/database.ts';
import type { TestGraph } from '../../testing/test-graph.ts';

/** A person whose every datum holds `marker`, so that a search for it finds them wherever they are. */
export interface PlantedPerson {
  readonly marker: string;
  readonly email: string;
  readonly caseId: string;
  readonly number: string;
  /** Secret of their link. */
  readonly link: string;
}

const submission = `mutation ($input: SubmitInquiryInput!) { submitInquiry(input: $input) {
  ... on InquirySubmitted { case { number } link } } }`;

/**
 * Hands in an inquiry as a person, and lets the staff write of them wherever they can.
 *
 * @param marker letters that occur nowhere else
 * @param place key of the Kommune; Schopfheim where none is given
 */
export async function plantPerson(graph: TestGraph, marker: string, place = '08336081'): Promise<PlantedPerson> {
  const email = `Anna.${marker}@Beispiel.example`;
  const { data, errors } = await graph.ask(submission, {
    input: {
      idempotencyKey: `key-of-${marker}`,
      place: { ags: place },
      concern: `Ich bin Anna ${marker} und brauche Rat für das Quartier.`,
      quartier: `Hof ${marker}`,
      topics: ['PFL'],
      inquirer: {
        ...{ kind: 'PRIVATE', name: `Anna ${marker}`, email, phone: `0711 ${marker}` },
        ...{ function: `Sprecherin ${marker}`, organisation: `Verein ${marker}` },
      },
    },
  });
  if (errors[0]) throw new Error(errors[0].message);
  const { case: receipt, link } = data.submitInquiry;
  const [row] = await rows<{ id: string }>(graph, 'select id from consultation_case where number = $1', [
    receipt.number,
  ]);
  const caseId = row?.id ?? '';
  await writeOfPerson(graph, caseId, marker);
  return { marker, email, caseId, number: receipt.number, link };
}

/** What of a person the form does not fill: texts of the staff, and the address of a request of theirs that is open. */
async function writeOfPerson(graph: TestGraph, caseId: string, marker: string): Promise<void> {
  const text = (what: string) => `${what} von Frau ${marker}`;
  await rows(graph, `update consultation_case set title = $2, result = $3, reasons = array[$4] where id = $1`, [
    ...[caseId, text('Sache'), text('Ergebnis'), text('Ort')],
  ]);
  await rows(graph, `update inquiry set place_by = 'NAME', place = $2, further_places = array[$3] where case_id = $1`, [
    ...[caseId, text('Hof'), text('Nachbarhof')],
  ]);
  await rows(
    graph,
    `insert into timeline_entry (case_id, at, kind, visibility, association, text) values
       ($1, now(), 'CONTACT', 'INQUIRER', null, $2), ($1, now(), 'NOTE', 'PARTICIPANTS', null, $3),
       ($1, now(), 'NOTE', 'OWN_ASSOCIATION', 'GEMEINDETAG', $4)`,
    [caseId, text('Anruf'), text('Notiz'), text('Eigene Notiz')],
  );
  await rows(
    graph,
    `insert into transition (case_id, at, from_status, to_status, actor, reason)
     values ($1, now(), 'ASSIGNED', 'IN_TRIAGE', 'advisor-1', $2)`,
    [caseId, text('Ablehnung')],
  );
  await rows(
    graph,
    `insert into legal_hold (case_id, reason, set_at, set_by, released_at, released_by)
     values ($1, $2, now(), 'officer-1', now(), 'officer-1')`,
    [caseId, text('Klage')],
  );
}

/** Lets a person come to an event as well, long ago: apart from their case, so that only what is asked by mail address reaches it. */
export async function plantParticipant(graph: TestGraph, { marker, email }: PlantedPerson): Promise<void> {
  await rows(
    graph,
    `with event as (
       insert into event (id, title, kind, begins_at, ends_at, online, capacity, register_until, state, source)
       values (gen_random_uuid(), 'Austausch', 'EXCHANGE', '2020-05-04', '2020-05-05', true, 5, '2020-05-04', 'PLANNED', 'STAFF')
       returning id)
     insert into event_registration (event_id, key_hash, name, email, organisation, registered_at)
     select id, sha256(gen_random_uuid()::text::bytea), $1, $2, $3, '2020-05-01' from event`,
    [`Anna ${marker}`, email, `Verein ${marker}`],
  );
}

/** Where letters are found, in any column of any row of any table, whatever its schema: `consultation_case.title`. */
export async function findEverywhere(graph: TestGraph, letters: string): Promise<readonly string[]> {
  const tables = await rows<{ name: string; label: string }>(
    graph,
    `select format('%I.%I', schemaname, tablename) as name, tablename as label from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const found = await Promise.all(
    tables.map(({ name, label }) =>
      rows<{ place: string }>(
        graph,
        `select distinct $2 || '.' || field.key as place from ${name} row, jsonb_each_text(to_jsonb(row)) field
         where strpos(lower(field.value), lower($1)) > 0 order by 1`,
        [letters, label],
      ),
    ),
  );
  return found.flat().map(({ place }) => place);
}

/** Rows of a statement of a test. */
export function rows<Row = Record<string, unknown>>(
  graph: Pick<TestGraph, 'orm'>,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  return select<Row>(graph.orm.em.fork(), 'test.rows', text, values);
}
