import { inLoggedTransaction } from '@gkz-qe/kit/change-log.ts';
import type { EntityManager } from '@gkz-qe/kit/database.ts';
import { ClosedDay } from '../src/association/office.entity.ts';
import { logOffice } from '../src/directory/directory.repository.ts';

/** The days around New Year on which the office is closed, for this year and the next. */
export async function seedAssociation(em: EntityManager, today: string): Promise<boolean> {
  if ((await em.count(ClosedDay)) > 0) return false;
  const year = Number(today.slice(0, 4));
  const days = [year, year + 1].flatMap((each) => [`${each}-12-24`, `${each}-12-27`, `${each}-12-31`]);
  await em.insertMany(
    ClosedDay,
    days.map((day) => ({ day })),
  );
  await inLoggedTransaction(em, logOffice);
  return true;
}
