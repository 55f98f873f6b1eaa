import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCaseGraph } from '../../testing/case-graph.ts';
import type { TestGraph } from '../../testing/test-graph.ts';
import { createPrivacyDesk } from '../testing/ask-privacy.ts';
import { plantPerson } from '../testing/planted-person.ts';
import { analyst, coordinator, officer, secondOfficer, teamLead } from '../testing/staff.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await openCaseGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const fields = `__typename ... on LegalHoldUnchanged { reason }
  ... on LegalHoldChanged { hold { caseNumber reason setBy releasedBy releasedAt } }`;

const set = (input: object, caller = officer) =>
  graph.ask(
    `mutation ($input: SetLegalHoldInput!) { hold: setLegalHold(input: $input) { ${fields} } }`,
    { input },
    caller,
  );
const release = (input: object, caller = officer) =>
  graph.ask(
    `mutation ($input: ReleaseLegalHoldInput!) { hold: releaseLegalHold(input: $input) { ${fields} } }`,
    { input },
    caller,
  );

const reason = 'Klage vor dem Verwaltungsgericht';

test('a hold is set once, by number or key, is in the list while it holds, and is released once', async () => {
  const { number, caseId } = await plantPerson(graph, 'Adler');
  const list = '{ legalHolds(first: 200) { totalCount nodes { caseNumber reason setBy } } }';

  expect((await set({ case: number, reason: ` ${reason} ` })).data.hold).toMatchObject({
    ...{ __typename: 'LegalHoldChanged', hold: { caseNumber: number, reason, setBy: 'officer-1', releasedBy: null } },
  });
  expect((await set({ case: caseId, reason })).data.hold).toEqual({
    ...{ __typename: 'LegalHoldUnchanged', reason: 'Der Fall ist schon gesperrt oder schon anonymisiert.' },
  });
  expect((await graph.ask(list, {}, officer)).data.legalHolds).toEqual({
    totalCount: 1,
    nodes: [{ caseNumber: number, reason, setBy: 'officer-1' }],
  });

  expect((await release({ case: caseId }, secondOfficer)).data.hold).toMatchObject({
    hold: { caseNumber: number, releasedBy: 'officer-2', releasedAt: expect.any(String) },
  });
  expect((await release({ case: number })).data.hold).toMatchObject({ reason: 'Der Fall ist nicht gesperrt.' });
  expect((await graph.ask(list, {}, officer)).data.legalHolds.totalCount).toBe(0);
});

test('two officers at once set one hold', async () => {
  const { number } = await plantPerson(graph, 'Bussard');
  const answers = await Promise.all([officer, secondOfficer].map((caller) => set({ case: number, reason }, caller)));
  expect(answers.map(({ data }) => data.hold.__typename).sort()).toEqual(['LegalHoldChanged', 'LegalHoldUnchanged']);
});

test('a case that is anonymous has nothing left to hold', async () => {
  const { caseId } = await plantPerson(graph, 'Habicht');
  await createPrivacyDesk(graph).settle({ kind: 'ERASURE', case: caseId });
  expect((await set({ case: caseId, reason })).data.hold.__typename).toBe('LegalHoldUnchanged');
});

test('a hold needs a reason and a case that is there', async () => {
  const { number } = await plantPerson(graph, 'Milan');
  for (const wrong of ['', 'nein', 'x'.repeat(501)]) {
    expect((await set({ case: number, reason: wrong })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
  }
  expect((await set({ case: '1999-00001', reason })).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
});

test('holds are for privacy officers alone', async () => {
  const { number } = await plantPerson(graph, 'Sperber');
  for (const caller of [teamLead, coordinator, analyst]) {
    expect((await set({ case: number, reason }, caller)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect((await release({ case: number }, caller)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect((await graph.ask('{ legalHolds { totalCount } }', {}, caller)).errors).toMatchObject([
      { code: 'FORBIDDEN' },
    ]);
  }
});
