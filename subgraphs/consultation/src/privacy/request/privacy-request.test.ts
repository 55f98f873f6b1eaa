import { captureQueries } from '@gkz-qe/kit/testing/capture-queries.ts';
import { entityQuery } from '@gkz-qe/kit/testing/test-graph.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCaseGraph } from '../../testing/case-graph.ts';
import { saveCase } from '../../testing/case-rows.ts';
import type { TestGraph } from '../../testing/test-graph.ts';
import { createPrivacyDesk, type PrivacyDesk } from '../testing/ask-privacy.ts';
import { plantPerson, rows } from '../testing/planted-person.ts';
import {
  analyst,
  anybody,
  coordinatingLead,
  coordinator,
  officer,
  otherTeamLead,
  secondOfficer,
  teamLead,
} from '../testing/staff.ts';

let graph: TestGraph;
let desk: PrivacyDesk;
beforeAll(async () => {
  graph = await openCaseGraph();
  desk = createPrivacyDesk(graph);
});
afterAll(() => graph[Symbol.asyncDispose]());

/** What a caller needs to say of a request to act on it. */
const seen = ({ id, version }: { id: string; version: number }) => ({ request: id, version });

const opened = async (kind: string, marker: string) => {
  const person = await plantPerson(graph, marker);
  return { person, request: await desk.open({ kind, email: person.email }) };
};

describe('a request that the staff record', () => {
  test('is about all cases of the person, however their address is written, and due at the end of the day one month later', async () => {
    const person = await plantPerson(graph, 'Ahorn');
    const request = await desk.open(
      { kind: 'EXPORT', email: ` ${person.email.toUpperCase()} `, receivedOn: '2026-10-31' },
      coordinator,
    );

    expect(request).toMatchObject({
      ...{ kind: 'EXPORT', state: 'OPEN', version: 1, origin: 'STAFF', proof: 'ID_DOCUMENT', ground: null },
      receivedAt: '2026-10-30T23:00:00.000Z',
      dueAt: '2026-11-30T22:59:59.999Z',
      protocol: [{ action: 'OPENED', by: 'coordinator-1', counts: [{ what: 'cases', number: 1 }] }],
      cases: [{ number: person.number, status: 'ASSIGNED' }],
    });
  });

  test('about somebody of whom nothing is known is recorded all the same: they have a right to that answer', async () => {
    const request = await desk.open({ kind: 'EXPORT', email: 'niemand@beispiel.example' });
    expect(request).toMatchObject({ state: 'OPEN', cases: [] });
  });

  test('finds what the person has handed in since', async () => {
    const { person, request } = await opened('EXPORT', 'Birke');
    const later = await plantPerson(graph, 'Birkenhain');
    await rows(graph, 'update inquirer set email = $2 where case_id = $1', [later.caseId, person.email]);

    expect((await desk.find(request.id)).cases.map(({ number }: { number: string }) => number).sort()).toEqual(
      [person.number, later.number].sort(),
    );
  });

  test.each([
    ['both an address and a case', { email: 'a@b.example', case: '2026-00001' }, 'BAD_USER_INPUT'],
    ['neither', {}, 'BAD_USER_INPUT'],
    ['what is no address', { email: 'nobody' }, 'BAD_USER_INPUT'],
    ['an unknown case', { case: '1999-00001' }, 'NOT_FOUND'],
    ['a case that is no key', { case: "' or true --" }, 'NOT_FOUND'],
    ['a day to come', { email: 'a@b.example', receivedOn: '2026-11-24' }, 'BAD_USER_INPUT'],
    ['the link as proof', { email: 'a@b.example', proof: 'LINK' }, 'BAD_USER_INPUT'],
  ])('is refused with %s', async (_what, input, code) => {
    const given = { kind: 'EXPORT', proof: 'CALL_BACK', ...input };
    const { errors } = await desk.mutate('openPrivacyRequest', 'OpenPrivacyRequestInput', given, officer, '__typename');
    expect(errors).toEqual([expect.objectContaining({ code, path: 'result' })]);
  });
});

