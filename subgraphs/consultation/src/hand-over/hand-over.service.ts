import { readInput } from '@gkz-qe/kit/input.ts';
import { isUuid } from '@gkz-qe/kit/keys.ts';
import { localDay } from '@gkz-qe/kit/local-day.ts';
import { badInput, Problem } from '@gkz-qe/kit/problem.ts';
import { hasRole, type Viewer } from '@gkz-qe/kit/viewer.ts';
import { z } from 'zod';
import { caseAfter } from '../case-work/case-after.ts';
import { notificationsFor } from '../case-work/case-notifications.ts';
import type { CaseFacts, Plan } from '../case-work/case-work.types.ts';
import { obstacleToAdvisor } from '../case-work/named-advisor.ts';
import { relationsOf } from '../case-work/relations.ts';
import { findRow, isRow, type Row } from '../case-work/transitions.ts';
import type { AssociationCode, HandOverInput, ReadmitAdvisorInput } from '../generated/resolvers.ts';
import type { NewNotification } from '../notification/notification.repository.ts';
import { associationOf, requireScope } from '../policy.ts';
import type { HandOverRepository, HandOverTurn } from './hand-over.repository.ts';
import type { DepartedAdvisorRow, HandedOverCaseRow, HandOverOutcome } from './hand-over.types.ts';
import { mayLieWithTeam, partsOfAdvisor, planHandOver } from './hand-over-plan.ts';
import { createChoice, type FindSuccessor } from './successor.ts';

export interface HandOverParts {
  readonly viewer: Viewer;
  readonly handOvers: HandOverRepository;
  readonly now: () => Date;
}

export type HandOverService = ReturnType<typeof createHandOverService>;

const key = z.string().refine(isUuid, 'Diese Beraterin oder diesen Berater gibt es nicht.');
const advisorKey = key.transform((id) => id.toLowerCase());
const handOverInput = z.object({ advisor: advisorKey, to: advisorKey.nullish() });
const readmitInput = z.object({ advisor: advisorKey });

/** One hand-over: who leaves which association, and who says so. */
interface Leaving {
  readonly association: AssociationCode;
  readonly advisor: string;
  readonly to: string | null;
  readonly at: Date;
}

/** A case that is to be handed over, decided and not yet written. */
interface Decided {
  readonly facts: CaseFacts;
  readonly row: Row;
  readonly plan: Plan;
  readonly to: string | null;
}

/** Hands over everything that somebody does when they leave, and takes them in again. */
export function createHandOverService({ viewer, handOvers, now }: HandOverParts) {
  return {
    /**
     * Gives all parts of all open cases of an advisor to others, in one step; none is left behind, also of those that come at the
     * same moment, and no new one comes.
     *
     * @throws Problem UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, NOT_FOUND for who is no advisor of the viewer's association
     */
    async handOver(input: HandOverInput): Promise<HandOverOutcome> {
      const { association, subject } = requireTeamLead(viewer);
      const { advisor, to = null } = readInput(handOverInput, input);
      if (advisor === to) throw badInput('input.to', 'Bitte nennen Sie eine andere Person.');
      const leaving: Leaving = { association, advisor, to, at: now() };
      return handOvers.alone(association, async (turn) => {
        await requireAdvisor(turn, association, advisor);
        if (to !== null && (await turn.findAdvisor(association, to)) === null) {
          throw badInput('input.to', 'Diese Person gibt es in Ihrem Verband nicht.');
        }
        const decided = await decide(turn, viewer, leaving);
        if ('kind' in decided) return decided;
        const commitmentCount = await turn.countCommitments(association, advisor);
        await turn.recordDeparture({ advisorId: advisor, association, at: leaving.at, recordedBy: subject });
        await writeAll(turn, decided, { at: leaving.at, viewer, subject });
        const cases = decided.map(
          ({ facts, to: advisorId }): HandedOverCaseRow => ({
            ...{ caseId: facts.id, association, advisorId },
          }),
        );
        return { kind: 'HANDED_OVER', cases, commitmentCount };
      });
    },

    /** Answers null where there was nothing to end, else who gets cases again. @throws as `handOver` */
    async readmit(input: ReadmitAdvisorInput): Promise<{ association: AssociationCode; advisorId: string } | null> {
      const { association } = requireTeamLead(viewer);
      const { advisor: advisorId } = readInput(readmitInput, input);
      return (await handOvers.endDeparture(association, advisorId)) ? { association, advisorId } : null;
    },

    /** Who of the viewer's association gets no new cases. @throws Problem UNAUTHENTICATED, FORBIDDEN */
    listDepartures: async (): Promise<readonly DepartedAdvisorRow[]> =>
      handOvers.findDepartures(requireTeamLead(viewer).association),
  };
}

