import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import type { CaseSight } from '../policy.ts';
import { createSeedStatement, createSimilarStatement, readWords, type SimilarQuery } from './similar-statement.ts';

/** A case that is similar, and in what. */
export interface SimilarRow {
  readonly id: string;
  readonly sharesWords: boolean;
  /** Codes of the fields of action that it shares. */
  readonly topics: readonly string[];
}

export type SimilarRepository = ReturnType<typeof createSimilarRepository>;

/** Finds similar cases as one viewer may know of them: what is not to be read is not compared. */
export function createSimilarRepository(em: EntityManager, sight: CaseSight) {
  return {
    /** The words of a case, as a query, and its fields of action. Null where the viewer may not read its content. */
    async findSeed(id: string): Promise<{ readonly words: string | null; readonly topics: readonly string[] } | null> {
      const { text, values } = createSeedStatement(sight, id);
      return selectOne(em, 'similar.seed', text, values);
    },

    /** What somebody wrote, as a query; null where no word of it counts. */
    async readWords(text: string): Promise<string | null> {
      return (await selectOne<{ words: string | null }>(em, 'similar.words', readWords, [text]))?.words ?? null;
    },

    /** The most similar first. */
    async find(query: SimilarQuery): Promise<readonly SimilarRow[]> {
      const { text, values } = createSimilarStatement(sight, query);
      return select<SimilarRow>(em, 'similar.find', text, values);
    },
  };
}
