import { gzipSync } from 'node:zlib';
import { select } from '@gkz-qe/kit/database.ts';
import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { saveCase } from '../../testing/case-rows.ts';
import { openTestGraph, type TestGraph } from '../../testing/test-graph.ts';
import { createRegisterCache } from '../register.cache.ts';
import { readRegister, readRegisterVersion } from '../register.repository.ts';
import { changeLine, findLine, type LineFacts, linesOfRegister, number } from './testing/register-lines.ts';

const coordinator = asViewer({ subject: 'c', roles: ['coordinator'] });
const asOf = '2026-06-30';
const schönau = '08336079';

let graph: TestGraph;
let lines: string[];

// Today is 2026-11-23. Every test changes Gemeinden of its own.
beforeAll(async () => {
  graph = await openTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(async () => {
  lines = linesOfRegister(await readRegister(graph.orm.em.fork()), asOf);
});

const sql = <Row>(text: string) => select<Row>(graph.orm.em.fork(), 'test', text);
const version = () => readRegisterVersion(graph.orm.em.fork());
const change = (ags: string, facts: LineFacts) => {
  const index = findLine(lines, '60', ags);
  lines = lines.with(index, changeLine(lines[index] ?? '', facts));
  return index + 1;
};
const remove = (satzart: string, ags: string) => {
  lines = lines.toSpliced(findLine(lines, satzart, ags), 1);
};

interface Sent {
  readonly content?: string;
  readonly contentBase64?: string;
  readonly populationAsOf?: string;
  readonly successors?: readonly object[];
}

const inputOf = (sent: Sent) => ({
  populationAsOf: '2025-12-31',
  ...(sent.contentBase64 === undefined && { content: `${lines.join('\n')}\n` }),
  ...sent,
});

const entry = 'key kind name line changes { fact before after }';
const ending = 'key name population validUntil successor proposals { ags name reasons } memberOf cases openCases';
const stand = 'outcome lead informed reasons';
const shown = `preview asOf added { ${entry} } ended { ${ending} } renamed { ${entry} } changed { ${entry} } areas { ${entry} }
  unchanged routing { ags name before { ${stand} } after { ${stand} } openCases } lines`;
const faulty = '... on RegisterFileFaulty { faultCount faults { line column message } }';

async function preview(sent: Sent = {}) {
  const answer = await graph.ask(
    `mutation ($input: PreviewRegisterImportInput!) { result: previewRegisterImport(input: $input) {
       __typename ... on RegisterImportPreview { ${shown} } ${faulty} } }`,
    { input: inputOf(sent) },
    coordinator,
  );
  expect(answer.errors).toEqual([]);
  return answer.data.result;
}

async function ask(sent: Sent & { readonly preview: string }) {
  return graph.ask(
    `mutation ($input: ApplyRegisterImportInput!) { result: applyRegisterImport(input: $input) {
       __typename ... on RegisterImportApplied { asOf added ended renamed changed areas unchanged }
       ... on RegisterImportOutdated { preview { ${shown} } }
       ... on RegisterSuccessorsMissing { missing { ${ending} } } ${faulty} } }`,
    { input: inputOf(sent) },
    coordinator,
  );
}

async function apply(sent: Sent & { readonly preview: string }) {
  const answer = await ask(sent);
  expect(answer.errors).toEqual([]);
  return answer.data.result;
}

const nothing = { added: [], ended: [], renamed: [], changed: [], areas: [], routing: [] };

test('finds no difference in a file of the same facts, and writes only what day they are of', async () => {
  const before = await version();

  const first = await preview();

  expect(first).toMatchObject({ ...nothing, asOf, unchanged: 1_136 });
  expect(await version()).toBe(before);
  expect(await apply({ preview: first.preview })).toEqual({
    ...{ __typename: 'RegisterImportApplied', asOf, unchanged: 1_136 },
    ...{ added: 0, ended: 0, renamed: 0, changed: 0, areas: 0 },
  });
  const { data } = await graph.ask('{ register { source asOf populationAsOf gemeinden } }');
  expect(data.register).toEqual({
    source: 'Quelle: Statistisches Bundesamt, Gemeindeverzeichnis, Gebietsstand 30.06.2026',
    ...{ asOf, populationAsOf: '2025-12-31', gemeinden: 1_101 },
  });
});

test('has nothing to write the second time', async () => {
  await apply({ preview: (await preview()).preview });
  const before = await version();

  const again = await apply({ preview: (await preview()).preview });

  expect(again).toMatchObject({ __typename: 'RegisterImportApplied', unchanged: 1_136 });
  expect(await version()).toBe(before);
});

test('shows with line, before and after what is new, renamed and changed, and writes nothing', async () => {
  const before = await version();
  const renamed = change('08336025', { Name: 'Fröhnd am Belchen' });
  const grown = change('08336034', {
    Einwohner: number(700),
    männlich: number(300),
    PLZ: '79999',
    Fläche: number(1_234),
  });
  const added = findLine(lines, '60', '08336036') + 1;
  lines = lines.toSpliced(added, 0, changeLine(lines[added - 1] ?? '', { Gemeinde: '199', Name: 'Neudorf' }));

  const result = await preview();

  expect(result.renamed).toEqual([
    {
      ...{ key: '08336025', kind: 'GEMEINDE', name: 'Fröhnd am Belchen', line: renamed },
      changes: [
        { fact: 'name', before: 'Fröhnd', after: 'Fröhnd am Belchen' },
        { fact: 'officialName', before: 'Fröhnd', after: 'Fröhnd am Belchen' },
      ],
    },
  ]);
  expect(result.changed).toEqual([
    expect.objectContaining({ key: '08336', kind: 'LANDKREIS' }),
    {
      ...{ key: '08336034', kind: 'GEMEINDE', name: 'Hasel', line: grown },
      changes: [
        { fact: 'population', before: expect.any(String), after: '700' },
        { fact: 'areaKm2', before: expect.any(String), after: '12.34' },
        { fact: 'postalCode', before: '79686', after: '79999' },
      ],
    },
  ]);
  expect(result.added).toEqual([
    expect.objectContaining({
      ...{ key: '08336199', kind: 'GEMEINDE', name: 'Neudorf', line: added + 1 },
      changes: expect.arrayContaining([{ fact: 'name', before: null, after: 'Neudorf' }]),
    }),
  ]);
  expect(result.unchanged).toBe(1_133);
  expect(result.routing).toEqual([
    expect.objectContaining({ ags: '08336199', before: null, after: expect.objectContaining({ outcome: 'TRIAGE' }) }),
  ]);
  expect(result.lines).toEqual(
    expect.arrayContaining([
      'Umbenannt: 1',
      `  08336025 Fröhnd am Belchen (Zeile ${renamed}): Name Fröhnd → Fröhnd am Belchen; amtlicher Name Fröhnd → Fröhnd am Belchen`,
      expect.stringMatching(/^ {2}08336034 Hasel .*Einwohner 1\.\d+ → 700 \(auffällig, bitte prüfen\)/),
    ]),
  );
  expect(await version()).toBe(before);
});

test('a Gemeinde that is merged keeps its row and its cases, with an end and the successor that was named', async () => {
  const id = await saveCase(graph.orm, { kommunen: ['08336010'] });
  await saveCase(graph.orm, { kommunen: ['08336010'], status: 'CLOSED' });
  remove('60', '08336010');
  change(schönau, { Einwohner: number(2_504 + 92), männlich: number(1_000) });

  const first = await preview();
  const refused = await apply({ preview: first.preview });
  const successors = [{ ended: '08336010', successor: schönau, validUntil: '2025-12-31' }];
  const second = await preview({ successors });
  const done = await apply({ successors, preview: second.preview });

  const [böllen] = first.ended;
  expect(first.ended).toHaveLength(1);
  expect(böllen).toMatchObject({ key: '08336010', name: 'Böllen', validUntil: '2026-06-29', successor: null });
  expect(böllen).toMatchObject({ memberOf: [], cases: 2, openCases: 1 });
  expect(böllen.proposals).toContainEqual({
    ags: schönau,
    name: 'Schönau im Schwarzwald',
    reasons: ['hat etwa so viele Einwohner mehr, wie dort lebten', 'gehört zur selben Verwaltungsgemeinschaft'],
  });
  expect(refused).toMatchObject({ __typename: 'RegisterSuccessorsMissing', missing: [{ key: '08336010' }] });
  expect(second.ended).toMatchObject([{ successor: schönau, validUntil: '2025-12-31', proposals: [] }]);
  expect(done).toMatchObject({ __typename: 'RegisterImportApplied', ended: 1 });
  const { data } = await graph.ask(
    `{ gemeinde(ags: "08336010") { validUntil successor { ags } cases { nodes { id } totalCount } }
       case(id: "${id}") { concerns { ags name } }
       routing(input: { place: { ags: "08336010" }, inquirerKind: KOMMUNE }) { reasons } }`,
    {},
    coordinator,
  );
  expect(data.gemeinde).toMatchObject({
    validUntil: '2025-12-31',
    successor: { ags: schönau },
    cases: { totalCount: 2 },
  });
  expect(data.case.concerns).toEqual([{ ags: '08336010', name: 'Böllen' }]);
  expect(data.routing.reasons[0]).toContain('Schönau im Schwarzwald');
});

test('a successor that was named by mistake can be named anew', async () => {
  remove('60', '08336034');
  const choose = (successor: string) => [{ ended: '08336034', successor }];
  const of = async (successors: readonly object[]) =>
    apply({ successors, preview: (await preview({ successors })).preview });

  await of(choose('08336025'));
  const before = await version();
  expect(await of(choose('08336025'))).toMatchObject({ ended: 0 });
  expect(await version()).toBe(before);
  expect(await of(choose(schönau))).toMatchObject({ ended: 1 });

  expect(await sql(`select successor_ags, valid_until::text from kommune where ags = '08336034'`)).toEqual([
    { successor_ags: schönau, valid_until: '2026-06-29' },
  ]);
});

test('a Gemeinde that is renamed keeps its key, its former names are kept, and it is found by them', async () => {
  const rename = async (name: string) => {
    change('08336106', { Name: name });
    return apply({ preview: (await preview()).preview });
  };

  expect(await rename('Angenbachtal')).toMatchObject({ renamed: 1, changed: 0 });
  expect(await rename('Angenbachtal, Stadt')).toMatchObject({ renamed: 0, changed: 1 });

  const { data } = await graph.ask(`{
    gemeinde(ags: "08336106") { name officialName formerNames { name officialName until } }
    kommunen(search: "Häg-Ehrsberg") { nodes { ags name } }
  }`);
  expect(data.gemeinde).toEqual({
    ...{ name: 'Angenbachtal', officialName: 'Angenbachtal, Stadt' },
    formerNames: [
      { name: 'Angenbachtal', officialName: 'Angenbachtal', until: '2026-06-29' },
      { name: 'Häg-Ehrsberg', officialName: 'Häg-Ehrsberg', until: '2026-06-29' },
    ],
  });
  expect(data.kommunen.nodes).toEqual([{ ags: '08336106', name: 'Angenbachtal' }]);
  const register = await createRegisterCache()(graph.orm.em.fork());
  expect(register.namesakes('Haeg Ehrsberg').map(({ ags }) => ags)).toEqual(['08336106']);
});

test('shows whose inquiries others would lead, by the rules and the memberships of today', async () => {
  const member = (association: string, ags: string) =>
    sql(
      `insert into directory_member (association, ags, status, preferred) values ('${association}', '${ags}', 'ACTIVE', false)`,
    );
  for (const association of ['STAEDTETAG', 'GEMEINDETAG']) {
    await sql(`insert into directory_cursor (association, confirmed_at) values ('${association}', now())`);
    await member(association, '08336081');
  }
  await member('GEMEINDETAG', '08336075');
  await saveCase(graph.orm, { kommunen: ['08336075'] });
  change('08336081', { Textkennzeichen: '67' });
  remove('60', '08336075');

  const { routing, ended, lines: told } = await preview({ successors: [{ ended: '08336075', successor: '08336100' }] });

  expect(routing).toEqual([
    expect.objectContaining({
      ...{ ags: '08336075', name: 'Schallbach', openCases: 1 },
      before: expect.objectContaining({ outcome: 'ASSIGNED', lead: 'GEMEINDETAG' }),
      after: expect.objectContaining({ outcome: 'TRIAGE', lead: null }),
    }),
    expect.objectContaining({
      ...{ ags: '08336081', name: 'Schopfheim', openCases: 0 },
      before: expect.objectContaining({ lead: 'GEMEINDETAG', informed: ['STAEDTETAG'] }),
      after: {
        ...{ outcome: 'ASSIGNED', lead: 'STAEDTETAG', informed: ['GEMEINDETAG'] },
        reasons: expect.arrayContaining([
          'Schopfheim ist eine Große Kreisstadt, deshalb leitet der Städtetag die Beratung.',
        ]),
      },
    }),
  ]);
  expect(ended).toMatchObject([{ key: '08336075', memberOf: ['GEMEINDETAG'] }]);
  expect(told).toContain(
    '  08336081 Schopfheim: bisher Gemeindetag (informiert: Städtetag), künftig Städtetag (informiert: Gemeindetag); 0 offene Fälle bleiben, wo sie sind',
  );
});

test.each<[string, () => Promise<unknown>, Sent]>([
  ['the register has changed', () => sql(`update kommune set seat = seat where ags = '08336'`), {}],
  ['the file is another one', async () => change('08336004', { PLZ: '79678' }), {}],
  ['the day of the figures is another one', async () => undefined, { populationAsOf: '2025-09-30' }],
])('writes nothing where %s since the preview, and shows what it would do now', async (_what, other, sent) => {
  change('08336004', { PLZ: '79699' });
  const first = await preview();
  await other();
  const before = await version();

  const result = await apply({ ...sent, preview: first.preview });

  expect(result).toMatchObject({ __typename: 'RegisterImportOutdated', preview: { changed: [{ key: '08336004' }] } });
  expect(result.preview.preview).not.toBe(first.preview);
  expect(await version()).toBe(before);
});

test('of two that apply the same preview at once, one is told that the register has changed', async () => {
  change('08336008', { PLZ: '79588' });
  const { preview: name } = await preview();

  const results = await Promise.all([apply({ preview: name }), apply({ preview: name })]);

  expect(results.map(({ __typename }) => __typename).sort()).toEqual([
    'RegisterImportApplied',
    'RegisterImportOutdated',
  ]);
});

test('takes nothing of a file with faults, in preview as in apply, and tells at most a hundred of them', async () => {
  const before = await version();
  lines = lines.map((line, index) => (index < 150 ? line.trimEnd() : line));

  const result = await preview();

  expect(result).toMatchObject({ __typename: 'RegisterFileFaulty', faultCount: 150 });
  expect(result.faults).toHaveLength(100);
  expect(await apply({ preview: 'x' })).toEqual(result);
  expect(await version()).toBe(before);
});

test.each([
  ['older than the register', '2025-06-30', /schon den Gebietsstand/],
  ['yet to come', '2027-01-01', /Zukunft/],
])('takes no file whose Gebietsstand is %s', async (_what, day, message) => {
  lines = linesOfRegister(await readRegister(graph.orm.em.fork()), day);

  expect(await preview({ populationAsOf: '2025-01-01' })).toEqual({
    ...{ __typename: 'RegisterFileFaulty', faultCount: 1 },
    faults: [{ line: 1, column: 'Gebietsstand', message: expect.stringMatching(message) }],
  });
});

test.each([
  ['Base64 of UTF-8', (text: string) => Buffer.from(text)],
  ['Base64 of ISO-8859-1', (text: string) => Buffer.from(text, 'latin1')],
  ['Base64 of what gzip has packed', (text: string) => gzipSync(Buffer.from(text, 'latin1'))],
])('reads a file that is sent as %s', async (_what, pack) => {
  change('08336107', { Name: 'Kleines Wiesentäl' });

  const result = await preview({ contentBase64: pack(lines.join('\n')).toString('base64') });

  expect(result.renamed).toMatchObject([{ key: '08336107', name: 'Kleines Wiesentäl' }]);
});

const gone = (successor: object) => ({ successors: [{ ended: '08336089', successor: schönau, ...successor }] });
test.each<[string, Sent, string]>([
  ['text and Base64 at once', { content: 'x', contentBase64: 'eA==' }, 'input.content'],
  ['no Base64', { contentBase64: '§' }, 'input.contentBase64'],
  ['broken gzip', { contentBase64: 'H4sIAAAA' }, 'input.contentBase64'],
  ['figures younger than the file', { populationAsOf: '2026-07-01' }, 'input.populationAsOf'],
  ['a successor of what goes on', gone({ ended: '08336090' }), 'input.successors.0.ended'],
  ['a successor that there is not', gone({ successor: '08336999' }), 'input.successors.0.successor'],
  ['a Landkreis as successor of a Gemeinde', gone({ successor: '08336' }), 'input.successors.0.successor'],
  ['a last day on which it is gone already', gone({ validUntil: asOf }), 'input.successors.0.validUntil'],
  ['two successors', { successors: [...gone({}).successors, ...gone({}).successors] }, 'input.successors.1.ended'],
])('refuses %s and names the argument', async (_what, sent, argument) => {
  remove('60', '08336089');

  const { errors } = await ask({ ...sent, preview: 'x' });

  expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument }]);
});

