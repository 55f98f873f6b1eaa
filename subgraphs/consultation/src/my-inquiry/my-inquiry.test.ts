import { select } from '@gkz-qe/kit/database.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPrivacyDesk } from '../privacy/testing/ask-privacy.ts';
import { findEverywhere, type PlantedPerson, plantPerson, rows } from '../privacy/testing/planted-person.ts';
import { analyst, anybody, coordinator, officer, otherTeamLead, teamLead } from '../privacy/testing/staff.ts';
import { openCaseGraph } from '../testing/case-graph.ts';
import type { TestGraph } from '../testing/test-graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await openCaseGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const changed = `__typename ... on MyInquiryChanged { inquiry { number status entries { kind text } } }
  ... on InquiryEnded { status } ... on LinkInvalid { reason }`;

const actions = {
  answerMyInquiry: ['AnswerMyInquiryInput', changed, { text: 'Danke.' }],
  withdrawMyInquiry: ['WithdrawMyInquiryInput', changed, {}],
  exportMyData: ['ExportMyDataInput', '__typename ... on MyData { at json } ... on LinkInvalid { reason }', {}],
  requestErasureOfMyData: [
    ...[
      'RequestErasureOfMyDataInput',
      '__typename ... on ErasureRequested { receivedAt dueAt } ... on LinkInvalid { reason }',
    ],
    {},
  ],
} as const;

const act = async (name: keyof typeof actions, link: string, more: object = {}) => {
  const [type, selection, standard] = actions[name];
  const text = `mutation ($input: ${type}!) { result: ${name}(input: $input) { ${selection} } }`;
  return graph.ask(text, { input: { link, ...(standard as object), ...more } });
};

const mine = async (link: string) => {
  const text = `query ($link: String!) { myInquiry(link: $link) { number status concerns { ags } lead { code } advisor { id }
    entries { kind text } } }`;
  return (await graph.ask(text, { link })).data.myInquiry;
};

const setStatus = (caseId: string, status: string) =>
  rows(
    graph,
    `update consultation_case set status = $2, phase = 'CONCEPT', minutes = 1, due_at = null,
       closed_at = case when $2 = 'CLOSED' then now() end where id = $1`,
    [caseId, status],
  );

async function untilSomebodyWaits(): Promise<void> {
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await expect.poll(() => rows(graph, waiting), { timeout: 10_000 }).toHaveLength(1);
}

describe('the inquirer with the link', () => {
  test('sees status, Kommunen, lead, advisor, and the entries that are meant for them', async () => {
    const { link, number } = await plantPerson(graph, 'Rosmarin');
    const inquiry = await mine(link);

    expect(inquiry).toMatchObject({
      number,
      status: 'ASSIGNED',
      concerns: [{ ags: '08336081' }],
      lead: { code: 'GEMEINDETAG' },
    });
    expect(inquiry.advisor.id).toMatch(/^5a3b1e00-0002-/);
    expect(inquiry.entries.map(({ text }: { text: string }) => text)).toEqual([
      'Die Anfrage ist eingegangen.',
      'Zugewiesen: Der Gemeindetag leitet die Beratung.',
      'Anruf von Frau Rosmarin',
    ]);
  });

  test('answers what the centre waited for, and the consultation goes on', async () => {
    const { link, caseId } = await plantPerson(graph, 'Thymian');
    await setStatus(caseId, 'WAITING_FOR_INQUIRER');
    const [before] = await rows<{ version: number }>(graph, 'select version from consultation_case where id = $1', [
      caseId,
    ]);

    const { data, errors } = await act('answerMyInquiry', link, { text: '  Wir sind so weit.  ' });

    expect(errors).toEqual([]);
    expect(data.result).toMatchObject({ __typename: 'MyInquiryChanged', inquiry: { status: 'IN_CONSULTATION' } });
    expect(data.result.inquiry.entries.at(-1)).toEqual({
      kind: 'CONTACT',
      text: 'Antwort der anfragenden Person: Wir sind so weit.',
    });
    expect(
      await rows(
        graph,
        'select from_status, to_status, actor from transition where case_id = $1 order by id desc limit 1',
        [caseId],
      ),
    ).toEqual([{ from_status: 'WAITING_FOR_INQUIRER', to_status: 'IN_CONSULTATION', actor: 'inquirer' }]);
    expect(await rows(graph, 'select version from consultation_case where id = $1', [caseId])).toEqual([
      { version: (before?.version ?? 0) + 1 },
    ]);
  });

  test('adds something at any time while somebody works on it, and the status stays', async () => {
    const { link } = await plantPerson(graph, 'Salbei');
    const { data } = await act('answerMyInquiry', link, { text: 'Noch etwas.' });
    expect(data.result).toMatchObject({ __typename: 'MyInquiryChanged', inquiry: { status: 'ASSIGNED' } });
  });

  test('withdraws once, and then nothing can be added', async () => {
    const { link, caseId } = await plantPerson(graph, 'Minze');

    expect((await act('withdrawMyInquiry', link, { reason: 'Wir haben Hilfe gefunden.' })).data.result).toMatchObject({
      inquiry: { status: 'WITHDRAWN' },
    });
    expect(
      await rows(
        graph,
        `select c.open, c.due_at, c.closed_at is not null as closed, p.case_open, t.actor, t.reason
         from consultation_case c join participation p on p.case_id = c.id join transition t on t.case_id = c.id
         where c.id = $1 and t.to_status = 'WITHDRAWN' and p.role = 'LEAD'`,
        [caseId],
      ),
    ).toEqual([
      {
        ...{ open: false, due_at: null, closed: true, case_open: false },
        ...{ actor: 'inquirer', reason: 'Wir haben Hilfe gefunden.' },
      },
    ]);
    for (const name of ['withdrawMyInquiry', 'answerMyInquiry'] as const) {
      expect((await act(name, link)).data.result).toEqual({ __typename: 'InquiryEnded', status: 'WITHDRAWN' });
    }
    expect(await mine(link)).toMatchObject({ status: 'WITHDRAWN' });
  });

  test('ends what others were asked for and had not answered yet when it is withdrawn', async () => {
    const { link, caseId } = await plantPerson(graph, 'Kamille');
    await rows(
      graph,
      `insert into participation (case_id, association, role, state, from_at, proposed_at, case_received_at, case_open)
       select id, 'LANDKREISTAG', 'CO_ADVICE', 'REQUESTED', now(), null::timestamptz, received_at, open
         from consultation_case where id = $1
       union all select id, 'GEMEINDETAG', 'LEAD', 'REQUESTED', null, now(), received_at, open
         from consultation_case where id = $1`,
      [caseId],
    );
    await act('withdrawMyInquiry', link);

    const open = await rows(
      graph,
      `select association, role from participation where case_id = $1 and until_at is null order by role`,
      [caseId],
    );
    expect(open).toEqual([
      { association: 'STAEDTETAG', role: 'INFORMED' },
      { association: 'GEMEINDETAG', role: 'LEAD' },
    ]);
    const told = await rows(
      graph,
      `select association from notification where case_id = $1 and kind = 'PART_ENDED' order by association`,
      [caseId],
    );
    expect(told).toEqual([{ association: 'LANDKREISTAG' }]);
  });

  test('cannot withdraw or add to what is closed', async () => {
    const { link, caseId } = await plantPerson(graph, 'Dill');
    await setStatus(caseId, 'CLOSED');
    for (const name of ['withdrawMyInquiry', 'answerMyInquiry'] as const) {
      expect((await act(name, link)).data.result).toEqual({ __typename: 'InquiryEnded', status: 'CLOSED' });
    }
  });

  test('answering and withdrawing at once leaves one whole history', async () => {
    const { link, caseId } = await plantPerson(graph, 'Kresse');
    await setStatus(caseId, 'WAITING_FOR_INQUIRER');
    await Promise.all([act('answerMyInquiry', link), act('withdrawMyInquiry', link), act('withdrawMyInquiry', link)]);

    const steps = await rows<{ from: string; to: string }>(
      graph,
      `select from_status as from, to_status as to from transition where case_id = $1 and actor = 'inquirer' order by id`,
      [caseId],
    );
    expect(steps.at(-1)).toMatchObject({ to: 'WITHDRAWN' });
    expect(steps.filter(({ to }) => to === 'WITHDRAWN')).toHaveLength(1);
  });

  test('ends with the withdrawal also what somebody is asked for at the same moment', async () => {
    const { link, caseId } = await plantPerson(graph, 'Fenchel');
    const { withdrawing } = await graph.orm.em.fork().transactional(async (other) => {
      await select(other, 'test.lock', 'select from consultation_case where id = $1 for update', [caseId]);
      const withdrawing = act('withdrawMyInquiry', link);
      await untilSomebodyWaits();
      await select(
        other,
        'test.ask',
        `insert into participation (case_id, association, role, state, from_at, case_received_at, case_open)
         select id, 'LANDKREISTAG', 'CO_ADVICE', 'REQUESTED', now(), received_at, open
         from consultation_case where id = $1`,
        [caseId],
      );
      return { withdrawing };
    });

    expect((await withdrawing).data.result).toMatchObject({ inquiry: { status: 'WITHDRAWN' } });
    const open = `select role from participation where case_id = $1 and state = 'REQUESTED' and until_at is null`;
    expect(await rows(graph, open, [caseId])).toEqual([{ role: 'LEAD' }]);
  });

  test.each([
    ['answerMyInquiry', { text: '   ' }],
    ['answerMyInquiry', { text: 'x'.repeat(10_001) }],
    ['answerMyInquiry', { text: 'a\0b' }],
    ['answerMyInquiry', { text: 'half an emoji \ud83d' }],
    ['withdrawMyInquiry', { reason: 'x'.repeat(501) }],
  ] as const)('%s refuses a text out of its limits', async (name, more) => {
    const { link } = await plantPerson(graph, `Grenze${JSON.stringify(more).length}`);
    expect((await act(name, link, more)).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
  });

  test('gets a copy of what is held of this inquiry, without what the staff keep among themselves', async () => {
    const person = await plantPerson(graph, 'Anis');
    const { data } = await act('exportMyData', person.link);
    const document = JSON.parse(data.result.json);

    expect(document.cases).toHaveLength(1);
    expect(document.cases[0]).toMatchObject({
      number: person.number,
      inquirer: { name: 'Anna Anis', email: person.email },
      internal: null,
      accesses: [],
    });
    for (const internal of ['Notiz von Frau Anis', 'Ablehnung von Frau Anis', 'Klage von Frau Anis', person.link]) {
      expect(data.result.json).not.toContain(internal);
    }
    expect(document.requests).toEqual([
      expect.objectContaining({ kind: 'EXPORT', state: 'CARRIED_OUT', origin: 'LINK', proof: 'LINK' }),
    ]);
    const [access] = await rows(graph, 'select subject, basis, request_id from access_log where case_id = $1', [
      person.caseId,
    ]);
    expect(access).toMatchObject({ subject: 'inquirer', basis: 'REQUEST', request_id: expect.any(String) });
  });

  test('learns nothing of other inquiries under the same address, which anybody could have given', async () => {
    const victim = await plantPerson(graph, 'Opfer');
    const attacker = await plantPerson(graph, 'Angreifer');
    await rows(graph, 'update inquirer set email = $2 where case_id = $1', [attacker.caseId, victim.email]);
    const desk = createPrivacyDesk(graph);
    await desk.open({ kind: 'EXPORT', email: victim.email });

    const { data } = await act('exportMyData', attacker.link);
    expect(data.result.json).not.toContain(victim.number);
    expect(JSON.parse(data.result.json).requests).toHaveLength(1);

    await act('requestErasureOfMyData', attacker.link);
    const { data: listed } = await graph.ask(
      '{ privacyRequests(filter: { kind: [ERASURE] }, first: 200) { nodes { origin cases { number } } } }',
      {},
      officer,
    );
    expect(listed.privacyRequests.nodes).toContainEqual({ origin: 'LINK', cases: [{ number: attacker.number }] });
    expect(JSON.stringify(listed)).not.toContain(victim.number);
  });

  test('asks for erasure once, and after two persons have agreed nothing is left', async () => {
    const person = await plantPerson(graph, 'Lavendel');
    const first = (await act('requestErasureOfMyData', person.link)).data.result;
    const again = (await act('requestErasureOfMyData', person.link)).data.result;

    expect(first).toMatchObject({ __typename: 'ErasureRequested' });
    expect(again).toEqual(first);
    const { data } = await graph.ask(
      '{ privacyRequests(filter: { kind: [ERASURE] }, first: 200) { nodes { id version origin proof cases { number } } } }',
      {},
      teamLead,
    );
    const request = data.privacyRequests.nodes.find(
      ({ cases }: { cases: { number: string }[] }) => cases[0]?.number === person.number,
    );
    expect(request).toMatchObject({ origin: 'LINK', proof: 'LINK', version: 1 });

    const desk = createPrivacyDesk(graph);
    await desk.approve({ request: request.id, version: 1 }, teamLead);
    await desk.carryOut({ request: request.id, version: 2 }, officer);
    expect(await findEverywhere(graph, person.marker)).toEqual([]);
    expect((await act('exportMyData', person.link)).data.result.__typename).toBe('LinkInvalid');
  });
});

describe('a link that does not hold', () => {
  const broken: Record<string, (person: PlantedPerson) => Promise<string>> = {
    unknown: async () => 'A'.repeat(43),
    'of another form': async () => "' or true --",
    empty: async () => '',
    expired: async ({ link, caseId }) => {
      await rows(graph, `update inquiry_link set expires_at = now() - interval '1 second' where case_id = $1`, [
        caseId,
      ]);
      return link;
    },
    revoked: async ({ link, caseId }) => {
      await rows(graph, 'update inquiry_link set revoked_at = now() where case_id = $1', [caseId]);
      return link;
    },
  };

  test.each(Object.keys(broken))('is answered alike by all actions where it is %s', async (how) => {
    const person = await plantPerson(graph, `Riegel${how.replaceAll(' ', '')}`);
    const link = (await broken[how]?.(person)) ?? '';
    const before = await rows(graph, 'select count(*) from privacy_request');

    for (const name of Object.keys(actions) as (keyof typeof actions)[]) {
      expect(await act(name, link)).toEqual({
        data: {
          result: {
            __typename: 'LinkInvalid',
            reason: 'Dieser Link gilt nicht mehr. Bitte wenden Sie sich an das Kompetenzzentrum.',
          },
        },
        errors: [],
      });
    }
    expect(await mine(link)).toBeNull();
    expect(await rows(graph, 'select count(*) from privacy_request')).toEqual(before);
  });

  test('is kept as a hash, so that reading the table opens nothing', async () => {
    const { link } = await plantPerson(graph, 'Muskat');
    expect(link).toMatch(/^[\w-]{43}$/);
    expect(await findEverywhere(graph, link)).toEqual([]);
  });
});

describe('revoking links', () => {
  const revoke = (input: object, caller: typeof officer) =>
    graph.ask(
      'mutation ($input: RevokeInquiryLinkInput!) { revokeInquiryLink(input: $input) { ... on InquiryLinksRevoked { count } } }',
      { input },
      caller,
    );

  test.each([
    ['a team lead who may read the case', teamLead],
    ['a privacy officer', officer],
  ])('by %s ends all of them, and again finds none', async (who, caller) => {
    const { link, number } = await plantPerson(graph, `Schloss${who.length}`);
    expect((await revoke({ case: number }, caller)).data.revokeInquiryLink).toEqual({ count: 1 });
    expect(await mine(link)).toBeNull();
    expect((await revoke({ case: number }, caller)).data.revokeInquiryLink).toEqual({ count: 0 });
  });

  test.each([
    ['a team lead of another association', otherTeamLead, 'NOT_FOUND'],
    ['a coordinator who takes no part', coordinator, 'NOT_FOUND'],
    ['an analyst', analyst, 'FORBIDDEN'],
    ['nobody in particular', anybody, 'UNAUTHENTICATED'],
  ])('is refused to %s, whether the case is there or not', async (who, caller, code) => {
    const { link, number, caseId } = await plantPerson(graph, `Sperre${who.length}`);
    for (const named of [number, caseId, '1999-00001']) {
      expect((await revoke({ case: named }, caller)).errors).toMatchObject([{ code }]);
    }
    expect(await mine(link)).not.toBeNull();
  });
});
