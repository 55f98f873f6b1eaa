import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import { publicViewer, type Viewer } from '@gkz-qe/kit/viewer.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseSightOf } from '../policy.ts';
import { advisorId, advisorOf, coordinator, createDesk, type Desk, teamLeadOf } from '../testing/case-desk.ts';
import { openCaseGraph } from '../testing/case-graph.ts';
import { type GivenCase, saveCase } from '../testing/case-rows.ts';
import type { TestGraph } from '../testing/test-graph.ts';
import { createSimilarStatement, readWords } from './similar-statement.ts';

let graph: TestGraph;
let desk: Desk;
beforeAll(async () => {
  graph = await openCaseGraph();
  desk = createDesk(graph);
});
afterAll(() => graph[Symbol.asyncDispose]());

const lead = advisorOf('GEMEINDETAG');
const stranger = advisorOf('LANDKREISTAG');
const ledByMe = { association: 'GEMEINDETAG', advisorId: advisorId('GEMEINDETAG') } as const;
const hers = { association: 'LANDKREISTAG', advisorId: advisorId('LANDKREISTAG') } as const;

/** A case with a concern of its own. */
async function save(concern: string, given: GivenCase = {}): Promise<string> {
  const id = await saveCase(graph.orm, { parts: [ledByMe], ...given });
  await desk.rows('update consultation_case set title = $2, concern = $3, result = null where id = $1', [
    id,
    '',
    concern,
  ]);
  return id;
}

async function find(viewer: typeof lead, args: string) {
  const query = `{ similarCases(${args}) { case { id } reasons } }`;
  const { data, errors } = await graph.ask(query, {}, asViewer(viewer));
  expect(errors).toEqual([]);
  return data.similarCases as { case: { id: string }; reasons: string[] }[];
}
const idsOf = async (viewer: typeof lead, args: string) => (await find(viewer, args)).map((row) => row.case.id);

describe('similar cases', () => {
  test('are found by the words of a case, however they are inflected, and by its fields of action', async () => {
    const id = await save('Ein Dorfladen soll entstehen, Genossenschaften prüfen wir.', {
      ...{ topics: ['WIR'], receivedAt: '2026-11-02T09:00:00Z' },
    });
    const close = await save('Wir gründen eine Genossenschaft für Dorfläden.', {
      ...{ topics: ['WIR'], receivedAt: '2026-11-03T09:00:00Z' },
    });
    const byTopic = await save('Leerstand in der Ortsmitte.', { topics: ['WIR'], receivedAt: '2026-11-04T09:00:00Z' });
    const byWords = await save('Die Genossenschaft am Ort.', { topics: ['DIG'] });
    expect(await find(lead, `case: "${id}"`)).toEqual([
      {
        case: { id: close },
        reasons: ['Gleiches Handlungsfeld: Wirtschaft & Nahversorgung.', 'Der Text ist ähnlich.'],
      },
    ]);
    expect(await idsOf(lead, 'topic: ["WIR"]')).toEqual([byTopic, close, id]);
    expect(await idsOf(lead, 'text: "genossenschaften"')).toEqual(expect.arrayContaining([id, close, byWords]));
    expect(await idsOf(lead, 'text: "genossenschaften -dorfläden"')).toEqual([byWords]);
    expect(await idsOf(lead, 'text: "genossenschaft", topic: ["DIG"]')).toEqual([byWords]);
  });

  test('are nothing where nothing is like them, and words that say nothing find nothing', async () => {
    const id = await save('Zwetschgenkuchen.', { topics: [] });
    expect(await idsOf(lead, `case: "${id}"`)).toEqual([]);
    expect(await idsOf(lead, 'text: "und oder die"')).toEqual([]);
    expect(await idsOf(lead, `text: "o'b & | ! :* \\\\ <->"`)).toEqual([]);
  });

  test.each([
    ['nothing', 'first: 3', 'text'],
    ['too many', 'text: "a", first: 51', 'first'],
    ['too long a text', `text: "${'a'.repeat(201)}"`, 'text'],
    ['a field of action that there is not', 'topic: ["XXX"]', 'topic'],
  ])('are not looked for with %s', async (_name, args, argument) => {
    const { errors } = await graph.ask(`{ similarCases(${args}) { reasons } }`, {}, asViewer(lead));
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', argument }]);
  });
});