describe('an erasure', () => {
  test('needs two persons: who approved it cannot carry it out', async () => {
    const { request } = await opened('ERASURE', 'Eiche');
    expect(await desk.carryOut(seen(request), secondOfficer)).toMatchObject({ obstacle: 'WRONG_STATE' });
    const approved = await desk.approve(seen(request), officer);
    expect(approved.request).toMatchObject({ state: 'APPROVED', version: 2 });

    expect(await desk.carryOut(seen(approved.request), officer)).toMatchObject({
      __typename: 'PrivacyRequestBlocked',
      obstacle: 'SECOND_PERSON_NEEDED',
      reason: 'Das muss eine andere Person tun als die, die den Antrag bestätigt hat.',
    });
    const done = await desk.carryOut(seen(approved.request), secondOfficer);
    expect(done.request).toMatchObject({
      state: 'CARRIED_OUT',
      protocol: [
        { action: 'OPENED', by: 'officer-1' },
        { action: 'APPROVED', by: 'officer-1', counts: [] },
        { action: 'CARRIED_OUT', by: 'officer-2' },
      ],
    });
    expect(done.request.protocol[2].counts).toEqual(
      expect.arrayContaining([
        { what: 'cases', number: 1 },
        { what: 'inquirers', number: 1 },
        { what: 'links', number: 1 },
        { what: 'reasons', number: 1 },
      ]),
    );
  });

  test('is confirmed by the team lead of the association that leads, and of no other', async () => {
    const { person, request } = await opened('ERASURE', 'Esche');
    expect(await desk.find(request.id, otherTeamLead)).toBeNull();
    const { errors } = await desk.mutate(
      ...(['approvePrivacyRequest', 'ApprovePrivacyRequestInput', seen(request), otherTeamLead, '__typename'] as const),
    );
    expect(errors).toMatchObject([{ code: 'NOT_FOUND' }]);

    const approved = await desk.approve(seen(request), teamLead);
    expect(approved.request).toMatchObject({ state: 'APPROVED', cases: [{ number: person.number }] });
    expect(await desk.carryOut(seen(approved.request), officer)).toMatchObject({ request: { state: 'CARRIED_OUT' } });
  });

  test('is blocked by a legal hold, which names the cases, and goes on after its release', async () => {
    const { person, request } = await opened('ERASURE', 'Fichte');
    const { request: approved } = await desk.approve(seen(request), officer);
    const hold = (name: string, input: object) =>
      desk.mutate(
        name,
        `${name[0]?.toUpperCase()}${name.slice(1)}Input`,
        input,
        officer,
        '__typename ... on LegalHoldChanged { hold { reason } }',
      );
    await hold('setLegalHold', { case: person.number, reason: 'Rechtsstreit anhängig' });

    expect(await desk.carryOut(seen(approved), secondOfficer)).toMatchObject({
      ...{ obstacle: 'LEGAL_HOLD', caseNumbers: [person.number] },
      reason: expect.stringContaining('Sperre'),
    });
    expect(await desk.find(request.id)).toMatchObject({ state: 'APPROVED', version: 2, cases: [{ legalHold: true }] });

    await hold('releaseLegalHold', { case: person.caseId });
    expect(await desk.carryOut(seen(approved), secondOfficer)).toMatchObject({ request: { state: 'CARRIED_OUT' } });
    expect(await rows(graph, 'select reason from legal_hold where case_id = $1', [person.caseId])).toEqual([
      { reason: null },
      { reason: null },
    ]);
  });

  test('waits for the answer to what else the person asked for', async () => {
    const { person, request } = await opened('ERASURE', 'Hasel');
    const other = await desk.open({ kind: 'EXPORT', email: person.email });
    const { request: approved } = await desk.approve(seen(request), teamLead);

    expect(await desk.carryOut(seen(approved), officer)).toMatchObject({
      ...{ obstacle: 'OTHER_REQUEST_OPEN', caseNumbers: [person.number] },
    });
    await desk.carryOut(seen(other), officer);
    expect(await desk.carryOut(seen(approved), officer)).toMatchObject({ request: { state: 'CARRIED_OUT' } });
  });

  test('done twice at once is done once', async () => {
    const { person, request } = await opened('ERASURE', 'Linde');
    const { request: approved } = await desk.approve(seen(request), teamLead);

    const answers = await Promise.all([officer, secondOfficer].map((caller) => desk.carryOut(seen(approved), caller)));

    expect(answers.map(({ __typename }) => __typename).sort()).toEqual([
      'PrivacyRequestChanged',
      'PrivacyRequestStale',
    ]);
    expect(
      await rows(graph, `select 1 from transition where case_id = $1 and to_status = 'ANONYMISED'`, [person.caseId]),
    ).toHaveLength(1);
  });

  test('by somebody who has not seen the newest state is refused with that state', async () => {
    const { request } = await opened('ERASURE', 'Pappel');
    await desk.approve(seen(request), teamLead);

    expect(await desk.approve(seen(request), officer)).toEqual({
      __typename: 'PrivacyRequestStale',
      request: { version: 2 },
    });
  });
});

