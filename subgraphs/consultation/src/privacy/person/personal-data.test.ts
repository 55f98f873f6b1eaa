import { createOrm } from '@gkz-qe/kit/database.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseOptions } from '../../database.ts';
import { openCaseGraph } from '../../testing/case-graph.ts';
import type { TestGraph } from '../../testing/test-graph.ts';
import { createPrivacyDesk, type PrivacyDesk } from '../testing/ask-privacy.ts';
import { findEverywhere, type PlantedPerson, plantParticipant, plantPerson, rows } from '../testing/planted-person.ts';
import { officer } from '../testing/staff.ts';
import { impersonalColumns, personalColumns } from './personal-columns.ts';

let graph: TestGraph;
let desk: PrivacyDesk;
beforeAll(async () => {
  graph = await openCaseGraph();
  desk = createPrivacyDesk(graph);
});
afterAll(() => graph[Symbol.asyncDispose]());

const exportOf = async (request: string) => {
  const query = 'query ($request: ID!) { privacyExport(request: $request) { caseCount json } }';
  const { data, errors } = await graph.ask(query, { request }, officer);
  expect(errors).toEqual([]);
  return data.privacyExport as { caseCount: number; json: string };
};

/** What only repeats the words of other columns, so that an export need not hold it again. */
const derived = new Set(['consultation_case.words']);

/** Values of personal columns that hold the marker, whole: what a complete export must contain. */
async function valuesOf({ marker }: PlantedPerson): Promise<readonly string[]> {
  const found = await Promise.all(
    Object.entries(personalColumns).flatMap(([table, columns]) =>
      columns
        .filter((column) => !derived.has(`${table}.${column}`))
        .map((column) =>
          rows<{ value: unknown }>(
            graph,
            `select ${column} as value from ${table} where ${column}::text ilike '%' || $1 || '%'`,
            [marker],
          ),
        ),
    ),
  );
  return found.flat().flatMap(({ value }) => value as string | string[]);
}

