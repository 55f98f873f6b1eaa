import { createOrm, type Orm, select } from '@gkz-qe/kit/database.ts';
import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { createTestDatabase, type TestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { type Ask, asViewer, createTestGraph, entityQuery } from '@gkz-qe/kit/testing/test-graph.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createContext } from '../context.ts';
import { databaseOptions } from '../database.ts';
import { sampleAdvisorId } from '../sample/sample-advisors.ts';
import { createSchema } from '../schema.ts';
import { createTestSources } from '../testing/test-graph.ts';

/*
 * The project's five operations, as far as they reach this subgraph, over the sample cases: how often they ask the database.
 */

let database: TestDatabase;
let orm: Orm;
let ask: Ask;
beforeAll(async () => {
  database = await createTestDatabase('consultation+seeds');
  orm = createOrm(databaseOptions(database.url));
  const sources = createTestSources(orm);
  ask = createTestGraph({ schema: createSchema(), createContext: (caller) => createContext(sources, caller) });
  await ask('{ gemeinde(ags: "08111000") { name } }');
});
afterAll(async () => {
  await orm.close();
  await database[Symbol.asyncDispose]();
});

const coordinator: Partial<Viewer> = { subject: 's', roles: ['coordinator'], association: 'staedtetag' };

/** Who asked the database, by the comment that each statement begins with. */
async function callersOf(source: string, variables: object, viewer: Partial<Viewer>) {
  using queries = captureQueries();
  const { data, errors } = await ask(source, variables as Record<string, unknown>, asViewer(viewer));
  expect(errors).toEqual([]);
  return { data, callers: queries.map((text) => /^\/\* (\S+) \*\//.exec(text)?.[1] ?? text).sort() };
}

const casePage = `query ($id: ID!) { case(id: $id) { number status title phase
  participations { role state association { code }
    advisor { ... on StaedtetagAdvisor { openCaseCount } ... on GemeindetagAdvisor { openCaseCount } ... on LandkreistagAdvisor { openCaseCount } } }
  concerns { name population region { name } ... on Gemeinde { landkreis { name } } }
  timeline(last: 50) { at kind text } } }`;

describe('CasePage', () => {
  test('asks five times, also for a case of several Kommunen and associations', async () => {
    const [joint] = await select<{ id: string }>(
      orm.em.fork(),
      'test.joint',
      `select c.id from consultation_case c where c.status = 'CLOSED' and (select count(*) from case_kommune k where k.case_id = c.id) > 2
         and (select count(*) from participation p where p.case_id = c.id and p.role <> 'INFORMED') > 1 limit 1`,
    );
    const { data, callers } = await callersOf(casePage, { id: joint?.id }, { ...coordinator, roles: ['coordinator'] });
    expect(data.case.concerns.length).toBeGreaterThan(2);
    expect(callers).toEqual([
      'case-count.advisors',
      'case.byId',
      'case.participations',
      ...(data.case.timeline === null ? [] : ['case.timeline']),
      'register.version',
    ]);
  });
});

describe('Worklist', () => {
  test('asks three times, however many cases there are', async () => {
    const query = `{ cases(filter: { status: [ASSIGNED, IN_CONSULTATION], mine: true }, first: 50) { nodes { number title dueAt
      concerns { name } participations { role association { code } advisor { __typename } } } } }`;
    const viewer: Partial<Viewer> = { subject: 's', roles: ['advisor'], association: 'gemeindetag' };
    const advisorId = sampleAdvisorId('GEMEINDETAG', 2);
    const { data, callers } = await callersOf(query, {}, { ...viewer, advisorId });
    expect(data.cases.nodes.length).toBeGreaterThan(3);
    for (const { title } of data.cases.nodes) expect(title).not.toBeNull();
    expect(callers).toEqual(['case.page', 'case.participations', 'register.version']);
  });
});

describe('Sweep', () => {
  test('asks once for the associations', async () => {
    const { callers } = await callersOf('{ associations { code openCaseCount } }', {}, coordinator);
    expect(callers).toEqual(['case-count.associations']);
  });

  test('asks once for the cases of 1,301 members, and once for the register', async () => {
    const kommunen = await select<{ ags: string }>(
      orm.em.fork(),
      'test.kommunen',
      'select ags from kommune order by ags',
    );
    const representations = kommunen.flatMap(({ ags }) =>
      ags.length === 5
        ? [
            { __typename: 'LandkreistagMember', ags },
            { __typename: 'Landkreis', ags },
          ]
        : [
            { __typename: 'GemeindetagMember', ags },
            { __typename: 'Gemeinde', ags },
          ],
    );
    const query = entityQuery(`... on GemeindetagMember { caseCount } ... on LandkreistagMember { caseCount }
      ... on Gemeinde { name population region { name } } ... on Landkreis { name population region { name } }`);
    const { data, callers } = await callersOf(query, { representations }, coordinator);
    const counts = data._entities.map(({ caseCount }: { caseCount?: number }) => caseCount ?? 0);
    expect(counts.reduce((sum: number, count: number) => sum + count, 0)).toBeGreaterThan(2_000);
    expect(callers).toEqual(['case-count.kommunen', 'register.version']);
  });
});

describe('lists of cases through Kommunen', () => {
  test('ask once for 200 Kommunen, and once to count', async () => {
    const query =
      '{ kommunen(first: 200, orderBy: POPULATION_DESC) { nodes { name cases(first: 5) { totalCount nodes { number } } } } }';
    const { data, callers } = await callersOf(query, {}, coordinator);
    expect(data.kommunen.nodes.some(({ cases }: { cases: { nodes: unknown[] } }) => cases.nodes.length === 5)).toBe(
      true,
    );
    expect(callers).toEqual(['case.countsByKommune', 'case.pagesByKommune', 'register.version']);
  });

  test('ask once for each set of arguments', async () => {
    const query = `{ kommunen(first: 50) { nodes { a: cases(first: 1) { nodes { number } } b: cases(first: 2) { nodes { number } } } } }`;
    const { callers } = await callersOf(query, {}, coordinator);
    expect(callers).toEqual(['case.pagesByKommune', 'case.pagesByKommune', 'register.version']);
  });

  test('do not count where nobody asks for it', async () => {
    const { callers } = await callersOf('{ cases(first: 5) { nodes { number } } }', {}, coordinator);
    expect(callers).toEqual(['case.page']);
  });
});

describe('all parts of 200 cases', () => {
  test('are one statement for each table', async () => {
    const query = `{ cases(first: 200) { nodes { number topics { code } support inquirer { name } timeline { text }
      participations { role } concerns { name } } } }`;
    const { callers } = await callersOf(query, {}, coordinator);
    expect(callers).toEqual([
      'case.page',
      'case.participations',
      'case.support',
      'case.timeline',
      'case.topics',
      'inquirer.readLogged',
      'register.version',
      'topic.all',
    ]);
  });
});

describe('Submit', () => {
  test('asks as often for many Kommunen and topics as for one', async () => {
    const mutation = `mutation ($input: SubmitInquiryInput!) { submitInquiry(input: $input) {
      __typename ... on InquirySubmitted { case { number status } link } } }`;
    const submit = async (idempotencyKey: string, given: object) => {
      const input = {
        ...{
          idempotencyKey,
          concern: 'Wir möchten unser Quartier entwickeln.',
          topics: ['PFL'],
          support: ['INFORMATION'],
        },
        inquirer: { kind: 'KOMMUNE', name: 'Erika Beispiel', email: 'erika@beispiel.example' },
        ...given,
      };
      const { data, callers } = await callersOf(mutation, { input }, {});
      expect(data.submitInquiry.__typename).toBe('InquirySubmitted');
      return callers.length;
    };
    const one = await submit('operations-1', { place: { ags: '08111000' } });
    const furtherPlaces = ['08336081', '08336010', '08415061', '08226'];
    expect(
      await submit('operations-2', { place: { ags: '08111000' }, furtherPlaces, topics: ['PFL', 'BET', 'WOH'] }),
    ).toBe(one);
    expect(one).toBeLessThanOrEqual(13);
  });
});