describe('a restriction', () => {
  const content = '{ title concern quartier topics { code } timeline { text } inquirer { name } restricted number }';
  const read = async (id: string) => {
    const { data, errors } = await graph.ask(`query ($id: ID!) { case(id: $id) ${content} }`, { id }, teamLead);
    expect(errors).toEqual([]);
    return data.case;
  };

  test('closes the content to everybody who advises, while the header stays and nothing is removed', async () => {
    const { person, request } = await opened('RESTRICTION', 'Ulme');
    expect(await read(person.caseId)).toMatchObject({ restricted: false, inquirer: { name: 'Anna Ulme' } });
    const { request: approved } = await desk.approve(seen(request), teamLead);
    const { request: done } = await desk.carryOut(seen(approved), officer);

    expect(await read(person.caseId)).toEqual({
      ...{ title: null, concern: null, quartier: null, topics: null, timeline: null, inquirer: null },
      ...{ restricted: true, number: person.number },
    });
    const found = await graph.ask(
      `{ cases(filter: { topic: ["PFL"] }, first: 200) { nodes { number } } }`,
      {},
      teamLead,
    );
    expect(found.data.cases.nodes).not.toContainEqual({ number: person.number });
    expect(await rows(graph, 'select name from inquirer where case_id = $1', [person.caseId])).toEqual([
      { name: 'Anna Ulme' },
    ]);

    const lifted = await desk.lift(seen(done), officer);
    expect(lifted.request.protocol.at(-1)).toMatchObject({ action: 'LIFTED', counts: [{ what: 'cases', number: 1 }] });
    expect(await read(person.caseId)).toMatchObject({ restricted: false, concern: expect.stringContaining('Ulme') });
    expect(await desk.lift(seen(lifted.request), officer)).toMatchObject({ obstacle: 'WRONG_STATE' });
  });

  test('stands until each request for it is lifted', async () => {
    const { person, request: first } = await opened('RESTRICTION', 'Doppelulme');
    const second = await desk.open({ kind: 'RESTRICTION', email: person.email });
    const restrict = async (request: { id: string; version: number }) => {
      const { request: approved } = await desk.approve(seen(request), teamLead);
      return (await desk.carryOut(seen(approved), officer)).request;
    };
    const [one, other] = [await restrict(first), await restrict(second)];
    expect(other.protocol.at(-1)).toMatchObject({ counts: [{ what: 'cases', number: 1 }] });

    await desk.lift(seen(one), officer);
    expect(await read(person.caseId)).toMatchObject({ restricted: true, concern: null });
    expect((await desk.lift(seen(other), officer)).request.state).toBe('CARRIED_OUT');
    expect(await read(person.caseId)).toMatchObject({ restricted: false, inquirer: { name: 'Anna Doppelulme' } });
  });

  test('is told of many cases with one statement', async () => {
    const given = { receivedAt: '2025-11-03T09:00:00Z', parts: [{ association: 'GEMEINDETAG' as const }] };
    const ids = await Promise.all([1, 2, 3].map(() => saveCase(graph.orm, given)));
    using queries = captureQueries();

    const answer = await graph.ask(
      entityQuery('... on Case { restricted }'),
      { representations: ids.map((id) => ({ __typename: 'Case', id })) },
      teamLead,
    );

    expect(answer.data._entities).toEqual(ids.map(() => ({ restricted: false })));
    expect(queries.filter((text) => text.includes('case_restriction where'))).toHaveLength(1);
  });
});