test('every column of text is known to hold persons or not to', async () => {
  const columns = await rows<{ table: string; column: string }>(
    graph,
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'public' and (data_type in ('text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY'))`,
  );
  const unknown = columns.filter(({ table, column }) => {
    const impersonal = impersonalColumns[table] ?? [];
    return impersonal !== 'all' && ![...impersonal, ...(personalColumns[table] ?? [])].includes(column);
  });

  expect(columns.length).toBeGreaterThan(50);
  expect(unknown.map(({ table, column }) => `${table}.${column}`)).toEqual([]);
});

describe('a person who is written of in every column that may hold them', () => {
  test('is found in each of these columns, and in no other', async () => {
    const person = await plantPerson(graph, 'Quittenbaum');
    await plantParticipant(graph, person);
    await desk.open({ kind: 'EXPORT', email: person.email });

    const personal = Object.entries(personalColumns).flatMap(([table, columns]) =>
      columns.map((column) => `${table}.${column}`),
    );
    const expected = personal.filter((place) => place !== 'idempotency.payload_hash').sort();
    expect([...(await findEverywhere(graph, person.marker))].sort()).toEqual(expected);
  });

  test('gets an export that holds every value about them that the database holds', async () => {
    const person = await plantPerson(graph, 'Mispelstrauch');
    await plantParticipant(graph, person);
    const second = await plantPerson(graph, 'Zweitfall');
    const sameAddress = ` ${person.email.toUpperCase()}`;
    await rows(graph, 'update inquirer set email = $2 where case_id = $1', [second.caseId, sameAddress]);
    const { id } = await desk.open({ kind: 'EXPORT', email: person.email });

    const { caseCount, json } = await exportOf(id);
    const values = [...(await valuesOf(person)), ...(await valuesOf(second))];

    expect(caseCount).toBe(2);
    expect(values.length).toBeGreaterThan(2 * 15);
    const texts = textsIn(JSON.parse(json));
    expect(values.filter((value) => !texts.has(value))).toEqual([]);
  });

  test('finds their case, its history, the associations, who looked and the links in the export, and no secret', async () => {
    const person = await plantPerson(graph, 'Holunder');
    const { id } = await desk.open({ kind: 'EXPORT', case: person.number });
    await exportOf(id);

    const { json } = await exportOf(id);
    const { cases, requests, about } = JSON.parse(json);
    const [row] = await rows<{ hash: string }>(
      graph,
      `select encode(token_hash, 'hex') as hash from inquiry_link where case_id = $1`,
      [person.caseId],
    );

    expect(cases).toHaveLength(1);
    expect(cases[0]).toMatchObject({
      number: person.number,
      status: 'ASSIGNED',
      kommunen: [{ ags: '08336081', name: 'Schopfheim' }],
      topics: ['Pflege & Gesundheit'],
      history: [{ to: 'RECEIVED', by: 'inquirer' }, { to: 'ASSIGNED', by: 'system' }, { by: 'staff' }],
      accesses: [{ basis: 'REQUEST', by: 'staff' }],
    });
    expect(cases[0].associations).toContainEqual(expect.objectContaining({ association: 'GEMEINDETAG', role: 'LEAD' }));
    expect(cases[0].links).toEqual([{ createdAt: expect.any(String), expiresAt: expect.any(String), revokedAt: null }]);
    expect(requests).toEqual([expect.objectContaining({ kind: 'EXPORT', state: 'OPEN', proof: 'ID_DOCUMENT' })]);
    expect(about.controllers).toHaveLength(3);
    for (const secret of [person.link, row?.hash ?? 'no row', 'officer-1', 'advisor-1'])
      expect(json).not.toContain(secret);
  });

  test('is nowhere any more after an erasure, and the case stays with its key, topics, parts and times', async () => {
    const person = await plantPerson(graph, 'Schlehdorn');
    await plantParticipant(graph, person);
    const other = await plantPerson(graph, 'Bleibtda');
    const kept =
      'id, number, phase, minutes, received_at, assigned_at, first_answered_at, reach, channel, inquirer_kind';
    const keptRows = () => rows(graph, `select ${kept} from consultation_case where id = $1`, [person.caseId]);
    const before = await keptRows();

    const settled = await desk.settle({ kind: 'ERASURE', email: person.email });

    expect(settled.request).toMatchObject({ state: 'CARRIED_OUT' });
    expect(await findEverywhere(graph, person.marker)).toEqual([]);
    expect(await findEverywhere(graph, person.email)).toEqual([]);
    expect(await keptRows()).toEqual(before);
    expect(await rows(graph, 'select topic from case_topic where case_id = $1', [person.caseId])).toEqual([
      { topic: 'PFL' },
    ]);
    expect(
      await rows(graph, 'select status, open, due_at from consultation_case where id = $1', [person.caseId]),
    ).toEqual([{ status: 'ANONYMISED', open: false, due_at: null }]);
    expect((await findEverywhere(graph, other.marker)).length).toBeGreaterThan(10);
  });

  test('leaves a history that says how the case ended, and nothing that tells what was submitted', async () => {
    const person = await plantPerson(graph, 'Weissdorn');
    await desk.settle({ kind: 'ERASURE', case: person.caseId });

    const transitions = await rows(
      graph,
      'select from_status, to_status, actor, reason from transition where case_id = $1 order by id',
      [person.caseId],
    );
    expect(transitions.slice(-2)).toEqual([
      {
        ...{ from_status: 'ASSIGNED', to_status: 'WITHDRAWN', actor: 'officer-2' },
        reason: 'Löschung auf Verlangen der anfragenden Person.',
      },
      {
        ...{ from_status: 'WITHDRAWN', to_status: 'ANONYMISED', actor: 'officer-2' },
        reason: 'Löschung auf Verlangen der anfragenden Person.',
      },
    ]);
    expect(transitions.slice(0, -2).map(({ reason }) => reason)).toEqual([null, null, null]);
    expect(await rows(graph, 'select payload_hash from idempotency where case_id = $1', [person.caseId])).toEqual([
      { payload_hash: Buffer.alloc(0) },
    ]);
    const { data } = await graph.ask('query ($link: String!) { myInquiry(link: $link) { number } }', {
      link: person.link,
    });
    expect(data.myInquiry).toBeNull();
  });

  test('is not made a case again by the same submission', async () => {
    const person = await plantPerson(graph, 'Sanddorn');
    await desk.settle({ kind: 'ERASURE', case: person.number });

    await expect(plantPerson(graph, 'Sanddorn')).rejects.toThrow(/Schlüssel liegt schon eine andere Anfrage/);
  });
});

describe('the history of a case', () => {
  test('stays as it was written: who owns the tables can forget a reason, and nobody can do more', async () => {
    const person = await plantPerson(graph, 'Erlengrund');
    const owner = createOrm(databaseOptions(graph.database.ownerUrl));
    try {
      const write = (text: string, orm = owner) => rows({ orm }, `${text} where case_id = $1`, [person.caseId]);
      for (const text of [`update transition set reason = 'x'`, `update transition set actor = 'x', reason = null`]) {
        await expect(write(text)).rejects.toThrow(/append-only/);
      }
      await expect(write('delete from transition')).rejects.toThrow(/append-only/);
      await expect(write('update transition set reason = null', graph.orm)).rejects.toThrow(/append-only/);
      await expect(write('delete from transition', graph.orm)).rejects.toThrow(/append-only/);
    } finally {
      await owner.close();
    }
  });

  test('keeps the reasons of a case that is not anonymous, whoever asks to forget them', async () => {
    const person = await plantPerson(graph, 'Birnbaum');
    expect(await rows(graph, 'select forget_reasons(array[$1::uuid]) as count', [person.caseId])).toEqual([
      { count: 0 },
    ]);
    expect(await findEverywhere(graph, person.marker)).toContain('transition.reason');
  });
});

/** All texts inside a document. */
function textsIn(value: unknown): ReadonlySet<string> {
  if (typeof value === 'string') return new Set([value]);
  if (typeof value !== 'object' || value === null) return new Set();
  return new Set(Object.values(value).flatMap((part) => [...textsIn(part)]));
}
