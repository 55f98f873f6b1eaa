import { badInput, Problem } from '@gkz-qe/kit/problem.ts';
import type { FactChange } from '@gkz-qe/kit/revisions.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { Refusal } from '../case-work/case-work.types.ts';
import { associationOf, requireScope, subjectOf } from '../policy.ts';
import type { ProjectFacts, ProjectPlan } from './project.types.ts';
import type { ProjectTurns } from './project-turn.repository.ts';

/** Which project, and the version that the viewer has seen. */
export interface SeenProject {
  readonly projectId: string;
  readonly version: number;
}

/** What an action on a project came to. */
export type ProjectOutcome = { readonly projectId: string } & (
  | { readonly kind: 'CHANGED' }
  | {
      readonly kind: 'STALE';
      readonly basedOn: number;
      readonly version: number;
      readonly changes: readonly FactChange[];
    }
  | { readonly kind: 'REFUSED'; readonly reason: string; readonly missing: readonly string[] }
);

export interface ProjectChangeParts {
  readonly viewer: Viewer;
  readonly turns: ProjectTurns;
  readonly now: () => Date;
}

export type ProjectChanges = ReturnType<typeof createProjectChanges>;

/** The one way in which people change a project: under a lock, on the version that they have seen, all of it in one transaction. */
export function createProjectChanges({ viewer, turns, now }: ProjectChangeParts) {
  return {
    /** @throws Problem UNAUTHENTICATED, FORBIDDEN; NOT_FOUND also for a project that the viewer may not know of; BAD_USER_INPUT */
    async change(
      { projectId, version }: SeenProject,
      decide: (facts: ProjectFacts) => ProjectPlan | Refusal,
    ): Promise<ProjectOutcome> {
      requireScope(viewer, 'case:write');
      const actor = subjectOf(viewer);
      return turns.inTurn(projectId, async (turn) => {
        const facts = requireWritable(await turn.find());
        if (version > facts.version) throw badInput('input.version', 'Diese Fassung gibt es nicht.');
        if (version < facts.version) {
          const changes = await turn.changesSince(version);
          return { kind: 'STALE', projectId, basedOn: version, version: facts.version, changes };
        }
        const plan = decide(facts);
        if ('refused' in plan) return { kind: 'REFUSED', projectId, reason: plan.refused, missing: plan.missing ?? [] };
        await turn.write({ before: facts, plan, actor, association: associationOf(viewer), at: now() });
        return { kind: 'CHANGED', projectId };
      });
    },
  };
}

function requireWritable(facts: ProjectFacts | null): ProjectFacts {
  if (!facts?.readable && !facts?.published) throw new Problem('NOT_FOUND', 'Dieses Projekt gibt es nicht.');
  if (facts.readable && facts.writable) return facts;
  throw new Problem('FORBIDDEN', 'Ein Projekt ändert, wer einen Fall dazu leitet oder dabei mitberät.');
}