test('every process sees the new register at its next request', async () => {
  const other = createRegisterCache();
  const nameInOther = async () => (await other(graph.orm.em.fork())).findGemeinde('08336094')?.name;
  expect(await nameInOther()).toBe('Wembach');
  change('08336094', { Name: 'Wembach am Berg' });

  await apply({ preview: (await preview()).preview });

  expect(await nameInOther()).toBe('Wembach am Berg');
});

test('leaves on record who changed what', async () => {
  change('08336096', { PLZ: '79696' });
  await apply({ preview: (await preview()).preview });

  const [last] = await sql('select by_subject, as_of::text, changes from register_import order by id desc limit 1');

  expect(last).toEqual({
    ...{ by_subject: 'c', as_of: asOf },
    changes: [
      { key: '08336096', kind: 'GEMEINDE', changes: [{ fact: 'postalCode', before: '79695', after: '79696' }] },
    ],
  });
});

test('writes many rows with as many statements as one', async () => {
  const count = async () => {
    const { preview: name } = await preview();
    using queries = captureQueries();
    await apply({ preview: name });
    return queries.length;
  };
  change('08336019', { PLZ: '79590' });
  const one = await count();
  for (const line of lines.filter((text) => text.startsWith('60') && text.slice(15, 16) === '0')) {
    change(line.slice(10, 18), { PLZ: '70001' });
  }

  expect(await count()).toBe(one);
});
