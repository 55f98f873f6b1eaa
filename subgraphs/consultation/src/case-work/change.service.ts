import { badInput, Problem } from '@gkz-qe/kit/problem.ts';
import type { FactChange } from '@gkz-qe/kit/revisions.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { TimelineEntryRow } from '../case/case.types.ts';
import { associationOf, requireScope, subjectOf } from '../policy.ts';
import { caseAfter, withEndedRequests } from './case-after.ts';
import { changesBetween } from './case-changes.ts';
import { notificationsFor } from './case-notifications.ts';
import type { CaseTurn, CaseTurns } from './case-turn.repository.ts';
import type { Actor, CaseFacts, Plan, Refusal, Scene } from './case-work.types.ts';
import { refuse } from './refusals.ts';
import { relationsOf } from './relations.ts';
import { type Action, findRow, isRow, type Obstacle, type Row } from './transitions.ts';

/** Which case, and the version that the viewer has seen. */
export interface Seen {
  readonly caseId: string;
  readonly version: number;
}

/** What an action came to. Whose case it is, and for a change what was decided beside it. */
export type ChangeOutcome =
  | { readonly kind: 'CHANGED'; readonly caseId: string }
  | {
      readonly kind: 'STALE';
      readonly caseId: string;
      readonly basedOn: number;
      readonly version: number;
      readonly changes: readonly FactChange[];
      readonly entries: readonly TimelineEntryRow[];
    }
  | {
      readonly kind: 'REFUSED';
      readonly caseId: string;
      readonly reason: string;
      readonly missing: readonly string[];
    };

/** Decides what an action changes, on facts that nobody can change meanwhile. */
export type Planner = (scene: Scene, turn: CaseTurn) => Promise<Plan | Refusal> | Plan | Refusal;

export interface CaseChangeParts {
  readonly viewer: Viewer;
  readonly turns: CaseTurns;
  readonly now: () => Date;
}

export type CaseChanges = ReturnType<typeof createCaseChanges>;

/**
 * The one way in which people change a case: under a lock, by a row of the table, on the version that they have seen, with its
 * transition, its entries in the timeline, its notifications and all else in one transaction.
 */
export function createCaseChanges({ viewer, turns, now }: CaseChangeParts) {
  return {
    /**
     * @param also keys of further cases and projects that the plan looks at; they are locked too
     * @throws Problem UNAUTHENTICATED, FORBIDDEN; NOT_FOUND also for a case that the viewer may not know of; BAD_USER_INPUT
     */
    async change(
      action: Action,
      { caseId, version }: Seen,
      plan: Planner,
      also: { readonly cases?: readonly string[]; readonly projects?: readonly string[] } = {},
    ): Promise<ChangeOutcome> {
      requireScope(viewer, action === 'ASSIGN_ADVISOR' ? 'case:assign' : 'case:write');
      const subject = subjectOf(viewer);
      const work = async (turn: CaseTurn): Promise<ChangeOutcome> => {
        const facts = await turn.find(caseId);
        if (!facts?.header) throw new Problem('NOT_FOUND', 'Diesen Fall gibt es nicht.');
        if (version !== facts.version) return stale(turn, facts, version);
        const actor = actorOf(viewer, subject, facts);
        const at = now();
        const row = findRow(action, facts, actor.relations, at);
        if (isRow(row) && !facts.content) {
          throw new Problem('FORBIDDEN', 'Den Inhalt dieses Falles dürfen Sie zurzeit nicht bearbeiten.');
        }
        return carryOut(turn, action, { facts, actor, row, at }, plan);
      };
      return turns.inTurn([caseId, ...(also.cases ?? [])], work, also.projects);
    },
  };
}

/**
 * The same for the system, and for who asked by their link, in the turn in which they have found the case: they have seen no version
 * before.
 */
export async function changeInTurn(
  turn: CaseTurn,
  action: Action,
  { facts, actor, at }: Omit<Scene, 'row'>,
  plan: Planner,
): Promise<ChangeOutcome> {
  return carryOut(turn, action, { facts, actor, at, row: findRow(action, facts, actor.relations, at) }, plan);
}

async function carryOut(
  turn: CaseTurn,
  action: Action,
  { row, ...scene }: Omit<Scene, 'row'> & { readonly row: Row | Obstacle },
  decide: Planner,
): Promise<ChangeOutcome> {
  const { facts, actor, at } = scene;
  if (!isRow(row)) return refused(facts, refuse(action, row, facts.status));
  const decided = await decide({ ...scene, row }, turn);
  if ('refused' in decided) return refused(facts, decided);
  const plan = withEndedRequests(row, facts, decided);
  const after = caseAfter(row, facts, plan, at, await turn.findClock(facts.id));
  const notifications = notificationsFor(action, { before: facts, after, entries: plan.entries, actor });
  const { subject, association, advisorId } = actor;
  await turn.write({ before: facts, after, plan, at, actor: subject, association, advisorId, notifications });
  return { kind: 'CHANGED', caseId: facts.id };
}

function actorOf(viewer: Viewer, subject: string, { parts }: CaseFacts): Actor {
  const { advisorId } = viewer;
  return { subject, advisorId, association: associationOf(viewer), relations: relationsOf(viewer, parts) };
}

function refused({ id }: CaseFacts, { refused: reason, missing = [] }: Refusal): ChangeOutcome {
  return { kind: 'REFUSED', caseId: id, reason, missing };
}

/** @throws Problem BAD_USER_INPUT for a version that there has never been */
async function stale(turn: CaseTurn, facts: CaseFacts, basedOn: number): Promise<ChangeOutcome> {
  if (basedOn > facts.version) throw badInput('input.version', 'Diese Fassung gibt es nicht.');
  const older = await turn.findOlder(facts.id, basedOn, facts.content);
  const changes = older.facts === null ? [] : changesBetween(older.facts, facts);
  return {
    ...{ kind: 'STALE', caseId: facts.id, basedOn, version: facts.version },
    ...{ changes, entries: older.entries },
  };
}
