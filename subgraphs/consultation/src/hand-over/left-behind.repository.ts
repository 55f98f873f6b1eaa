import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import type { AssociationCode } from '../generated/resolvers.ts';
import { writeNotifications } from '../notification/notification.repository.ts';

/**
 * Tells the team which advisors of those that the association has just written about advise no more and have open cases: nobody
 * else would notice. In the transaction of `em`.
 */
export async function tellOfLeftBehind(
  em: EntityManager,
  association: AssociationCode,
  advisorIds: readonly string[],
  at: Date,
): Promise<void> {
  const left = await select<{ cases: number }>(em, 'handOver.leftBehind', leftBehind, [association, advisorIds]);
  const to = { kind: 'TEAM', association } as const;
  const told = left.map(({ cases }) => ({ kind: 'ADVISOR_LEFT', facts: { cases }, to, caseId: null }) as const);
  await writeNotifications(em, told, at);
}

const leftBehind = `
  select count(distinct p.case_id)::int as cases
  from directory_advisor a join participation p on p.advisor_id = a.id and p.until_at is null and p.case_open
  where a.association = $1 and a.id = any($2::uuid[]) and not a.active
  group by a.id order by a.id`;