describe('a rectification', () => {
  test('changes what was wrong, leaves the rest, and keeps no old value', async () => {
    const { person, request } = await opened('RECTIFICATION', 'Falschname');
    const correction = { name: '  Anna Richtig ', phone: '', organisation: 'Neuer Verein' };
    const done = await desk.carryOut({ ...seen(request), correction }, officer);

    expect(done.request.protocol.at(-1)).toEqual({
      ...{ action: 'CARRIED_OUT', by: 'officer-1', counts: [{ what: 'inquirers', number: 1 }] },
    });
    expect(
      await rows(graph, 'select name, email, phone, function, organisation from inquirer where case_id = $1', [
        person.caseId,
      ]),
    ).toEqual([
      {
        ...{ name: 'Anna Richtig', email: person.email, phone: null },
        ...{ function: 'Sprecherin Falschname', organisation: 'Neuer Verein' },
      },
    ]);
  });

  test.each([
    ['without a correction', 'RECTIFICATION', undefined],
    ['with an empty one', 'RECTIFICATION', {}],
    ['with a name of one letter', 'RECTIFICATION', { name: ' A ' }],
    ['of another kind with one', 'EXPORT', { name: 'Anna Anders' }],
  ])('%s is refused, and the request stays open', async (what, kind, correction) => {
    const { request } = await opened(kind, `Wort${what.length}${kind}`);
    const input = { ...seen(request), ...(correction && { correction }) };
    const answer = await desk.mutate(
      'carryOutPrivacyRequest',
      'CarryOutPrivacyRequestInput',
      input,
      officer,
      '__typename',
    );

    expect(answer.errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
    expect(await desk.find(request.id)).toMatchObject({ state: 'OPEN', version: 1 });
  });
});

describe('a request that has ended', () => {
  test('has forgotten the address of the person, and shows nothing of them any more', async () => {
    const { person, request } = await opened('EXPORT', 'Kastanie');
    const done = await desk.refuse({ ...seen(request), ground: 'IDENTITY_NOT_PROVEN' }, officer);

    expect(done.request).toMatchObject({
      state: 'REFUSED',
      ground: 'IDENTITY_NOT_PROVEN',
      cases: [{ number: person.number }],
    });
    expect(await rows(graph, 'select email from privacy_request where id = $1', [request.id])).toEqual([
      { email: null },
    ]);
    const { data, errors } = await graph.ask(
      `query ($id: ID!) { privacyRequest(id: $id) { cases { concern inquirer { name } } } }`,
      { id: request.id },
      officer,
    );
    expect({ data, errors }).toEqual({
      data: { privacyRequest: { cases: [{ concern: null, inquirer: null }] } },
      errors: [],
    });
    const exported = await graph.ask(
      'query ($id: ID!) { privacyExport(request: $id) { json } }',
      { id: request.id },
      officer,
    );
    expect(exported.errors).toMatchObject([{ code: 'CONFLICT' }]);
    expect(await desk.approve(seen(done.request), officer)).toMatchObject({ obstacle: 'WRONG_STATE' });
    expect(await desk.refuse({ ...seen(done.request), ground: 'TAKEN_BACK' }, officer)).toMatchObject({
      obstacle: 'WRONG_STATE',
    });
  });

  test('keeps its protocol, which the database lets nobody change', async () => {
    const { request } = await opened('EXPORT', 'Platane');
    for (const text of [`update privacy_step set actor = 'x'`, 'delete from privacy_step']) {
      await expect(rows(graph, `${text} where request_id = $1`, [request.id])).rejects.toThrow(/append-only/);
    }
  });
});

describe('the list of requests', () => {
  const list = (args: string) =>
    `{ privacyRequests${args} { totalCount nodes { id kind state overdue } edges { cursor } pageInfo { hasNextPage } } }`;

  test('shows what is due first, in pages, without what has ended unless it is asked for', async () => {
    const old = await desk.open({ kind: 'EXPORT', email: 'alt@beispiel.example', receivedOn: '2026-09-01' });
    const next = await desk.open({ kind: 'ERASURE', email: 'alt@beispiel.example', receivedOn: '2026-10-02' });
    const ended = await desk.open({ kind: 'EXPORT', email: 'alt@beispiel.example', receivedOn: '2026-08-01' });
    await desk.refuse({ ...seen(ended), ground: 'TAKEN_BACK' }, officer);

    const first = await graph.ask(list('(first: 1)'), {}, officer);
    const [edge] = first.data.privacyRequests.edges;
    const second = await graph.ask(list(`(first: 1, after: "${edge.cursor}")`), {}, officer);
    const all = await graph.ask(list('(filter: { state: [REFUSED], kind: [EXPORT] }, first: 200)'), {}, officer);

    expect(first.data.privacyRequests.nodes).toEqual([{ id: old.id, kind: 'EXPORT', state: 'OPEN', overdue: true }]);
    expect(second.data.privacyRequests.nodes).toEqual([
      { id: next.id, kind: 'ERASURE', state: 'OPEN', overdue: expect.any(Boolean) },
    ]);
    expect(first.data.privacyRequests.totalCount).toBeGreaterThan(2);
    expect(all.data.privacyRequests.nodes).toContainEqual({
      id: ended.id,
      kind: 'EXPORT',
      state: 'REFUSED',
      overdue: false,
    });
    const overdue = await graph.ask(list('(filter: { overdue: true }, first: 200)'), {}, officer);
    expect(overdue.data.privacyRequests.nodes[0]).toMatchObject({ id: old.id });
  });

  test('shows coordinators what they recorded, team leads what they may confirm, and never the person', async () => {
    const { request: foreign } = await opened('EXPORT', 'Robinie');
    const { request: mine } = await opened('ERASURE', 'Zeder');
    const recorded = await desk.open({ kind: 'EXPORT', email: 'c@beispiel.example' }, coordinator);
    const ids = async (caller: typeof officer) =>
      (await graph.ask(list('(first: 200)'), {}, caller)).data.privacyRequests.nodes.map(
        ({ id }: { id: string }) => id,
      );

    expect(await ids(officer)).toEqual(expect.arrayContaining([foreign.id, mine.id, recorded.id]));
    expect(await ids(coordinator)).toContain(recorded.id);
    expect(await ids(coordinator)).not.toContain(mine.id);
    expect(await ids(teamLead)).toContain(mine.id);
    expect(await ids(teamLead)).not.toContain(foreign.id);
    const shown = await graph.ask(
      `query ($id: ID!) { privacyRequest(id: $id) { cases { number concern inquirer { name } } } }`,
      { id: mine.id },
      teamLead,
    );
    expect(shown.data.privacyRequest.cases).toEqual([{ number: expect.any(String), concern: null, inquirer: null }]);
    expect(shown.errors).toMatchObject([{ code: 'FORBIDDEN', path: 'privacyRequest.cases.0.inquirer' }]);
  });

  test('shows a team lead who coordinates, too, all cases of what they recorded, and of others those their association leads', async () => {
    const { person, request } = await opened('ERASURE', 'Eibe');
    const given = { receivedAt: '2025-10-01T09:00:00Z', parts: [{ association: 'LANDKREISTAG' as const }] };
    const elsewhere = await saveCase(graph.orm, given);
    await rows(graph, 'update inquirer set email = $2 where case_id = $1', [elsewhere, person.email]);
    const numbersOf = async (id: string) =>
      (await desk.find(id, coordinatingLead)).cases.map(({ number }: { number: string }) => number);

    expect(await numbersOf(request.id)).toEqual([person.number]);
    const own = await desk.open({ kind: 'EXPORT', email: person.email }, coordinatingLead);
    expect(await numbersOf(own.id)).toHaveLength(2);
  });

  test.each([
    ['analysts', analyst, 'FORBIDDEN'],
    ['the public', anybody, 'UNAUTHENTICATED'],
  ])('is closed to %s, and so is every step', async (_who, caller, code) => {
    const { request } = await opened('ERASURE', `Stufe${code}`);
    const selection = '__typename';
    const steps = [
      desk.mutate(
        'openPrivacyRequest',
        'OpenPrivacyRequestInput',
        { kind: 'EXPORT', email: 'a@b.example', proof: 'IN_PERSON' },
        caller,
        selection,
      ),
      desk.mutate('approvePrivacyRequest', 'ApprovePrivacyRequestInput', seen(request), caller, selection),
      desk.mutate(
        'refusePrivacyRequest',
        'RefusePrivacyRequestInput',
        { ...seen(request), ground: 'TAKEN_BACK' },
        caller,
        selection,
      ),
      desk.mutate('carryOutPrivacyRequest', 'CarryOutPrivacyRequestInput', seen(request), caller, selection),
      desk.mutate('liftRestriction', 'LiftRestrictionInput', seen(request), caller, selection),
      graph.ask(list(''), {}, caller),
      graph.ask('query ($id: ID!) { privacyRequest(id: $id) { id } }', { id: request.id }, caller),
      graph.ask('query ($id: ID!) { privacyExport(request: $id) { json } }', { id: request.id }, caller),
    ];
    for (const { errors } of await Promise.all(steps)) expect(errors).toMatchObject([{ code }]);
  });

  test('team leads and coordinators can neither refuse, carry out nor export', async () => {
    const { request } = await opened('ERASURE', 'Wacholder');
    for (const caller of [teamLead, coordinator]) {
      const answers = await Promise.all([
        desk.mutate(
          'refusePrivacyRequest',
          'RefusePrivacyRequestInput',
          { ...seen(request), ground: 'TAKEN_BACK' },
          caller,
          '__typename',
        ),
        desk.mutate('carryOutPrivacyRequest', 'CarryOutPrivacyRequestInput', seen(request), caller, '__typename'),
        graph.ask('query ($id: ID!) { privacyExport(request: $id) { json } }', { id: request.id }, caller),
      ]);
      for (const { errors } of answers) expect(errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    }
  });
});
