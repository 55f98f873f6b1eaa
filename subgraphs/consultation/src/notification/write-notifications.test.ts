import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { advisorId } from '../testing/case-desk.ts';
import { saveCase } from '../testing/case-rows.ts';
import { openTestGraph, type TestGraph } from '../testing/test-graph.ts';
import { type NewNotification, writeNotifications } from './notification.repository.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await openTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const at = new Date('2026-11-23T10:00:00Z');
const rows = <Row>(text: string, values: readonly unknown[] = []) =>
  select<Row>(graph.orm.em.fork(), 'test.rows', text, values);
const inTransaction = (work: (em: EntityManager) => Promise<void>) => graph.orm.em.fork().transactional(work);

const advisor = { kind: 'ADVISOR', association: 'STAEDTETAG', advisorId: advisorId('STAEDTETAG') } as const;

async function aboutNewCase(): Promise<{ caseId: string; notifications: readonly NewNotification[] }> {
  const caseId = await saveCase(graph.orm);
  const assigned = { kind: 'CASE_ASSIGNED', facts: { dueAt: '2026-11-25T10:00:00.000Z' } } as const;
  return {
    caseId,
    notifications: [
      { ...assigned, to: advisor, caseId },
      { kind: 'INQUIRER_ANSWERED', facts: {}, to: advisor, caseId },
      { ...assigned, to: { kind: 'TEAM', association: 'GEMEINDETAG' }, caseId },
      { kind: 'CASE_INFORMED', facts: {}, to: { kind: 'TEAM', association: 'LANDKREISTAG' }, caseId },
    ],
  };
}

test('what is urgent becomes one mail for each recipient, and the rest waits for the digest', async () => {
  const { caseId, notifications } = await aboutNewCase();

  await inTransaction((em) => writeNotifications(em, notifications, at));

  const written = await rows(
    `select n.kind, n.recipient, n.association, n.facts, m.state, m.recipient_id as "recipientId", m.next_attempt_at as due
     from notification n left join mail m on m.id = n.mail_id where n.case_id = $1 order by n.id`,
    [caseId],
  );
  expect(written).toEqual([
    {
      ...{ kind: 'CASE_ASSIGNED', recipient: 'ADVISOR', association: 'STAEDTETAG', state: 'WAITING', due: at },
      ...{ facts: { dueAt: '2026-11-25T10:00:00.000Z' }, recipientId: advisor.advisorId },
    },
    expect.objectContaining({ kind: 'INQUIRER_ANSWERED', recipientId: advisor.advisorId, state: 'WAITING' }),
    expect.objectContaining({ kind: 'CASE_ASSIGNED', recipient: 'TEAM', recipientId: null, state: 'WAITING' }),
    expect.objectContaining({ kind: 'CASE_INFORMED', recipient: 'TEAM', state: null }),
  ]);
  expect(
    await rows('select count(distinct mail_id)::int as mails from notification where case_id = $1', [caseId]),
  ).toEqual([{ mails: 2 }]);
});

test('nothing is told where the transaction that would tell it fails', async () => {
  const { caseId, notifications } = await aboutNewCase();
  const [before] = await rows<{ count: number }>('select count(*)::int as count from mail');

  const failing = inTransaction(async (em) => {
    await writeNotifications(em, notifications, at);
    throw new Error('the change fails');
  });

  await expect(failing).rejects.toThrow('the change fails');
  expect(await rows('select kind from notification where case_id = $1', [caseId])).toEqual([]);
  expect(await rows('select count(*)::int as count from mail')).toEqual([before]);
});
