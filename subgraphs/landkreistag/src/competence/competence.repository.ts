import { randomUUID } from 'node:crypto';
import { createListLoader } from '@gkz-qe/kit/by-key-loader.ts';
import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { isLandkreisAgs } from '@gkz-qe/kit/keys.ts';
import { Competence } from './competence.entity.ts';

/** A competence as it is read. */
export interface CompetenceRow {
  readonly memberAgs: string;
  readonly kind: Competence['kind'];
  readonly name: string;
  readonly source: Competence['source'];
}

export type CompetenceRepository = ReturnType<typeof createCompetenceRepository>;

/** Reads what Landkreise offer, in batches by their keys. */
export function createCompetenceRepository(em: EntityManager) {
  const ofMember = createListLoader({
    isKey: isLandkreisAgs,
    keyOf: (competence: CompetenceRow) => competence.memberAgs,
    find: (keys) =>
      select<CompetenceRow>(
        em,
        'competence.ofMember',
        `select member_ags as "memberAgs", kind, name, source
         from competence where member_ags = any($1) order by name, id`,
        [keys],
      ),
  });
  return {
    loadOfMember: (ags: string) => ofMember.load(ags),
  };
}

/** Replaces all that the given Landkreise offer. Routing does not ask for it, so the change log does not hold it. */
export async function saveCompetences(
  em: EntityManager,
  members: readonly string[],
  competences: readonly CompetenceRow[],
): Promise<void> {
  await em.transactional(
    async (transaction) => {
      await transaction.nativeDelete(Competence, { member: { $in: [...members] } });
      await transaction.insertMany(
        Competence,
        competences.map(({ memberAgs, ...columns }) => ({ id: randomUUID(), member: memberAgs, ...columns })),
      );
    },
    { propagation: 'required' },
  );
}
