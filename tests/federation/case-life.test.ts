import type { AssociationName } from '@gkz-qe/infra/parts.ts';
import { expect, test } from 'vitest';
import { type Asker, coordinator } from '../support/graph-client.ts';
import { inquiryInput, submitOperation } from '../support/inquiry.ts';
import { useSharedSystem } from '../support/use-system.ts';

const { graph } = await useSharedSystem();

/** Nagold: a Große Kreisstadt in two associations, and no other test's. */
const ags = '08235046';
const { link, number } = await submit();
const { id, lead } = await findCase();

async function submit(): Promise<{ link: string; number: string }> {
  const { data, errors } = await graph(submitOperation, { input: inquiryInput({ place: { ags }, topics: ['PFL'] }) });
  expect(errors).toEqual([]);
  return { link: data.submitInquiry.link, number: data.submitInquiry.case.number };
}

async function findCase(): Promise<{ id: string; lead: Asker }> {
  const query = `query ($ags: ID!) { cases(filter: { kommune: [$ags], status: [ASSIGNED] }) { nodes { id number
    participations { role association { code } advisor { id } } } } }`;
  const { data } = await graph(query, { ags }, coordinator);
  const found = data.cases.nodes.find((one: { number: string }) => one.number === number);
  const part = found.participations.find(({ role }: { role: string }) => role === 'LEAD');
  const association = part.association.code.toLowerCase() as AssociationName;
  return { id: found.id, lead: { role: 'advisor', association, advisor: part.advisor.id } };
}

async function teamOf(association: AssociationName): Promise<{ team: Asker; advisor: string; person: Asker }> {
  const { data } = await graph(`{ ${association} { advisors { id } } }`);
  const advisor: string = data[association].advisors[0].id;
  return { team: { role: 'team_lead', association }, advisor, person: { role: 'advisor', association, advisor } };
}

/** Does something with the case on its newest version; answers its status afterwards. */
async function act(asker: Asker, name: string, input: object = {}): Promise<string> {
  const version = (await graph('query ($id: ID!) { case(id: $id) { version } }', { id }, coordinator)).data.case
    .version;
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const mutation = `mutation ($input: ${type}!) { done: ${name}(input: $input) {
    __typename ... on CaseChanged { case { status } } ... on CaseActionRefused { reason } } }`;
  const { data, errors } = await graph(mutation, { input: { caseId: id, version, ...input } }, asker);
  expect(errors, name).toEqual([]);
  expect(data.done, name).toMatchObject({ __typename: 'CaseChanged' });
  return (await graph('query ($id: ID!) { case(id: $id) { status } }', { id }, coordinator)).data.case.status;
}

/** What somebody reads of the case: the texts of its timeline, its header alone, or nothing. */
async function timelineFor(asker: Asker): Promise<readonly string[] | 'header' | 'nothing'> {
  const query = 'query ($id: ID!) { case(id: $id) { number timeline(last: 100) { text } } }';
  const { data } = await graph(query, { id }, asker);
  if (data.case === null) return 'nothing';
  return data.case.timeline?.map(({ text }: { text: string }) => text) ?? 'header';
}

