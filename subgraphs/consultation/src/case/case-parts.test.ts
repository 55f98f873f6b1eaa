import { select } from '@gkz-qe/kit/database.ts';
import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveCase } from '../testing/case-rows.ts';
import { openTestGraph, type TestGraph } from '../testing/test-graph.ts';

const me = '5a3b1e00-0002-4000-8000-000000000001';
const advisor: Partial<Viewer> = {
  subject: 'advisor-1',
  roles: ['advisor'],
  association: 'gemeindetag',
  advisorId: me,
};
const ledByMe = { association: 'GEMEINDETAG', advisorId: me } as const;

let graph: TestGraph;
beforeAll(async () => {
  graph = await openTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

async function read(id: string, selection: string, viewer: Partial<Viewer> = advisor) {
  const query = `query ($id: ID!) { case(id: $id) { ${selection} } }`;
  const { data, errors } = await graph.ask(query, { id }, asViewer(viewer));
  return { row: data.case, errors };
}

const rows = (text: string, values: readonly unknown[] = []) =>
  select<Record<string, unknown>>(graph.orm.em.fork(), 'test.rows', text, values);

test.each([
  ['PRIVATE', true, true],
  ['INITIATIVE', false, false],
  ['KOMMUNE', false, null],
  ['MUNICIPAL_ALLIANCE', false, null],
])('%s, consent %s: whether the Kommune may learn of it is %s', async (kind, consent, expected) => {
  const id = await saveCase(graph.orm, { parts: [ledByMe, { association: 'STAEDTETAG', role: 'INFORMED' }] });
  const change = 'update consultation_case set inquirer_kind = $2, inform_kommune = $3 where id = $1::uuid';
  await rows(change, [id, kind, consent]);
  expect((await read(id, 'mayInformKommune')).row).toEqual({ mayInformKommune: expected });
  const informed = await read(id, 'mayInformKommune', { roles: ['team_lead'], association: 'staedtetag' });
  expect(informed.row).toEqual({ mayInformKommune: null });
});

describe('the timeline', () => {
  const entries = [
    { text: 'Die Anfrage ist eingegangen.', visibility: 'INQUIRER', kind: 'TRANSITION', at: '2026-11-02T09:00:00Z' },
    {
      text: 'Notiz des Städtetags.',
      visibility: 'OWN_ASSOCIATION',
      association: 'STAEDTETAG',
      at: '2026-11-03T09:00:00Z',
    },
    {
      text: 'Notiz des Gemeindetags.',
      visibility: 'OWN_ASSOCIATION',
      association: 'GEMEINDETAG',
      at: '2026-11-04T09:00:00Z',
    },
    { text: 'Gespräch mit beiden Verbänden.', visibility: 'PARTICIPANTS', kind: 'CONTACT', at: '2026-11-05T09:00:00Z' },
  ] as const;
  const both = [
    ledByMe,
    { association: 'STAEDTETAG', role: 'CO_ADVICE', advisorId: '5a3b1e00-0001-4000-8000-000000000001' },
  ] as const;

  test('shows internal notes only to the association that wrote them, oldest entries first', async () => {
    const id = await saveCase(graph.orm, { parts: both, timeline: [...entries].reverse() });
    const textsFor = async (viewer: Partial<Viewer>) =>
      (await read(id, 'timeline { text }', viewer)).row.timeline.map(({ text }: { text: string }) => text);
    const [received, staedtetag, gemeindetag, together] = entries.map(({ text }) => text);
    expect(await textsFor(advisor)).toEqual([received, gemeindetag, together]);
    expect(await textsFor({ roles: ['team_lead'], association: 'staedtetag' })).toEqual([
      received,
      staedtetag,
      together,
    ]);
  });

  test('shows a coordinator no association’s notes but the own one’s', async () => {
    const id = await saveCase(graph.orm, { status: 'IN_TRIAGE', timeline: entries });
    const coordinator: Partial<Viewer> = { roles: ['coordinator'], association: null };
    const { row } = await read(id, 'timeline { text }', coordinator);
    expect(row.timeline).toEqual([{ text: entries[0].text }, { text: entries[3].text }]);
  });

  test('gives the last entries, in the order in which they were written where they are of the same moment', async () => {
    const same = ['eins', 'zwei', 'drei', 'vier'].map((text) => ({ text }));
    const id = await saveCase(graph.orm, { parts: [ledByMe], timeline: same });
    expect((await read(id, 'timeline(last: 2) { text kind at }')).row.timeline).toEqual([
      { text: 'drei', kind: 'NOTE', at: '2026-11-02T09:00:00.000Z' },
      { text: 'vier', kind: 'NOTE', at: '2026-11-02T09:00:00.000Z' },
    ]);
    expect((await read(id, 'timeline(last: 0) { text }')).row.timeline).toEqual([]);
    expect((await read(id, 'timeline(last: null) { text }')).row.timeline).toHaveLength(4);
  });

  test.each([-1, 201])('refuses %i entries with a code', async (last) => {
    const id = await saveCase(graph.orm, { parts: [ledByMe] });
    const { row, errors } = await read(id, `number timeline(last: ${last}) { text }`);
    expect(row).toMatchObject({ timeline: null });
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'last', path: 'case.timeline' }]);
  });
});

