import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPrivacyDesk } from '../privacy/testing/ask-privacy.ts';
import { advisorId, advisorOf, teamLeadOf } from '../testing/case-desk.ts';
import { openCaseGraph } from '../testing/case-graph.ts';
import { saveCase } from '../testing/case-rows.ts';
import { createProjectDesk, type ProjectDesk } from '../testing/project-desk.ts';
import type { TestGraph } from '../testing/test-graph.ts';

let graph: TestGraph;
let desk: ProjectDesk;
beforeAll(async () => {
  graph = await openCaseGraph();
  desk = createProjectDesk(graph);
});
afterAll(() => graph[Symbol.asyncDispose]());

const asking = advisorOf('GEMEINDETAG');
const asked = advisorOf('STAEDTETAG');
const stranger = advisorOf('LANDKREISTAG');
const fields = `id state kommune { ags } project { id } answers { side version consents at }
  contacts { side person { name email } }`;

let askingCase: string;
let askedCase: string;
let project: string;
beforeEach(async () => {
  const parts = (association: 'GEMEINDETAG' | 'STAEDTETAG') => [{ association, advisorId: advisorId(association) }];
  askingCase = await saveCase(graph.orm, { parts: parts('GEMEINDETAG'), kommunen: ['08336081'] });
  askedCase = await saveCase(graph.orm, { parts: parts('STAEDTETAG'), kommunen: ['08336050'] });
  project = await desk.start(asked, askedCase, { published: true });
});

async function mutate(viewer: Partial<Viewer>, name: string, input: object) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const outcome =
    name === 'requestIntroduction'
      ? `... on IntroductionRequested { introduction { ${fields} } case { version } } ... on CaseActionRefused { reason }
         ... on StaleCase { version }`
      : `... on IntroductionAnswered { introduction { ${fields} } } ... on StaleIntroduction { basedOn version }
         ... on IntroductionRefused { reason missing }`;
  const query = `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename ${outcome} } }`;
  return graph.ask(query, { input }, asViewer(viewer));
}

async function request(): Promise<string> {
  const version = await desk.cases.versionOf(askingCase);
  const { data, errors } = await mutate(asking, 'requestIntroduction', { caseId: askingCase, version, project });
  expect(errors).toEqual([]);
  return data.requestIntroduction.introduction.id;
}

async function answer(viewer: Partial<Viewer>, introduction: string, input: object) {
  const { data, errors } = await mutate(viewer, 'answerIntroduction', { introduction, ...input });
  expect(errors).toEqual([]);
  return data.answerIntroduction;
}
const yes = (version = 0) => ({ side: 'ASKED', version, consents: true, caseId: askedCase });
const no = (version = 0) => ({ side: 'ASKED', version, consents: false });

const seenByAsking = async () =>
  (await desk.cases.read(asking, askingCase, `introductions { ${fields} } timeline { text }`)) as {
    introductions: { state: string; contacts: unknown; answers: { side: string }[] }[];
  };
const seenByAsked = async (viewer: Partial<Viewer> = asked) =>
  (await desk.read(viewer, project, `accompaniment { introductions { ${fields} } }`)).accompaniment.introductions;