test('a case goes through the hands of three associations to its end, and each reads what is theirs to read', async () => {
  const [kreis, gemeinde] = await Promise.all([teamOf('landkreistag'), teamOf('gemeindetag')]);
  const note = (text: string, visibility: string) => ({ kind: 'INTERNAL', minutes: 5, text, visibility });

  // Who is informed knows that there is a case, and nothing of what it is about.
  expect(await timelineFor(gemeinde.team)).toBe('header');
  expect(await timelineFor(kreis.team)).toBe('nothing');

  expect(await act(lead, 'acceptCase')).toBe('IN_CONSULTATION');
  expect(await act(lead, 'waitForInquirer', { question: 'Wie viele Menschen wohnen dort?' })).toBe(
    'WAITING_FOR_INQUIRER',
  );
  const answer = 'mutation ($input: AnswerMyInquiryInput!) { answerMyInquiry(input: $input) { __typename } }';
  const answered = await graph(answer, { input: { link, text: 'Etwa vierhundert.' } });
  expect(answered.data.answerMyInquiry.__typename).toBe('MyInquiryChanged');

  await act(lead, 'requestCoAdvice', { association: 'LANDKREISTAG' });
  await act(kreis.team, 'answerCoAdvice', { accept: true, advisor: kreis.advisor });
  await act(lead, 'recordContact', note('Nur für den Städtetag.', 'OWN_ASSOCIATION'));
  await act(kreis.person, 'recordContact', note('Nur für den Landkreistag.', 'OWN_ASSOCIATION'));
  await act(lead, 'recordContact', note('Für alle, die beraten.', 'PARTICIPANTS'));
  const dueAt = new Date(Date.now() + 86_400_000).toISOString();
  await act(lead, 'makeCommitment', { kind: 'PROMISE', dueAt, text: 'Wir senden ein Muster.' });

  await act(lead, 'proposeLead', { association: 'GEMEINDETAG', advisor: gemeinde.advisor });
  expect(await act(gemeinde.person, 'acceptLead')).toBe('IN_CONSULTATION');
  await act(gemeinde.person, 'recommend', { text: 'Gründen Sie einen Runden Tisch.' });
  await act(gemeinde.person, 'setPhase', { phase: 'CONCEPT' });
  expect(await act(gemeinde.person, 'closeCase', { result: 'Ein Konzept liegt vor.' })).toBe('CLOSED');
  expect(await act(gemeinde.person, 'reopenCase', { reason: 'Es fehlt noch etwas.' })).toBe('IN_CONSULTATION');
  expect(await act(gemeinde.person, 'closeCase', { result: 'Jetzt ist alles da.' })).toBe('CLOSED');

  const [byLead, byKreis, byFormer] = await Promise.all([gemeinde.person, kreis.person, lead].map(timelineFor));
  for (const reader of [byLead, byKreis]) {
    expect(reader).toEqual(expect.arrayContaining([expect.stringContaining('Muster'), 'Für alle, die beraten.']));
    expect(reader).not.toContain('Nur für den Städtetag.');
  }
  expect(byKreis).toContain('Nur für den Landkreistag.');
  expect(byLead).not.toContain('Nur für den Landkreistag.');
  // Who has handed over the lead takes part no more.
  expect(byFormer).toBe('nothing');

  const mine = await graph('query ($link: String!) { myInquiry(link: $link) { status entries { text } } }', { link });
  const told = mine.data.myInquiry.entries.map(({ text }: { text: string }) => text).join('\n');
  expect(mine.data.myInquiry.status).toBe('CLOSED');
  expect(told).toMatch(/Rückfrage: Wie viele[\s\S]*Etwa vierhundert[\s\S]*Muster[\s\S]*Runden Tisch/);
  expect(told).not.toMatch(/Nur für|Für alle/);
});

test('of two who change the case at once one is told what the other has done', async () => {
  const gemeinde = await teamOf('gemeindetag');
  await act(gemeinde.person, 'reopenCase', { reason: 'Es fehlt noch etwas.' });
  const { version } = (await graph('query ($id: ID!) { case(id: $id) { version } }', { id }, coordinator)).data.case;
  const mutation = `mutation ($input: SetTopicsInput!) { setTopics(input: $input) {
    __typename ... on StaleCase { version changes { fact } entries { text } } } }`;
  const both = await Promise.all(
    [['BET'], ['WOH']].map((topics) =>
      graph(
        mutation,
        { input: { caseId: id, version, topics } },
        topics[0] === 'BET' ? gemeinde.person : gemeinde.team,
      ),
    ),
  );
  const outcomes = both.map(({ data }) => data.setTopics);
  expect(outcomes.map(({ __typename }) => __typename).sort()).toEqual(['CaseChanged', 'StaleCase']);
  const stale = outcomes.find(({ __typename }) => __typename === 'StaleCase');
  expect(stale).toMatchObject({ version: version + 1, changes: [{ fact: 'topics' }], entries: { length: 1 } });
});
