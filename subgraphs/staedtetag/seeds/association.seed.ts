import { inLoggedTransaction } from '@gkz-qe/kit/change-log.ts';
import type { EntityManager } from '@gkz-qe/kit/database.ts';
import { Coordinator } from '../src/association/coordinator.entity.ts';
import { ClosedDay } from '../src/association/office.entity.ts';
import { logOffice } from '../src/directory/directory.repository.ts';

const coordinators = [
  { number: '01', name: 'Klara Beispiel-Koordination', email: 'klara.koordination@gkz.beispiel.invalid' },
  { number: '02', name: 'Ömer Muster-Klärung', email: 'oemer.klaerung@gkz.beispiel.invalid' },
];

/** Sample coordinators, and the days around New Year on which the office is closed, for this year and the next. */
export async function seedAssociation(em: EntityManager, today: string): Promise<boolean> {
  if ((await em.count(Coordinator)) > 0) return false;
  await em.insertMany(
    Coordinator,
    coordinators.map(({ number, name, email }) => ({
      id: `5a3b1e00-0001-4000-8000-0000000001${number}`,
      name,
      email,
      phone: null,
      active: true,
      source: 'SAMPLE' as const,
    })),
  );
  const year = Number(today.slice(0, 4));
  const days = [year, year + 1].flatMap((each) => [`${each}-12-24`, `${each}-12-31`]);
  await em.insertMany(
    ClosedDay,
    days.map((day) => ({ day })),
  );
  await inLoggedTransaction(em, logOffice);
  return true;
}