describe('what a viewer may not read', () => {
  test('is neither found nor the case from which one looks', async () => {
    const mine = await save('Eine Mitfahrbank am Marktplatz.', { topics: ['WOH'] });
    const theirs = await save('Die Mitfahrbank am Bahnhof.', { topics: ['WOH'], parts: [hers] });
    const headerOnly = await save('Noch eine Mitfahrbank.', {
      ...{ topics: ['WOH'], parts: [hers, { association: 'GEMEINDETAG', role: 'INFORMED' }] },
    });
    expect(await idsOf(lead, 'text: "mitfahrbank"')).toEqual([mine]);
    expect(await idsOf(stranger, 'text: "mitfahrbank"')).toEqual(expect.arrayContaining([theirs, headerOnly]));
    for (const id of [theirs, headerOnly, 'nonsense']) expect(await idsOf(lead, `case: "${id}"`)).toEqual([]);
    expect(await idsOf(coordinator, 'text: "mitfahrbank"')).toEqual([]);
    const analyst: Partial<Viewer> = { subject: 'a', roles: ['analyst'] };
    for (const [viewer, code] of [
      [{}, 'UNAUTHENTICATED'],
      [analyst, 'FORBIDDEN'],
    ] as const) {
      const { errors } = await graph.ask('{ similarCases(text: "mitfahrbank") { reasons } }', {}, asViewer(viewer));
      expect(errors).toMatchObject([{ code }]);
    }
  });

  test('changes nothing of an answer: not its order, its length or its reasons, however much there is of it', async () => {
    const words = ['Wochenmarkt Nachbarschaft', 'Wochenmarkt', 'Wochenmarkt Nachbarschaft Nachbarschaft Fest'];
    for (const text of words) await save(text, { topics: ['BET'] });
    const look = () =>
      find(teamLeadOf('GEMEINDETAG'), 'text: "wochenmarkt or nachbarschaft", topic: ["BET"], first: 3');
    const before = await look();
    expect(before).toHaveLength(3);
    for (let count = 0; count < 8; count++) {
      await save('Wochenmarkt Nachbarschaft Wochenmarkt', {
        topics: ['BET'],
        parts: [hers],
        receivedAt: '2026-11-20T09:00:00Z',
      });
    }
    expect(await look()).toEqual(before);
  });
});

describe('rare and common words', () => {
  const search = async (viewer: Partial<Viewer>, rare: number, topics: readonly string[] | null) => {
    const sight = caseSightOf({ ...publicViewer, ...viewer });
    const [asked] = await desk.rows<{ words: string }>(readWords, ['weiher or steg']);
    const query = { except: null, words: asked?.words ?? '', topics, limit: 50 };
    const { text, values } = createSimilarStatement(sight, query, { compared: 4, rare });
    return desk.rows(text, values);
  };

  test('are looked for in different ways and lead to the same cases, the newest that fit', async () => {
    const given = ['Steg am Weiher', 'Weiher', 'Der Steg', 'Weiher und Steg', 'Weiher am Weiher', 'Ein Steg'];
    for (const [index, concern] of given.entries()) {
      await save(concern, { topics: [index % 2 ? 'PFL' : 'WOH'], receivedAt: `2026-10-0${index + 1}T09:00:00Z` });
      await save(concern, { topics: ['PFL'], parts: [hers], receivedAt: `2026-10-1${index}T09:00:00Z` });
    }
    await save('Weiher in der Klärung', { status: 'IN_TRIAGE', parts: [], topics: ['WOH'] });
    for (const viewer of [lead, stranger, teamLeadOf('GEMEINDETAG'), teamLeadOf('LANDKREISTAG'), coordinator, {}]) {
      for (const topics of [null, ['WOH']]) {
        const few = await search(viewer, 2_000, topics);
        expect(await search(viewer, 0, topics)).toEqual(few);
        if (viewer === lead && topics === null) expect(few).toHaveLength(4);
        if (viewer === coordinator) expect(few).toHaveLength(1);
      }
    }
  });
});

test('costs three statements and one for each field that is read of the cases', async () => {
  const id = await save('Ein Quartierstreff mit Garten.', { topics: ['FAM'] });
  for (let count = 0; count < 4; count++) await save('Garten am Quartierstreff.', { topics: ['FAM'] });
  using queries = captureQueries();
  const query = `{ similarCases(case: "${id}") { case { number title topics { code } } reasons } }`;
  const { data, errors } = await graph.ask(query, {}, asViewer(lead));
  expect(errors).toEqual([]);
  expect(data.similarCases.length).toBeGreaterThanOrEqual(4);
  // The case asked about, the similar ones, the names of topics, the cases, and their topics.
  expect(queries).toHaveLength(5);
});
