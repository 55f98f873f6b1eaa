import { select } from '@gkz-qe/kit/database.ts';
import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importMembers } from '../import-members.ts';
import { loggedSince, logPosition } from '../testing/log.ts';
import { openTestGraph, type TestGraph, today } from '../testing/open-test-graph.ts';
import { memberState } from '../testing/states.ts';
import { saveMembers } from './save-members.repository.ts';

const admin = asViewer({ subject: 'a', roles: ['association_admin'], association: 'staedtetag' });
const [aalen, bühl, kehl, ulm, lahr] = ['08136088', '08216007', '08317057', '08421000', '08317065'];
const contact = { name: 'Rathaus', function: null, email: null, phone: null };

let graph: TestGraph;
let start: string;

// Today is 2026-11-23.
beforeEach(async () => {
  graph = await openTestGraph();
  await saveMembers(graph.orm.em.fork(), [
    memberState({ ags: aalen, source: 'ASSOCIATION' }),
    memberState({ ags: bühl, contacts: [contact] }),
    memberState({ ags: kehl, source: 'ASSOCIATION' }),
    memberState({ ags: ulm, until: '2026-11-22', source: 'ASSOCIATION' }),
  ]);
  start = await logPosition(graph.orm);
});
afterEach(() => graph[Symbol.asyncDispose]());

/** Aalen as it is, Bühl dormant, Ulm a member again, Lahr new; nothing of Kehl. */
const list = `ags;since;until;status;preferred
${aalen};1.1.1990;;ACTIVE;nein
${bühl};1990-01-01;;DORMANT;ja
${ulm};2027-01-01;;ACTIVE;
${lahr};2026-12-01;;ACTIVE;ja
`;

const entry = 'ags line changes { fact before after }';
const shown = `preview admitted { ${entry} } ended { ${entry} } changed { ${entry} } unchanged kept`;

async function preview(content: string, missing: string) {
  const answer = await graph.ask(
    `mutation ($input: PreviewStaedtetagMemberImportInput!) { result: previewStaedtetagMemberImport(input: $input) {
       __typename ... on StaedtetagMemberImportPreview { ${shown} }
       ... on StaedtetagMemberListFaulty { faults { line column message } } } }`,
    { input: { content, missing } },
    admin,
  );
  expect(answer.errors).toEqual([]);
  return answer.data.result;
}

async function apply(content: string, missing: string, name: string) {
  const answer = await graph.ask(
    `mutation ($input: ApplyStaedtetagMemberImportInput!) { result: applyStaedtetagMemberImport(input: $input) {
       __typename ... on StaedtetagMemberImportApplied { admitted ended changed unchanged kept }
       ... on StaedtetagMemberImportOutdated { preview { ${shown} } }
       ... on StaedtetagMemberListFaulty { faults { line } } } }`,
    { input: { content, missing, preview: name } },
    admin,
  );
  expect(answer.errors).toEqual([]);
  return answer.data.result;
}

const logged = () => loggedSince(graph.orm, start);
const rows = () =>
  select(
    graph.orm.em.fork(),
    'test',
    'select ags, status, since::text, until::text, preferred, source from member order by ags',
  );

const effect = (ags: string, member: boolean, preferred: boolean) => ({
  routing: { __typename: 'MembershipEffect', association: 'STAEDTETAG', ags, member, preferred },
});

async function previewEffects(content: string) {
  const routing = 'routing { __typename association ags member preferred }';
  const { data, errors } = await graph.ask(
    `mutation ($input: PreviewStaedtetagMemberImportInput!) { result: previewStaedtetagMemberImport(input: $input) {
       ... on StaedtetagMemberImportPreview { admitted { ${routing} } ended { ${routing} } changed { ${routing} } } } }`,
    { input: { content, missing: 'END' } },
    admin,
  );
  expect(errors).toEqual([]);
  return data.result;
}

test('names for each entry the membership that there would be today, for which the centre knows what routing makes of it', async () => {
  expect(await previewEffects(list.replace('2026-12-01', '2026-11-23'))).toMatchObject({
    // The first of them begins in 2027 only.
    admitted: [{ routing: { member: false } }, effect(lahr, true, true)],
    ended: [effect(kehl, false, false)],
    // Dormant: it counts no more than an ended one.
    changed: [effect(bühl, false, true)],
  });
});

