import { isGemeindeAgs, isKreisAgs } from '@gkz-qe/kit/keys.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { checkTopicArgument } from '../case-work/topics-input.ts';
import { requireScope } from '../policy.ts';
import type { RegisterService } from '../register/register.service.ts';
import type { KommuneRow } from '../register/register.types.ts';
import { registerKeyOf } from '../routing/keys.ts';
import type { TopicService } from '../topic/topic.service.ts';
import { compareKommunen } from './similarity.ts';
import type { FinishedProjects, TwinRepository } from './twin.repository.ts';

export interface TwinRow {
  readonly kommune: KommuneRow;
  readonly score: number;
  readonly reasons: readonly string[];
  /** Keys of its finished projects. */
  readonly projects: readonly string[];
}

export interface TwinServiceParts {
  readonly viewer: Viewer;
  readonly twins: TwinRepository;
  readonly register: Pick<RegisterService, 'snapshot' | 'existing'>;
  readonly topics: Pick<TopicService, 'find'>;
}

export type TwinService = ReturnType<typeof createTwinService>;

const most = 50;

/** Kommunen that are like another one and have done what it plans. */
export function createTwinService({ viewer, twins, register, topics }: TwinServiceParts) {
  return {
    /**
     * The most similar first; of equal ones the one whose size is nearer, then the one with the lower key.
     *
     * @throws Problem UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT
     */
    async find(asked: { kommune: string; topic?: string | null | undefined; first: number }): Promise<TwinRow[]> {
      requireScope(viewer, 'case:read');
      const { topic = null, first } = asked;
      if (first < 0 || first > most) throw badInput('first', `Bitte fordern Sie zwischen 0 und ${most} Kommunen an.`);
      await checkTopicArgument(topics, 'topic', topic === null ? [] : [topic]);
      const kommune = await readKommune(asked.kommune);
      const wanted = topic === null ? await twins.findTopics(kommune.ags) : [topic];
      const found = await twins.findFinished(kommune.ags, topic);
      const rows = await Promise.all(found.map((other) => compare(kommune, other, wanted)));
      return rows
        .filter((row) => row !== null)
        .sort(
          (a, b) =>
            b.score - a.score ||
            distance(kommune, a.kommune) - distance(kommune, b.kommune) ||
            (a.kommune.ags < b.kommune.ags ? -1 : 1),
        )
        .slice(0, first);
    },
  };

  async function readKommune(key: string): Promise<KommuneRow> {
    const known = isGemeindeAgs(key) || isKreisAgs(key);
    const found = known ? (await register.snapshot()).findKommune(registerKeyOf(key)) : null;
    if (found === null) throw badInput('kommune', 'Diese Kommune gibt es nicht.');
    return found;
  }

  /** Null for a Kommune that has ended, and for a Landkreis where a Gemeinde is asked for, and the other way round. */
  async function compare(one: KommuneRow, found: FinishedProjects, wanted: readonly string[]): Promise<TwinRow | null> {
    const other = (await register.snapshot()).findKommune(found.kommune);
    if (other?.__typename !== one.__typename || register.existing([other]).length === 0) return null;
    const shared = await Promise.all(found.topics.filter((code) => wanted.includes(code)).map(topics.find));
    const labels = shared.flatMap((topic) => topic?.label ?? []);
    return { kommune: other, projects: found.projects, ...compareKommunen(one, other, labels) };
  }
}

function distance(one: KommuneRow, other: KommuneRow): number {
  return Math.abs(one.population - other.population);
}
