import { isStorable } from '@gkz-qe/kit/input.ts';
import { isUuid } from '@gkz-qe/kit/keys.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { checkTopicArgument } from '../case-work/topics-input.ts';
import { requireScope } from '../policy.ts';
import type { TopicService } from '../topic/topic.service.ts';
import type { SimilarRepository } from './similar.repository.ts';

/** What a client may say about similar cases. */
export interface SimilarArguments {
  readonly case?: string | null | undefined;
  readonly text?: string | null | undefined;
  readonly topic?: readonly string[] | null | undefined;
  readonly first: number;
}

export interface SimilarServiceParts {
  readonly viewer: Viewer;
  readonly similar: SimilarRepository;
  readonly topics: Pick<TopicService, 'find'>;
}

export type SimilarService = ReturnType<typeof createSimilarService>;

const longest = 200;
const most = 50;

/** Cases that are similar to one, or to what somebody writes. */
export function createSimilarService({ viewer, similar, topics }: SimilarServiceParts) {
  return {
    /**
     * Keys of cases with plain German reasons, the most similar first.
     *
     * @throws Problem UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT
     */
    async find({ case: id, text, topic, first }: SimilarArguments) {
      requireScope(viewer, 'case:read');
      if (first < 0 || first > most) throw badInput('first', `Bitte fordern Sie zwischen 0 und ${most} Fälle an.`);
      const written = readText(text);
      if (!id && written === null && !topic?.length) {
        throw badInput('text', 'Bitte nennen Sie einen Fall, Wörter oder ein Handlungsfeld.');
      }
      await checkTopicArgument(topics, 'topic', topic ?? []);
      const query = await readQuery({ id, written, topic });
      if (query === null) return [];
      const rows = await similar.find({ ...query, limit: first });
      return Promise.all(
        rows.map(async (row) => ({ id: row.id, reasons: await reasonsOf(row.topics, row.sharesWords) })),
      );
    },
  };

  /** Null where nothing can be found: the case is not the viewer's to read, or no word counts. */
  async function readQuery({ id, written, topic }: Asked) {
    const seed = id ? await findSeed(id) : { words: null, topics: [] };
    if (seed === null) return null;
    const words = written === null ? seed.words : await similar.readWords(written);
    if (written !== null && words === null) return null;
    const codes = topic?.length ? topic : seed.topics;
    return { except: id ? id.toLowerCase() : null, words, topics: codes.length > 0 ? codes : null };
  }

  async function findSeed(id: string) {
    return isUuid(id) ? similar.findSeed(id) : null;
  }

  async function reasonsOf(codes: readonly string[], sharesWords: boolean): Promise<readonly string[]> {
    const labels = (await Promise.all(codes.map(topics.find))).map((topic) => topic?.label ?? '');
    return [
      ...(labels.length > 0 ? [`Gleiches Handlungsfeld: ${labels.join(', ')}.`] : []),
      ...(sharesWords ? ['Der Text ist ähnlich.'] : []),
    ];
  }
}

interface Asked {
  readonly id: string | null | undefined;
  readonly written: string | null;
  readonly topic: readonly string[] | null | undefined;
}

function readText(text: string | null | undefined): string | null {
  if (text == null || text.trim() === '') return null;
  if (text.length > longest) throw badInput('text', `Bitte suchen Sie mit höchstens ${longest} Zeichen.`);
  if (!isStorable(text)) throw badInput('text', 'Bitte entfernen Sie das unsichtbare Zeichen aus diesem Text.');
  return text;
}