describe('an introduction', () => {
  test('is asked for from a case, with the yes of its Kommune, and those are told who advise on the project', async () => {
    const id = await request();
    expect(await seenByAsked()).toEqual([
      {
        ...{ id, state: 'OPEN', kommune: { ags: '08336081' }, project: { id: project }, contacts: null },
        answers: [{ side: 'ASKED', version: 0, consents: null, at: null }],
      },
    ]);
    const { introductions } = await seenByAsking();
    expect(introductions).toMatchObject([
      { id, answers: [{ side: 'ASKING', version: 1, consents: true }], contacts: null },
    ]);
    expect(
      await desk.rows('select kind, recipient_id, case_id from notification where kind = $1 and case_id = $2', [
        ...['INTRODUCTION_ASKED', askedCase],
      ]),
    ).toEqual([{ kind: 'INTRODUCTION_ASKED', recipient_id: advisorId('STAEDTETAG'), case_id: askedCase }]);
    const again = await mutate(asking, 'requestIntroduction', { caseId: askingCase, version: 2, project });
    expect(again.data.requestIntroduction).toMatchObject({ __typename: 'CaseActionRefused' });
  });

  test('shows the contacts of both only when both have agreed, and logs who reads them', async () => {
    const id = await request();
    await desk.rows('update inquirer set name = $2 where case_id = $1', [askedCase, 'Paula Probe']);
    const { introduction } = await answer(asked, id, yes());
    const contacts = [
      { side: 'ASKING', person: { name: 'Erika Beispiel', email: 'erika@beispiel.example' } },
      { side: 'ASKED', person: { name: 'Paula Probe', email: 'erika@beispiel.example' } },
    ];
    expect(introduction).toMatchObject({ state: 'INTRODUCED', contacts });
    expect((await seenByAsking()).introductions).toMatchObject([{ state: 'INTRODUCED', contacts }]);
    expect(
      await desk.rows(`select subject, basis from access_log where case_id = $1 order by id`, [askedCase]),
    ).toEqual([
      { subject: asked.subject, basis: 'INTRODUCTION' },
      { subject: asking.subject, basis: 'INTRODUCTION' },
    ]);
    const told = await desk.rows(`select case_id from notification where kind = 'INTRODUCTION_MADE' order by id`);
    expect(
      told
        .slice(-2)
        .map((row) => row.case_id)
        .sort(),
    ).toEqual([askingCase, askedCase].sort());
  });

  test('tells nobody that the other side has said no: it stays open and lapses, as without an answer', async () => {
    const id = await request();
    const unanswered = await seenByAsking();
    await answer(asked, id, no());
    expect(await seenByAsking()).toEqual(unanswered);
    expect(await seenByAsked()).toMatchObject([{ state: 'OPEN', answers: [{ side: 'ASKED', consents: false }] }]);
    await desk.rows(`update introduction set lapses_at = now() - interval '1 day' where id = $1`, [id]);
    expect((await seenByAsking()).introductions).toMatchObject([{ state: 'LAPSED', contacts: null }]);
    expect(await answer(asked, id, yes(1))).toMatchObject({ __typename: 'IntroductionRefused' });
  });

  test('ends when one takes the consent back: the contacts are gone, and the one who asks no longer shows', async () => {
    const id = await request();
    await answer(asked, id, yes());
    await answer(asking, id, { side: 'ASKING', version: 1, consents: false });
    expect(await seenByAsked()).toEqual([]);
    expect((await seenByAsking()).introductions).toMatchObject([{ state: 'OPEN', contacts: null }]);
    await answer(asking, id, { side: 'ASKING', version: 2, consents: true });
    expect((await seenByAsked())[0].state).toBe('INTRODUCED');
  });

  test('is answered on the newest answer of the own side, by those who advise on it', async () => {
    const id = await request();
    expect(await answer(asked, id, yes())).toMatchObject({ introduction: { state: 'INTRODUCED' } });
    expect(await answer(teamLeadOf('STAEDTETAG'), id, no())).toMatchObject({
      __typename: 'StaleIntroduction',
      version: 1,
    });
    for (const [viewer, input, code] of [
      [stranger, yes(1), 'NOT_FOUND'],
      [asked, { ...yes(1), side: 'ASKING' }, 'NOT_FOUND'],
      [asking, yes(1), 'NOT_FOUND'],
      [asked, yes(9), 'BAD_USER_INPUT'],
      [asked, { ...yes(1), caseId: askingCase }, 'BAD_USER_INPUT'],
      [{}, yes(1), 'UNAUTHENTICATED'],
    ] as const) {
      const { errors } = await mutate(viewer, 'answerIntroduction', { introduction: id, ...input });
      expect(errors).toMatchObject([{ code }]);
    }
    expect(await answer(asked, id, { ...yes(1), caseId: null })).toMatchObject({ missing: ['caseId'] });
  });

  test('needs a project of another Kommune that the viewer knows of', async () => {
    const own = await desk.start(asking, askingCase);
    const ask = async (key: string) =>
      mutate(asking, 'requestIntroduction', {
        caseId: askingCase,
        version: await desk.cases.versionOf(askingCase),
        project: key,
      });
    expect((await ask(own)).data.requestIntroduction).toMatchObject({ __typename: 'CaseActionRefused' });
    await desk.act(asked, 'changeProject', { projectId: project, published: false });
    expect((await ask(project)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument: 'input.project' }]);
  });

  test('goes with the case of either side when that becomes anonymous', async () => {
    const [first, second] = [await request(), askedCase];
    await answer(asked, first, yes());
    await createPrivacyDesk(graph).settle({ kind: 'ERASURE', case: second });
    expect((await seenByAsking()).introductions).toMatchObject([{ state: 'OPEN', contacts: null }]);
    await createPrivacyDesk(graph).settle({ kind: 'ERASURE', case: askingCase });
    expect(await desk.rows('select 1 from introduction where id = $1', [first])).toEqual([]);
  });
});