/** Decides for all cases before one is written: either all go, or none. */
async function decide(
  turn: HandOverTurn,
  viewer: Viewer,
  leaving: Leaving,
): Promise<readonly Decided[] | HandOverOutcome> {
  const { association, advisor, to, at } = leaving;
  const cases: CaseFacts[] = [];
  for (const id of await turn.lockCasesOf(association, advisor)) {
    const facts = await turn.find(id);
    if (facts !== null) cases.push(facts);
  }
  const findSuccessor = to === null ? await chooser(turn, leaving, cases) : () => to;
  const decided: Decided[] = [];
  const stuck: string[] = [];
  for (const facts of cases) {
    const parts = partsOfAdvisor(facts, association, advisor);
    const next = await findNext(turn, facts, leaving, findSuccessor);
    if (next === 'OBSTACLE' || (next === null && !mayLieWithTeam(parts))) stuck.push(facts.id);
    else decided.push({ facts, row: getRow(facts, viewer, at), plan: planHandOver(facts, parts, next), to: next });
  }
  return stuck.length === 0 ? decided : { kind: 'REFUSED', reason: reasonFor(stuck.length, to), caseIds: stuck };
}

/** Somebody who is named must be able to take each case; who is chosen by the rules can. */
async function findNext(
  turn: HandOverTurn,
  facts: CaseFacts,
  { association, to }: Leaving,
  findSuccessor: FindSuccessor,
): Promise<string | 'OBSTACLE' | null> {
  if (to !== null && (await obstacleToAdvisor(turn, facts, association, to)) !== null) return 'OBSTACLE';
  return findSuccessor(facts);
}

async function chooser(turn: HandOverTurn, { association, advisor, at }: Leaving, cases: readonly CaseFacts[]) {
  const kommunen = [...new Set(cases.flatMap((facts) => facts.kommunen))];
  const on = localDay(Temporal.Instant.fromEpochMilliseconds(at.getTime()));
  return createChoice(association, await turn.findAdvisors(kommunen), advisor, on);
}

function reasonFor(count: number, to: string | null): string {
  const cases = count === 1 ? 'einen Fall' : `${count} Fälle`;
  return to === null
    ? `Für ${cases} hat niemand in Ihrem Verband Zeit und Zuständigkeit. Bitte nennen Sie, wer übernimmt.`
    : `Diese Person kann ${cases} nicht übernehmen: Sie berät zurzeit nicht oder ist befangen.`;
}

function getRow(facts: CaseFacts, viewer: Viewer, at: Date): Row {
  const row = findRow('HAND_OVER', facts, relationsOf(viewer, facts.parts), at);
  if (isRow(row)) return row;
  throw new Error(`a case that is ${facts.status} has an advisor whose team cannot hand it over`);
}

interface Author {
  readonly at: Date;
  readonly viewer: Viewer;
  readonly subject: string;
}

async function writeAll(turn: HandOverTurn, decided: readonly Decided[], { at, viewer, subject }: Author) {
  const { advisorId } = viewer;
  const association = associationOf(viewer);
  const told: NewNotification[] = [];
  for (const { facts: before, row, plan } of decided) {
    const after = caseAfter(row, before, plan, at, await turn.findClock(before.id));
    await turn.write({ before, after, plan, at, actor: subject, association, advisorId, notifications: [] });
    const actor = {
      subject,
      association: associationOf(viewer),
      advisorId,
      relations: relationsOf(viewer, before.parts),
    };
    told.push(...notificationsFor('HAND_OVER', { before, after, entries: plan.entries, actor }));
  }
  await turn.notify(told, at);
}

async function requireAdvisor(turn: HandOverTurn, association: AssociationCode, advisor: string): Promise<void> {
  if ((await turn.findAdvisor(association, advisor)) !== null) return;
  throw new Problem('NOT_FOUND', 'Diese Beraterin oder diesen Berater gibt es in Ihrem Verband nicht.');
}

function requireTeamLead(viewer: Viewer): { association: AssociationCode; subject: string } {
  requireScope(viewer, 'case:assign');
  const association = associationOf(viewer);
  const { subject } = viewer;
  if (hasRole(viewer, 'team_lead') && association !== null && subject !== null) return { association, subject };
  throw new Problem('FORBIDDEN', 'Das kann nur die Teamleitung des Verbands.');
}