test.each([
  ['goes on to its last day, where it is noted as ended before that', '1990-01-01;2026-11-23;ENDED', true],
  ['has not begun, where it is noted as ended before that', '2026-11-24;2026-12-31;ENDED', false],
  ['stays dormant, whatever else changes', '1991-01-01;;DORMANT', false],
])('names a membership that %s', async (_what, facts, member) => {
  await saveMembers(graph.orm.em.fork(), [memberState({ ags: bühl, status: 'DORMANT' })]);

  const { ended, changed } = await previewEffects(`ags;since;until;status;preferred\n${bühl};${facts};\n`);

  expect([...ended, ...changed]).toContainEqual(effect(bühl, member, false));
});

test('shows who would be admitted, ended and changed, each with before and after, and writes nothing', async () => {
  const before = await rows();

  const result = await preview(list, 'END');

  expect(result).toEqual({
    __typename: 'StaedtetagMemberImportPreview',
    preview: expect.stringMatching(/^[0-9a-f]{64}$/),
    admitted: [
      {
        ags: ulm,
        line: 4,
        changes: [
          { fact: 'since', before: '1990-01-01', after: '2027-01-01' },
          { fact: 'until', before: '2026-11-22', after: null },
          { fact: 'status', before: 'ENDED', after: 'ACTIVE' },
        ],
      },
      {
        ags: lahr,
        line: 5,
        changes: [
          { fact: 'since', before: null, after: '2026-12-01' },
          { fact: 'status', before: null, after: 'ACTIVE' },
          { fact: 'preferred', before: null, after: 'true' },
          { fact: 'source', before: null, after: 'ASSOCIATION' },
        ],
      },
    ],
    ended: [
      {
        ags: kehl,
        line: null,
        changes: [
          { fact: 'until', before: null, after: '2026-11-22' },
          { fact: 'status', before: 'ACTIVE', after: 'ENDED' },
        ],
      },
    ],
    changed: [
      {
        ags: bühl,
        line: 3,
        changes: [
          { fact: 'status', before: 'ACTIVE', after: 'DORMANT' },
          { fact: 'preferred', before: 'false', after: 'true' },
          { fact: 'source', before: 'SAMPLE', after: 'ASSOCIATION' },
        ],
      },
    ],
    unchanged: 1,
    kept: 0,
  });
  expect(await rows()).toEqual(before);
  expect(await logged()).toEqual([]);
});

test('does just what the preview has shown, and routing learns of each change once', async () => {
  const { preview: name } = await preview(list, 'END');

  const result = await apply(list, 'END', name);

  expect(result).toEqual({
    __typename: 'StaedtetagMemberImportApplied',
    admitted: 2,
    ended: 1,
    changed: 1,
    unchanged: 1,
    kept: 0,
  });
  expect(await rows()).toMatchObject([
    { ags: aalen, status: 'ACTIVE' },
    { ags: bühl, status: 'DORMANT', preferred: true, source: 'ASSOCIATION' },
    { ags: kehl, status: 'ENDED', until: '2026-11-22' },
    { ags: lahr, status: 'ACTIVE', since: '2026-12-01', source: 'ASSOCIATION' },
    { ags: ulm, status: 'ACTIVE', since: '2027-01-01', until: null },
  ]);
  expect(await logged()).toMatchObject([bühl, kehl, lahr, ulm].map((ags) => ({ member: { ags } })));
  const contacts = await graph.ask(`{ staedtetagMember(ags: "${bühl}") { contacts { name } } }`, {}, admin);
  expect(contacts.data.staedtetagMember.contacts).toEqual([{ name: 'Rathaus' }]);
});

test('keeps members that the list does not name, where that is chosen', async () => {
  const { preview: name, ended, kept } = await preview(list, 'KEEP');

  expect({ ended, kept }).toEqual({ ended: [], kept: 1 });
  expect(await apply(list, 'KEEP', name)).toMatchObject({ ended: 0, kept: 1 });
  expect(await rows()).toContainEqual(expect.objectContaining({ ags: kehl, status: 'ACTIVE', until: null }));
});