describe('the participations', () => {
  test('come with type and key of association and advisor, the lead first, without those that are over', async () => {
    const id = await saveCase(graph.orm, {
      parts: [
        { association: 'LANDKREISTAG', role: 'INFORMED' },
        { association: 'STAEDTETAG', role: 'CO_ADVICE', state: 'DECLINED' },
        { association: 'STAEDTETAG', role: 'LEAD', state: 'REQUESTED', proposed: true },
        ledByMe,
      ],
    });
    const { row } = await read(
      id,
      'participations { role state association { __typename code } advisor { __typename id } }',
    );
    expect(row.participations).toEqual([
      {
        ...{ role: 'LEAD', state: 'ACCEPTED', association: { __typename: 'Gemeindetag', code: 'GEMEINDETAG' } },
        advisor: { __typename: 'GemeindetagAdvisor', id: me },
      },
      {
        ...{ role: 'LEAD', state: 'REQUESTED', association: { __typename: 'Staedtetag', code: 'STAEDTETAG' } },
        advisor: null,
      },
      {
        ...{ role: 'INFORMED', state: 'ACCEPTED', association: { __typename: 'Landkreistag', code: 'LANDKREISTAG' } },
        advisor: null,
      },
    ]);
  });

  test('have one lead in force at most', async () => {
    const twoLeads = saveCase(graph.orm, { parts: [ledByMe, { association: 'STAEDTETAG' }] });
    await expect(twoLeads).rejects.toThrow('participation_one_lead');
  });

  test('know at once when the case is closed, and when it is reopened', async () => {
    const id = await saveCase(graph.orm, { parts: [ledByMe] });
    const open = () =>
      rows(
        `select p.case_open as part, k.case_open as kommune from participation p join case_kommune k using (case_id)
         where case_id = $1`,
        [id],
      );
    await rows(`update consultation_case set status = 'CLOSED', closed_at = now() where id = $1`, [id]);
    expect(await open()).toEqual([{ part: false, kommune: false }]);
    await rows(`update consultation_case set status = 'IN_CONSULTATION', closed_at = null where id = $1`, [id]);
    expect(await open()).toEqual([{ part: true, kommune: true }]);
  });
});

describe('topics, support and Kommunen', () => {
  test('come in the official order, the seat first', async () => {
    const id = await saveCase(graph.orm, {
      ...{ parts: [ledByMe], topics: ['DIG', 'BET', 'PFL'], kommunen: ['08336081', '08111000', '08226'] },
    });
    const { row } = await read(id, 'topics { code label } support concerns { __typename ags name }');
    expect(row.topics.map(({ code }: { code: string }) => code)).toEqual(['BET', 'PFL', 'DIG']);
    expect(row.topics[1].label).toBe('Pflege & Gesundheit');
    expect(row.support).toEqual(['FIRST_CONSULTATION']);
    expect(row.concerns).toEqual([
      { __typename: 'Gemeinde', ags: '08336081', name: 'Schopfheim' },
      { __typename: 'Gemeinde', ags: '08111000', name: 'Stuttgart' },
      { __typename: 'Landkreis', ags: '08226', name: 'Rhein-Neckar-Kreis' },
    ]);
  });
});

describe('contact data of inquirers', () => {
  const inquirer = 'inquirer { kind name email phone }';
  const log = (id: string) => rows('select subject, basis from access_log where case_id = $1', [id]);

  test('are read by those who advise, and each read is logged', async () => {
    const id = await saveCase(graph.orm, { parts: [ledByMe] });
    const { row } = await read(id, inquirer);
    expect(row.inquirer).toEqual({
      kind: 'KOMMUNE',
      name: 'Erika Beispiel',
      email: 'erika@beispiel.example',
      phone: null,
    });
    await read(id, inquirer);
    expect(await log(id)).toEqual(Array(2).fill({ subject: 'advisor-1', basis: 'PARTICIPATION' }));
  });

  test('are logged once per request, however often it names them', async () => {
    const id = await saveCase(graph.orm, { parts: [ledByMe] });
    await read(id, `a: inquirer { name } b: inquirer { email }`);
    expect(await log(id)).toHaveLength(1);
  });

  test('are not read, and nothing is logged, where only the header may be seen or they are not asked for', async () => {
    const header = await saveCase(graph.orm, {
      parts: [{ ...ledByMe, advisorId: '5a3b1e00-0002-4000-8000-000000000002' }],
    });
    expect((await read(header, `number ${inquirer}`)).row).toMatchObject({ inquirer: null });
    expect(await log(header)).toEqual([]);
    const content = await saveCase(graph.orm, { parts: [ledByMe] });
    await read(content, 'number title inquirerKind');
    expect(await log(content)).toEqual([]);
  });

  test('are not read by who has no name to log', async () => {
    const id = await saveCase(graph.orm, { parts: [ledByMe] });
    const { row, errors } = await read(id, inquirer, { ...advisor, subject: null });
    expect(row.inquirer).toBeNull();
    expect(errors).toMatchObject([{ code: 'UNAUTHENTICATED', path: 'case.inquirer' }]);
    expect(await log(id)).toEqual([]);
  });

  test('are null once they are erased', async () => {
    const id = await saveCase(graph.orm, { parts: [ledByMe] });
    await rows('delete from inquirer where case_id = $1', [id]);
    expect((await read(id, inquirer)).row.inquirer).toBeNull();
    expect(await log(id)).toEqual([]);
  });
});