test('has nothing to do the second time, and then writes nothing', async () => {
  await apply(list, 'END', (await preview(list, 'END')).preview);
  start = await logPosition(graph.orm);

  const again = await preview(list, 'END');

  expect(again).toMatchObject({ admitted: [], ended: [], changed: [], unchanged: 4, kept: 0 });
  expect(await apply(list, 'END', again.preview)).toMatchObject({ admitted: 0, ended: 0, changed: 0, unchanged: 4 });
  expect(await logged()).toEqual([]);
});

test.each([
  ['a member has changed', async () => saveMembers(graph.orm.em.fork(), [memberState({ ags: kehl })]), list, 'END'],
  ['the list is another one', async () => undefined, `${list}\n`, 'END'],
  ['the choice is another one', async () => undefined, list, 'KEEP'],
])(
  'writes nothing where %s since the preview, and shows what it would do now',
  async (_what, change, content, missing) => {
    const { preview: name } = await preview(list, 'END');
    await change();
    start = await logPosition(graph.orm);
    const before = await rows();

    const result = await apply(content, missing, name);

    expect(result).toMatchObject({
      __typename: 'StaedtetagMemberImportOutdated',
      preview: { admitted: [{ ags: ulm }, {}] },
    });
    expect(result.preview.preview).not.toBe(name);
    expect(await rows()).toEqual(before);
    expect(await logged()).toEqual([]);
    expect(await apply(content, missing, result.preview.preview)).toMatchObject({ admitted: 2 });
  },
);

test('takes nothing of a list with one fault, neither in preview nor afterwards', async () => {
  const faulty = `${list}08999;;;ACTIVE;\n`;

  expect(await preview(faulty, 'END')).toEqual({
    __typename: 'StaedtetagMemberListFaulty',
    faults: [{ line: 6, column: 'ags', message: 'Der Gemeindeschlüssel hat acht Ziffern und beginnt mit 08.' }],
  });
  expect(await apply(faulty, 'END', 'x')).toEqual({ __typename: 'StaedtetagMemberListFaulty', faults: [{ line: 6 }] });
  expect(await logged()).toEqual([]);
});

test('writes a long list with as many statements as a short one', async () => {
  const head = 'ags,since,until,status,preferred\n';
  const short = `${head}08100001,,,ACTIVE,\n`;
  const long = head + Array.from({ length: 2_000 }, (_, index) => `08${200_000 + index},,,ACTIVE,\n`).join('');
  const count = async (content: string) => {
    const { preview: name } = await preview(content, 'KEEP');
    using queries = captureQueries();
    await apply(content, 'KEEP', name);
    return queries.length;
  };

  expect(await count(long)).toBe(await count(short));
});

test('does the same at the shell, in German lines', async () => {
  const options = { content: Buffer.from(list, 'latin1'), missing: 'END', apply: false } as const;

  const shown = await importMembers(graph.database.url, options, today);
  const name = shown.lines.at(-1)?.replace('Vorschau: ', '');
  const other = await importMembers(graph.database.url, { ...options, apply: true, preview: 'another' }, today);
  const done = await importMembers(graph.database.url, { ...options, apply: true, preview: name }, today);

  expect(shown.ok).toBe(true);
  expect(shown.lines).toEqual(
    expect.arrayContaining([
      'Aufgenommen würden 2',
      `  ${bühl} (Zeile 3): status ACTIVE → DORMANT, preferred false → true, source SAMPLE → ASSOCIATION`,
      `  ${kehl}: until – → 2026-11-22, status ACTIVE → ENDED`,
    ]),
  );
  expect(other).toMatchObject({ ok: false });
  expect(other.lines.at(-1)).toBe('Seit der Vorschau hat sich etwas geändert. Es wurde nichts übernommen.');
  expect(done).toMatchObject({ ok: true });
  expect(done.lines.at(-1)).toBe('Übernommen: 2 aufgenommen, 1 beendet, 1 geändert, 1 unverändert.');
  expect(await logged()).toHaveLength(4);
});

test('names line and column of a fault at the shell', async () => {
  const content = Buffer.from('ags;since;until;status;preferred\n08136;;;ACTIVE;\n');

  expect(await importMembers(graph.database.url, { content, missing: 'END', apply: true }, today)).toEqual({
    ok: false,
    lines: [
      'Die Liste hat Fehler. Es wurde nichts übernommen.',
      '  Zeile 2, Spalte ags: Der Gemeindeschlüssel hat acht Ziffern und beginnt mit 08.',
    ],
  });
});
